"""The commands as people and CI run them: exit codes, formats, one-line errors."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from generator import __version__
from generator.cli.main import OF_EDITORS, commands
from generator.installed import extras
from tests.command import command_of, digest, files, git, printed, refused, run, succeed
from tests.corpus import FEW, MINIMAL, PROJECT, Size, make, write_engine, write_overrides

SMALL = Size(articles=30, agencies=12, themes=8, people=6, sources=5, words=60, vocabulary=300)
ERROR = "---\ntitle: x: y\ndate: 2024-13-01\n---\n\nText.\n"


@pytest.fixture
def site(tmp_path):
    """A small site without problems, not yet built."""
    return make(tmp_path / "a-site", FEW)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A generated site, built once; tests copy it."""
    root = make(tmp_path_factory.mktemp("built"), SMALL)
    succeed(root, "build")
    return root


@pytest.fixture(params=["digest", "mkdocs"])
def build(request, site):
    """Build the site by our command or by the engine's; return the exit code and what is said."""

    def build(*options):
        if request.param == "digest":
            result = digest(site, "build", *options)
            return result.exit_code, result.stderr
        done = run("mkdocs", "build", *options, cwd=site)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stderr

    return build


def add(root, text, name="2024-05-09-added.md"):
    """Add an article to a site."""
    file = root / "content/articles" / name
    file.write_text(text)
    return file


def warn(root):
    """Give a site one warning and no error."""
    file = next((root / "content/articles").rglob("*.md"))
    text = file.read_text()
    file.write_text(re.sub(r'title: ".*"', 'title: "Short"', text))


class TestCheck:
    def test_clean_or_warnings(self, site):
        """Warnings do not fail a check."""
        warn(site)
        result = succeed(site, "check")
        assert "[too-short]" in result.stdout
        assert result.stdout.splitlines()[-1] == "1 warning does not stop the build"

    def test_error(self, site):
        """An error fails the check and is reported with place, message and help."""
        add(site, ERROR)
        result = refused(site, "check")
        assert "content/articles/2024-05-09-added.md:2:" in result.stdout
        assert "    help: " in result.stdout

    @pytest.mark.parametrize("form", ["text", "json", "github"])
    def test_nothing_wrong(self, built, form):
        """Without problems each format prints its own output: a sentence, an empty list, nothing."""
        result = succeed(built, "check", "--format", form)
        expected = {"text": "no problems found\n", "json": "[]\n", "github": ""}
        assert result.stdout == expected[form]

    def test_paths(self, site, monkeypatch):
        """Only the given files and folders are checked, however their paths are written."""
        good = next((site / "content/articles").iterdir())
        bad = add(site, ERROR)
        succeed(site, "check", good)
        refused(site, "check", good, bad)
        monkeypatch.chdir(site / "content")
        succeed("-f", "../mkdocs.yml", "check", good.relative_to(site / "content"))
        result = refused("-f", "../mkdocs.yml", "check", "articles/2024-05-09-added.md")
        assert result.stdout.startswith("content/articles/2024-05-09-added.md:2:")

    def test_odd_paths(self, site):
        """A folder, a link or a file that is not an article has the problems that a whole check finds there."""
        link = site / "content/articles/2024-05-09-link.md"
        link.symlink_to(site / "mkdocs.yml")
        for path in (link, site / "content"):
            assert "[symlink]" in refused(site, "check", path).stdout
        elsewhere = succeed(site, "check", site / "mkdocs.yml")
        assert elsewhere.stdout == "no problems found\n"
        assert elsewhere.stderr == "1 problem in other files\n"
        for path in (site.parent, site / ".."):
            outside = refused(site, "check", path, code=2)
            assert "is not in the digest's folder" in outside.stderr

    @pytest.mark.parametrize(
        "folder",
        ["site_config", ".github", ".github/workflows", "docs", "overrides", "content", "content/articles", "content/pages"]
        + [f"site_config/{name}" for name in ("overrides", "public", "taxonomies")],
    )  # fmt: skip
    def test_folders_behind_a_link(self, folder, site, tmp_path):
        """Whatever folder is a link, nothing is read where it leads."""
        outside = tmp_path / "outside"
        for name in ("", "workflows", "pages", "assets"):
            (outside / name).mkdir(exist_ok=True)
            (outside / name / "secret.yml").write_text("- run: digest fmt secret\n")
            (outside / name / "secret.html").write_text("secret \u2029\n")
            (outside / name / "secret.css").write_text("@import 'https://secret.example.org/';\n")
            (outside / name / "secret.js").write_text("secret\n")
            (outside / name / "secret.md").write_text("title: secret\n")
        link = site / folder
        shutil.rmtree(link, ignore_errors=True)
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(outside)
        assert "secret" not in digest(site, "check").output

    def test_a_site_behind_a_link(self, site):
        """A path to a file may lead through a link to the folder of the site."""
        way = site.parent / "way"
        way.symlink_to(site)
        article = next((site / "content/articles").rglob("*.md"))
        article.write_text(article.read_text() + "\nSee [this](/nowhere/).\n")
        told = refused(site, "check", way / article.relative_to(site))
        assert "[broken-link]" in told.stdout

    def test_a_repeated_report_is_told_of_both_files(self, site):
        """Whichever of two articles with one source is checked, the problem is shown."""
        article = next((site / "content/articles").rglob("*.md"))
        for name in ("0000-copy.md", "zzzz-copy.md"):
            copy = article.with_name(name)
            copy.write_text(article.read_text())
            for path in (article, copy):
                assert "[duplicate-source]" in refused(site, "check", path).stdout
            copy.unlink()

    def test_unknown_path(self, site):
        """A missing path is a usage error, not a clean check."""
        result = refused(site, "check", site / "nothing.md", code=2)
        assert "nothing.md: no such file" in result.stderr


class TestWrongUse:
    @pytest.mark.parametrize("command", ["check", "build", "serve", "audit"])
    def test_no_mkdocs_yml(self, tmp_path, command):
        """In a folder without mkdocs.yml each command names the missing file."""
        result = refused(tmp_path, command, code=2)
        assert "mkdocs.yml: no such file; run this beside mkdocs.yml, use -f" in result.stderr

    @pytest.mark.parametrize(
        "arguments",
        [
            ("built",),
            ("build", "--sitedir", "x"),
            ("check", "--format", "xml"),
            ("serve", "--port", "99999"),
        ],
    )
    def test_mistyped(self, site, arguments):
        """A mistyped command or option exits with 2 and refers to the help."""
        assert "--help" in refused(site, *arguments, code=2).stderr

    def test_help_and_version(self):
        """The help names every command."""
        shown = succeed("--help")
        assert {"check", "build", "serve", "audit"} <= set(
            re.findall(r"^  (\w+)", shown.stdout, re.MULTILINE)
        )
        assert __version__ in digest("--version").stdout


class TestBuild:
    def test_build(self, site):
        """The command prints the path of the built site."""
        assert succeed(site, "build").stdout == f"built {site / 'site'}\n"
        assert (site / "site/index.html").is_file()

    @pytest.mark.parametrize("warm", [False, True])
    def test_skip_invalid(self, site, warm):
        """Valid articles are built, with or without a cache, even after a change to every page."""
        if warm:
            succeed(site, "build")
            settings = site / "site_config/site.yml"
            text = re.sub("tagline: .*", "tagline: A new one", settings.read_text())
            settings.write_text(text)
            write_overrides(site, style="body { color: #123456 }\n")
        add(site, ERROR)
        assert refused(site, "build").stderr.endswith("nothing was written\n")
        result = succeed(site, "build", "--skip-invalid")
        assert result.stderr.endswith("skipped articles with errors: 1\n")
        assert not [path for path in files(site / "site") if "/added" in path]

    def test_elsewhere(self, site, tmp_path):
        """`--site-dir` selects another folder, and nothing else is written."""
        before = files(site)
        succeed(site, "build", "--site-dir", tmp_path / "deep/public")
        assert (tmp_path / "deep/public/index.html").is_file()
        assert files(site) == before

    def test_relative_path(self, site, monkeypatch):
        """`-f` may be relative to the working directory, also where mkdocs.yml names docs_dir."""
        (site / "site_config/public").mkdir(exist_ok=True)
        (site / "site_config/public/about.txt").touch()
        monkeypatch.chdir(site.parent)
        result = digest("-f", f"{site.name}/mkdocs.yml", "build", "--audit")
        assert (result.exit_code, result.stdout) == (0, f"built {site}/site\n")
        assert (site / "site/about.txt").is_file()

    def test_through_a_link(self, site, tmp_path):
        """A site behind a symbolic link can be replaced repeatedly; the link stays."""
        (tmp_path / "real").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "real")
        for _ in range(3):
            succeed(site, "build", "--site-dir", tmp_path / "link")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real/index.html").is_file()

    def test_error_leaves_the_site(self, site, build):
        """If an article has an error, the published site stays unchanged."""
        assert build()[0] == 0
        before = files(site / "site")
        add(site, ERROR)
        code, said = build()
        assert code == 1
        assert "content/articles/2024-05-09-added.md:2:" in said
        assert files(site / "site") == before

    def test_strict(self, site, build):
        """A warning stops a build only with `--strict`."""
        warn(site)
        code, said = build("--strict")
        assert (code, "[too-short]" in said) == (1, True)
        code, said = build()
        assert (code, "[too-short]" in said) == (0, True)

    def test_strict_publishes_nothing(self, site):
        warn(site)
        refused(site, "build", "--strict")
        assert not (site / "site").exists()

    def test_folder_of_somebody_else(self, site, tmp_path):
        """A home folder, a repository and a site that no build made are refused in one line, and stay."""
        (site / "site").mkdir()
        (site / "site/index.html").write_text("a site by hand")
        for name in ("home", "repository"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "thesis.txt").write_text("years of work")
        git(tmp_path / "repository", "init", "--quiet")
        before = files(tmp_path)
        for folder in (site / "site", tmp_path / "home", tmp_path / "repository"):
            said = "is not empty, and no record shows that a build made it"
            assert refused(site, "build", "--site-dir", folder).output == (
                f"Error: {folder}: {said}; delete it, or choose a new folder\n"
            )
        assert files(tmp_path) == before

    def test_another_folder_in_place_of_the_site(self, site, tmp_path):
        """A repository or a link that somebody puts in the place of a built site is refused."""
        succeed(site, "build")
        shutil.rmtree(site / "site")
        (site / "site").mkdir()
        git(site / "site", "init", "--quiet")
        warn(site)
        before = files(site / "site")
        assert "no record shows that a build made it" in refused(site, "build").output
        assert files(site / "site") == before
        shutil.rmtree(site / "site")
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere/thesis.txt").write_text("years of work")
        (site / "site").symlink_to(tmp_path / "elsewhere")
        assert "leads out of the site through a link" in refused(site, "build").output
        assert files(tmp_path / "elsewhere") == {"thesis.txt": b"years of work"}

    def test_no_articles(self, site):
        """A site without articles is built; a site without a content folder is an error."""
        shutil.rmtree(site / "content")
        missing = refused(site, "build")
        assert "content:1:1: error: there is no such folder [missing-file]" in missing.output
        (site / "content").mkdir()
        succeed(site, "build", "--strict")
        assert "no articles" in (site / "site/index.html").read_text()

    def test_no_registries(self, site):
        """Without site_config/ every command names the first missing file."""
        shutil.rmtree(site / "site_config")
        for command in (["check"], ["build"], ["permalinks"]):
            result = refused(site, *command)
            assert (
                "site_config/site.yml:1:1: error: there is no such file [missing-file]"
                in result.output
            )
        assert not (site / "site").exists()
        assert not (site / "tree").exists()

    def test_second_build(self, site):
        """During a build a second one is refused in one line."""
        program = "import sys, time, pathlib; from generator.publish.publishing import publishing\n"
        program += "with publishing(pathlib.Path(sys.argv[1])): print(flush=True); time.sleep(60)"
        command = [sys.executable, "-c", program, str(site / "site")]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as first:
            first.stdout.readline()
            result = digest(site, "build")
            first.kill()
        assert result.exit_code == 1
        assert (
            result.stderr
            == f"Error: {site / 'site'}: another build is at work there; wait for it to end\n"
        )
        succeed(site, "build")

    def test_file_in_the_way(self, site, tmp_path):
        """A target that cannot be written to is a one-line error."""
        (tmp_path / "file").touch()
        result = refused(site, "build", "--site-dir", tmp_path / "file/site")
        assert re.fullmatch(r"Error: .*/file: cannot be written to: .*\n", result.stderr)

    def test_own_folder(self, site):
        """`--site-dir` names no folder with the site's own files, and none that somebody else filled."""
        before = files(site)
        for folder in (site, site.parent, site / "content/new", site / "site_config"):
            result = refused(site, "build", "--site-dir", folder, code=2)
            assert "choose a new or empty folder" in result.stderr
        (site / "notes").mkdir()
        (site / "notes/thesis.txt").touch()
        result = refused(site, "build", "--site-dir", site / "notes")
        assert "no record shows that a build made it" in result.stderr
        assert files(site) == {**before, "notes/thesis.txt": b""}

    def test_settings_that_lead_elsewhere(self, site, tmp_path):
        """A folder outside of the site that `site_dir` names stays as it is if no build made it."""
        (tmp_path / "elsewhere").mkdir()
        for name in ("index.html", "thesis.txt"):
            (tmp_path / "elsewhere" / name).write_text("years of work")
        config = site / "mkdocs.yml"
        text = config.read_text()
        config.write_text(f"{text}site_dir: {tmp_path}/elsewhere\n")
        before = files(tmp_path)
        for _ in range(2):
            assert "no record shows that a build made it" in refused(site, "build").output
        assert files(tmp_path) == before

    @pytest.mark.parametrize(
        "change, said",
        [
            (("  - digest", "  - search"), "write plugins: [digest]"),  # plugin
            (("site_name: ", "site_name: a: "), "mkdocs.yml"),  # yaml
            (("plugins:", "theme: materiel\nplugins:"), "materiel"),  # unknown theme
        ],
    )
    def test_mkdocs_yml_is_wrong(self, site, change, said):
        """An invalid mkdocs.yml is reported without a traceback, and nothing is built."""
        file = site / "mkdocs.yml"
        text = file.read_text()
        assert change[0] in text
        file.write_text(text.replace(*change))
        done = run("generator", "-f", file, "build")
        assert done.returncode == 1
        assert said in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert not (site / "site").exists()


def serving_on(port, site):
    """Start the preview of a site in another process."""
    command = [sys.executable, "-m", "generator", "-f", site / "mkdocs.yml", "serve"]
    command += ["--port", str(port)]
    return subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)


class TestServe:
    def test_port_taken(self, site):
        """If the port is in use, the message names it and the option `--port`."""
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            result = digest(site, "serve", "--port", port)
        assert result.exit_code == 1
        assert f"port {port} on 127.0.0.1 is taken by another program" in result.output
        assert "--port" in result.output

    def test_errors(self, site):
        """The preview of a site with errors reports them and serves the valid articles."""
        add(site, ERROR)
        port = free_port()
        with serving_on(port, site) as serving:
            try:
                wait_for(f"http://127.0.0.1:{port}/archive/", "Archive")
            finally:
                serving.terminate()
                _, output = serving.communicate(timeout=20)
        assert "content/articles/2024-05-09-added.md:2:" in output
        assert "the preview leaves out what has errors" in output
        assert "Traceback" not in output

    def test_preview(self, site):
        """The preview serves the site and shows an edited article without a restart, also as a draft."""
        port = free_port()
        with serving_on(port, site) as serving:
            try:
                address = f"http://127.0.0.1:{port}/archive/"
                assert "Edited" not in wait_for(address, "Archive")
                answers = {host: status_of(address, host) for host in HOSTS}
                assert answers == HOSTS
                file = next((site / "content/articles").rglob("*.md"))
                text = file.read_text()
                date = re.search(r"date: .(\d{4})-(\d\d)", text)
                edited = re.sub(r'title: ".*"', 'title: "Edited by hand"\ndraft: true', text)
                file.write_text(edited)
                assert "Draft</span>" in wait_for(
                    f"{address}{date[1]}/{date[2]}/", "Edited by hand"
                )
                wait_for(f"http://127.0.0.1:{port}/drafts/", "Edited by hand")
            finally:
                serving.terminate()
                _, output = serving.communicate(timeout=20)
        assert "Watching content, site_config, mkdocs.yml\n" in output
        assert f"Serving on http://127.0.0.1:{port}/" in output
        assert "shell" not in output
        assert "skipped" not in output


HOSTS = {
    "localhost": 200,
    "LOCALHOST:8000": 200,
    "127.0.0.1": 200,
    "[::1]:8000": 200,
    "digest.localhost": 200,
    "evil.example": 403,
    "evil.example:8000": 403,
    "localhost.evil.example": 403,
    "127.0.0.1.evil.example": 403,
    "notlocalhost": 403,
    "10.0.0.1": 403,
}
"""Host header → status of the preview; a foreign name could be DNS rebinding."""


def status_of(address, host):
    """The HTTP status of an address for a given Host header."""
    request = urllib.request.Request(address, headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def free_port():
    """A port that is not in use."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_for(address, text):
    """The page at an address, as soon as it contains a text."""
    end = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                page = answer.read().decode()
            if text in page:
                return page
        except OSError:
            pass
        assert time.monotonic() < end, f"{address} does not say {text}"
        time.sleep(0.1)


class TestMkDocs:
    """The engine's own commands."""

    @pytest.mark.slow
    def test_strict_build(self, tmp_path):
        """`mkdocs build --strict` works on a site without warnings."""
        root = write_engine(shutil.copytree(MINIMAL, tmp_path / "minimal"))
        done = run("mkdocs", "build", "--strict", "--site-dir", tmp_path / "site", cwd=root)
        assert done.returncode == 0, done.stderr
        assert "Warning" not in done.stderr
        page = "site/articles/2024/04/ministry-invents-a-report/index.html"
        assert (tmp_path / page).is_file()

    def test_same_site(self, built, tmp_path):
        """The result equals that of `digest build`."""
        done = run("mkdocs", "build", "--site-dir", tmp_path / "site", cwd=built)
        assert done.returncode == 0, done.stderr
        assert files(tmp_path / "site", but="pagefind") == files(built / "site", but="pagefind")


def test_ascii_terminal(site):
    """Characters that the terminal's encoding lacks are escaped."""
    add(site, "---\ntitle: Words\nthemes: [qəribə]\n---\n\nText.\n")
    done = run("generator", "-f", site / "mkdocs.yml", "check", PYTHONIOENCODING="latin-1")
    assert done.returncode == 1
    assert "q\\u0259rib\\u0259" in done.stdout
    assert done.stderr == ""


def test_closed_pipe(site):
    """`digest check | head` ends without an error."""
    add(site, ERROR)
    command = [sys.executable, "-m", "generator", "-f", str(site / "mkdocs.yml"), "check"]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False, cwd=PROJECT
        )
    finally:
        os.close(writing)
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


@pytest.mark.parametrize(
    "typed, help_line",
    [("chekc", "did you mean 'check'?"), ("nonsense", "list them: digest --help")],
)
def test_a_command_that_does_not_exist(typed, help_line):
    """A mistyped command gets the nearest one, as a mistyped key does."""
    done = refused(typed, code=2)
    assert f"Error: there is no command '{typed}'; {help_line}" in done.output


@pytest.mark.parametrize("below, way", [("content", ".."), ("content/articles", "../..")])
def test_a_command_in_a_folder_of_the_site(below, way, site, monkeypatch):
    """The help says how to get to mkdocs.yml, however far up it is."""
    (site / below).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(site / below)
    assert f"where it is: cd {way}\n" in refused("check", code=2).output


@pytest.mark.parametrize("name", sorted(commands()))
def test_line_in_the_list_of_commands(name):
    """`digest --help` loads no command, so the lines are written twice."""
    assert (
        commands()[name][0]
        == " ".join(command_of(name).help.split(".\n")[0].split()).rstrip(".") + "."
    )


@pytest.mark.parametrize("name", sorted(OF_EDITORS))
def test_a_command_of_the_newsroom(name, monkeypatch):
    """Without the newsroom, its commands are not taken for others."""
    monkeypatch.setattr("generator.cli.main.installed", extras)
    done = refused(name, "x", code=2)
    assert f"'{name}' is a command of the newsroom, the editors' package" in done.output
    assert "did you mean" not in done.output
    assert f"did you mean '{name}'?" in refused(f"{name}s", code=2).output


def test_start():
    """The command starts without the libraries that only builds and checks of changed files need."""
    slow = "{'babel', 'jinja2', 'importlib.metadata', 'markdown_it', 'mkdocs', 'multiprocessing', 'selectolax'}"
    modules = "generator.cli.main, generator.cli.checking, generator.cli.site_commands"
    program = f"import sys, {modules}; print(sorted({slow} & set(sys.modules)))"
    assert printed(sys.executable, "-c", program) == "[]\n"


def test_the_command_is_installed():
    """`digest` is on the environment's path."""
    program = shutil.which("digest", path=Path(sys.executable).parent)
    assert printed(program, "--version").split()[-1] == __version__
