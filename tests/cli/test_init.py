"""`digest init`: the files it writes, and the cases it refuses."""

import hashlib
import re
import tomllib

import pytest
import yaml
from click.testing import CliRunner

from generator import __version__
from generator.assemble.catalogues import languages, messages, untranslated
from generator.cli.main import main
from tests.command import digest, files, refused, succeed
from tests.corpus import PROJECT

TITLE = "Hospital security: a digest"


def init(folder, *options):
    return digest("init", folder, "--title", TITLE, *options)


def test_clean(tmp_path):
    """The new digest has no problems, and the output names the next commands."""
    folder = tmp_path / "new"
    result = init(
        folder, "--url", "https://news.example.net/d", "--repository", "https://github.com/a/b/"
    )
    assert result.exit_code == 0, result.stderr
    assert [line.split("#")[0].strip() for line in result.stdout.splitlines()[-4:]] == [
        f"cd {folder}",
        "digest serve",
        "digest new",
        "digest build",
    ]
    check = digest(folder, "check")
    assert (check.exit_code, check.stdout) == (0, "no problems found\n")
    settings = yaml.safe_load((folder / "site_config/site.yml").read_text())
    assert settings["title"] == TITLE
    assert settings["url"] == "https://news.example.net/d/"
    assert settings["feed_authority"] == "news.example.net"
    assert settings["edit_url"] == "https://github.com/a/b/edit/main/"


def test_host_of_examples(tmp_path):
    """A digest at a host that its author makes up is not that of an example in it."""
    folder = tmp_path / "new"
    assert init(folder, "--url", "https://news.example.org/").exit_code == 0
    assert digest(folder, "check").stdout == "no problems found\n"


@pytest.mark.parametrize(
    "repository, names",
    [
        ("https://github.com/a/b", {".github/workflows/digest.yml"}),
        ("https://gitlab.example.org/a/b", {".gitlab-ci.yml"}),
        ("https://code.example.org/a/b", {".github/workflows/digest.yml", ".gitlab-ci.yml"}),
        ("", {".github/workflows/digest.yml", ".gitlab-ci.yml"}),
    ],
)
def test_ci(tmp_path, repository, names):
    """The repository's host selects the CI file, which runs the commands named in the output."""
    assert init(tmp_path / "new", "--repository", repository).exit_code == 0
    written = {name for name in files(tmp_path / "new") if name.startswith((".github", ".gitlab"))}
    assert written == names
    for name in names:
        text = (tmp_path / "new" / name).read_text()
        assert yaml.safe_load(text)
        assert {"digest check", "digest build --audit"} <= set(
            re.findall(r"digest (?:check|build --audit)", text)
        )


def test_actions():
    """New digests use this repository's releases of actions, pinned by hash."""
    uses = re.compile(r"uses: (\S+)")
    ours = {
        action
        for file in (PROJECT / ".github/workflows").glob("*.yml")
        for action in uses.findall(file.read_text())
    }
    theirs = uses.findall((PROJECT / "generator/starter/github.yml").read_text())
    assert theirs
    assert set(theirs) <= ours


@pytest.mark.parametrize("language", languages())
def test_example_of_feeds(tmp_path, language):
    """The example of a watched feed is valid as soon as its marks of a comment are removed."""
    folder = tmp_path / "new"
    init(folder, "--language", language)
    file = folder / "site_config/feeds.yml"
    head, example = file.read_text().split("\n# feeds:\n")
    lines = [line.removeprefix("# ") for line in example.splitlines()]
    file.write_text("\n".join((head, "feeds:", *lines, "")))
    assert yaml.safe_load(file.read_text())["feeds"].keys() == {"example-news"}
    assert digest(folder, "check").stdout == "no problems found\n"


@pytest.mark.parametrize("language", languages())
def test_how_much_is_translated(tmp_path, language):
    """The output says how much of the interface is translated, who read it, and what is in English."""
    result = init(tmp_path / "new", "--language", language)
    missing, every = len(untranslated(language)), len(messages())
    share = f"{every - missing} of {every} messages"
    is_read = language in ("az", "de", "en")
    assert (share in result.stdout) == (missing > 0 or not is_read)
    assert ("not reviewed" in result.stdout) == (not is_read)
    assert ("in English: comments in mkdocs.yml" in result.stdout) == (language != "en")


def test_a_part_is_translated(tmp_path, monkeypatch):
    """The share counts the messages that have a translation."""
    monkeypatch.setattr("generator.cli.starting.untranslated", lambda tag: [*messages()][:-30])
    result = init(tmp_path / "new", "--language", "de")
    assert f"in German: 30 of {len(messages())} messages (" in result.stdout


@pytest.mark.parametrize(
    "language, meant",
    [
        ("French", "fr"),
        ("xq", ""),
        ("Azerbajani", "az"),
        ("Traditional Chinse", "zh-Hant"),
        ("Deutsch", "de"),
        ("Türkçe", "tr"),
        ("Русский", "ru"),
        ("español", "es"),
        ("deu", "de"),
        ("iw", "he"),
        ("", ""),
    ],
)
def test_unknown_language(tmp_path, language, meant):
    """An unknown language is refused with the one that was probably meant."""
    result = init(tmp_path / "new", "--language", language)
    assert result.exit_code == 1
    assert f"'{language}' is not the code of a language" in result.stderr
    assert ("did you mean" in result.stderr) == bool(meant)
    if meant:
        assert f"did you mean '{meant}'" in result.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "written, tag", [("PT_br", "pt-BR"), ("zh_hans", "zh-Hans"), ("AR ", "ar"), ("lld", "lld")]
)
def test_language_without_texts(tmp_path, written, tag):
    """A language in which no digest can be started is refused with the list of the others."""
    result = init(tmp_path / "new", "--language", written)
    assert result.exit_code == 1
    assert f"'{tag}'" in result.stderr
    assert f"start in one of {', '.join(sorted(languages()))}, " in result.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("tag", ["az-Cyrl", "uk-Latn"])
def test_another_script(tmp_path, tag):
    """Texts in one script are not those of a language in another."""
    assert_refused(tmp_path, f"'{tag}'", "--language", tag)


@pytest.mark.parametrize(
    "written, tag, locale",
    [
        ("fr_ca", "fr-CA", "fr-CA"),
        ("fr-DE", "fr-DE", "fr"),
        ("az-latn", "az-Latn", "az-Latn"),
        ("es-419", "es-419", "es-419"),
        ("ru-US", "ru-US", "ru"),
    ],
)
def test_region(tmp_path, written, tag, locale):
    """A region's digest begins with the texts of the language, and the output says so in one line."""
    folder, base = tmp_path / "new", tag.partition("-")[0]
    result = init(folder, "--language", written)
    said = f"{tag}: texts are those for {base}; dates and country names as in {locale}\n"
    assert said in result.stdout
    assert f"\nlanguage: {tag}\n" in (folder / "site_config/site.yml").read_text()
    assert succeed(folder, "check").stdout == "no problems found\n"
    init(tmp_path / "base", "--language", base)
    about = "content/pages/about.md"
    assert (folder / about).read_bytes() == (tmp_path / "base" / about).read_bytes()


@pytest.mark.parametrize("written, tag", [("EN", "en"), ("En_gb", "en-GB"), ("tr ", "tr")])
def test_case_of_languages(tmp_path, written, tag):
    """A code in another case is the one that it means."""
    assert init(tmp_path / "new", "--language", written).exit_code == 0
    settings = (tmp_path / "new/site_config/site.yml").read_text()
    assert f"\nlanguage: {tag}\n" in settings


def requirements(folder, name):
    """The requirements in a file of a new digest, each with its options on one line."""
    text = (folder / name).read_text().replace("\\\n", "")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_requirements(tmp_path):
    """Every dependency has a version and hashes; the program, which no index has, is not among them."""
    init(tmp_path / "new")
    pinned = requirements(tmp_path / "new", "requirements.txt")
    assert all(re.match(r"[a-z0-9-]+(\[bin\])?==\S+ .*--hash=sha256:", line) for line in pinned)
    names = {re.split(r"[\[=]", line)[0] for line in pinned}
    needed = {
        re.match("[a-z0-9-]+", line)[0]
        for line in tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"][
            "dependencies"
        ]
    }
    assert needed | {"pagefind-bin", "setuptools"} <= names
    assert not names & {"pytest", "security-news-digest"}


HASH = "0f" * 32
COMMIT = "0123456789abcdef0123456789abcdef01234567"
WHEEL = f"security_news_digest-{__version__}-py3-none-any.whl"
REPOSITORY = "https://git.example.net/a/b"


@pytest.mark.parametrize(
    "source, line",
    [
        (
            f"https://files.example.net/v1/{WHEEL}#sha256={HASH}",
            f"security-news-digest @ https://files.example.net/v1/{WHEEL} --hash=sha256:{HASH}",
        ),
        (
            f"https://files.example.net/{WHEEL}#sha256={HASH.upper()}",
            f"security-news-digest @ https://files.example.net/{WHEEL} --hash=sha256:{HASH}",
        ),
        (f"git+{REPOSITORY}.git@{COMMIT}", f"security-news-digest @ git+{REPOSITORY}.git@{COMMIT}"),
    ],
)
def test_program(tmp_path, source, line):
    """The program is pinned by a release file and its hash, or by a git commit."""
    result = init(tmp_path / "new", "--from", source)
    assert result.exit_code == 0, result.stderr
    assert requirements(tmp_path / "new", "program.txt") == [line]
    assert "CI cannot build" not in result.stdout


def test_program_in_a_file(tmp_path):
    """A wheel on this machine becomes part of the digest, and its hash is computed."""
    wheel = tmp_path / WHEEL
    wheel.write_bytes(b"a wheel")
    new = tmp_path / "new"
    assert init(new, "--from", wheel).exit_code == 0
    digest_of_wheel = hashlib.sha256(b"a wheel").hexdigest()
    assert requirements(new, "program.txt") == [f"./wheels/{WHEEL} --hash=sha256:{digest_of_wheel}"]
    assert (new / "wheels" / WHEEL).read_bytes() == b"a wheel"


def test_program_that_nobody_names(tmp_path):
    """Without --from, no line installs anything, and both the output and the file say what is missing."""
    result = init(tmp_path / "new")
    assert requirements(tmp_path / "new", "program.txt") == []
    assert "program.txt has to say where the program is" in result.stdout
    assert "Fill in one of these" in (tmp_path / "new/program.txt").read_text()


@pytest.mark.parametrize(
    "source, message",
    [
        (f"https://files.example.net/{WHEEL}", "has no SHA-256 hash"),  # no hash
        (f"https://files.example.net/{WHEEL}#sha256=12", "has no SHA-256 hash"),
        (f"https://files.example.net/{WHEEL}?token=x#sha256={HASH}", "has a ?"),
        (f"git+{REPOSITORY}?token=x@{COMMIT}", "has a ?"),  # token of git
        (f"https://u:p@files.example.net/{WHEEL}#sha256={HASH}", "hide where"),
        (
            f"https://files.example.net/\n--index-url=x/{WHEEL}#sha256={HASH}",
            "has a control character",
        ),
        (f"http://files.example.net/{WHEEL}#sha256={HASH}", "no https://"),
        (f"file:///tmp/{WHEEL}#sha256={HASH}", "begins with 'file:'"),
        (
            f"https://files.example.net/x-1.0-py3-none-any.whl#sha256={HASH}",
            "is not the wheel of security-news-digest",
        ),
        (
            f"https://files.example.net/security_news_digest-9.9-py3-none-any.whl#sha256={HASH}",
            "which runs here",
        ),
        (
            f"https://files.example.net/a.zip#sha256={HASH}",
            "a.zip is not the wheel of security-news-digest",
        ),
        (f"git+{REPOSITORY}@main", "'main' is not a git commit"),  # branch
        (f"git+{REPOSITORY}@v0.1.0", "is not a git commit"),  # tag
        (f"git+{REPOSITORY}@{COMMIT[:12]}", "is not a git commit"),  # short commit
        (f"git+{REPOSITORY}", "is not a git commit"),  # no commit
        (f"git+ssh://git.example.net/a@{COMMIT}", "begins with 'ssh:'"),  # ssh
        (f"git+https://u:p@git.example.net/a@{COMMIT}", "hide where"),  # password
        (f"git+https://a b@{COMMIT}", "contains a space"),  # space
        (f"git+{REPOSITORY}#x@{COMMIT}", "has a #"),
        ("security-news-digest==0.1.0", "is not a file"),  # name
        ("missing.whl", "is not a file"),  # missing
    ],
)
def test_program_refused(tmp_path, source, message):
    """Whatever could change later is refused."""
    assert_refused(tmp_path, message, "--from", source)


def assert_refused(folder, message, *options):
    """The refusal is one line, and nothing is written."""
    result = init(folder / "new", *options)
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert files(folder) == {}


@pytest.mark.parametrize(
    "option, value, message",
    [
        ("--title", "<b>News</b>", "contains HTML"),
        ("--title", "\N{NEWSPAPER} News", "letters, digits and punctuation only"),
        ("--title", " ", "a digest needs a title"),
        ("--title", "x" * 61, "at most 60 are allowed"),
        ("--title", "a\u202eb", "the title contains U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("--title", "\u200b\u200b", "the title contains U+200B ZERO WIDTH SPACE"),
        ("--url", "example", "is not a web address"),
        ("--repository", "git@example.org:a/b", "is not a web address"),
    ],
)
def test_option_refused(tmp_path, option, value, message):
    assert_refused(tmp_path, message, option, value)


def test_new_repository(tmp_path):
    """The usual files of a new repository are allowed and kept."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "README.md").write_text("Mine.\n")
    assert init(tmp_path).exit_code == 0
    assert (tmp_path / "README.md").read_text() == "Mine.\n"


def test_no_terminal(tmp_path):
    """Without a terminal the title is a required option."""
    result = refused("init", tmp_path / "new")
    assert (
        result.stderr
        == "Error: a digest needs a title; add one, as in: --title 'Hospital security'\n"
    )
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    "name, message", [("mkdocs.yml", "already has a digest"), ("notes.txt", "is not empty")]
)
def test_never_overwrites(tmp_path, name, message):
    (tmp_path / name).write_text("Mine.\n")
    before = files(tmp_path)
    result = init(tmp_path)
    assert result.exit_code == 1
    assert message in result.stderr
    assert files(tmp_path) == before


def test_questions(tmp_path, monkeypatch):
    """On a terminal it asks for missing options."""
    runner = CliRunner()
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True)
    answers = "Hospitals\n\nhttps://news.example.net/\n\n\n"
    result = runner.invoke(main, ["init", str(tmp_path / "new")], input=answers)
    assert result.exit_code == 0, result.output
    site = (tmp_path / "new/site_config/site.yml").read_text()
    assert "title: Hospitals\n" in site
    assert "url: https://news.example.net/\n" in site
    assert "# repository: …\n" in site


def test_names_of_colours(tmp_path):
    """The buttons that change the colours are named in the language of the digest."""
    succeed("init", tmp_path / "new", "--language", "de", "--title", "Lage")
    settings = (tmp_path / "new/mkdocs.yml").read_text()
    for name in ("Zu hellen Farben", "Zu dunklen Farben", "Zu den Farben des Systems"):
        assert f"name: {name} wechseln" in settings
