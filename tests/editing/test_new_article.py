"""`digest new`: options in a script, questions on a terminal."""

import sys

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from tests.command import files

FLAGS = {
    "--title": "Institute of Inventions shows: an invented “tool” in Bakı",
    "--date": "2024-05-03",
    "--source": "example news",
    "--url": "https://news.example.org/3",
    "--agency": "Institute of Inventions",
    "--theme": "phishing",
}
PATH = "content/articles/2024/2024-05-03-institute-of-inventions-shows-an-invented-tool-in-baki.md"


def flags(**changes):
    given = {**FLAGS, **{f"--{key}": value for key, value in changes.items()}}
    return [part for key, value in given.items() if value is not None for part in (key, value)]


def test_script(site):
    """The draft passes the check, and the output lists the next steps."""
    result = site.run(
        "new",
        "--no-input",
        *flags(),
        "--themes=ransomware",
        "--country",
        "norway",
        "--person",
        "Jane Example",
    )
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[0] == f"wrote {PATH}"
    assert "Institute of Inventions → aq-ioi (" in result.stderr
    assert "digest" in result.stdout
    assert site.read(PATH) == (
        '---\ntitle: "Institute of Inventions shows: an invented “tool” in Bakı"\ndate: 2024-05-03\n'
        "source:\n  name: example news\n  url: https://news.example.org/3\nagencies: [aq-ioi]\n"
        'themes: [phishing, ransomware]\ncountries: ["NO"]\npeople: [Jane Example]\n'
        "summary: TODO – say in one or two sentences of your own what the source reports, and who says so.\n"
        "draft: true  # delete this line when the article is ready\n---\n\n"
        "TODO – two to four short paragraphs in your own words, every claim attributed to whoever makes it.\n"
    )
    assert site.problems() == "no problems found"


@pytest.mark.parametrize(
    "arguments, message",
    [
        # missing
        (flags(title=None, theme=None), "missing options: --title, --theme"),
        (flags(theme="fishing"), "did you mean 'phishing'?"),  # near
        (flags(date="3 May 2024"), "write year-month-day"),  # date
        (flags(url="ftp://x"), "is not an address to link to"),  # url
        # ambiguous
        (flags(person="J. Example"), "write Jane Example or John Example"),
        (flags(agency="of"), "is part of several names in 'agencies'"),  # several
        (flags(title="!!!"), "the title has no letters"),  # no letters
        (flags(title="x" * 200), "[too-long]"),  # check
        ([*flags(), "--tehme", "x"], "did you mean '--theme'?"),  # flag
        ([*flags(), "--theme"], "--theme: its value is missing"),  # no value
    ],
)
def test_refused(site, arguments, message):
    before = files(site.root, but=".cache")
    result = site.run("new", "--no-input", *arguments)
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert files(site.root, but=".cache") == before


def test_never_overwrites(site):
    site.run("new", "--no-input", *flags())
    result = site.run("new", "--no-input", *flags(source="Other"))
    assert result.exit_code == 1
    assert f"{PATH} already exists" in result.stderr


def test_questions(site, monkeypatch):
    """On a terminal it repeats a question until the answer is valid, and suggests similar values."""
    answers = [
        "A made-up headline",
        "yesterday",
        "2024-05-03",
        "Example News",
        "",
        "aq-io",
        "aq-ioi",
        "",
        "",
        "phishing",
        "",
        "",
        "",
        "",
    ]
    runner = CliRunner()
    real = runner.isolation

    def isolation(*args, **kwargs):
        manager = real(*args, **kwargs)

        class Terminal:
            def __enter__(self):
                entered = manager.__enter__()
                sys.stdin.isatty = lambda: True
                return entered

            def __exit__(self, *details):
                return manager.__exit__(*details)

        return Terminal()

    monkeypatch.setattr(runner, "isolation", isolation)
    result = runner.invoke(
        main, ["-f", str(site.root / "mkdocs.yml"), "new"], input="\n".join(answers) + "\n"
    )
    assert result.exit_code == 0, result.output
    assert "'yesterday' is not a day" in result.stderr
    assert "did you mean 'aq-ioi'?" in result.stderr
    assert "an article needs at least one" in result.stderr
    assert "agencies: [aq-ioi]\nthemes: [phishing]\n" in site.read(
        "content/articles/2024/2024-05-03-a-made-up-headline.md"
    )
