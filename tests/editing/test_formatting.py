import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, example, given, settings

from generator.diagnostics.diagnostics import Report
from generator.editing.editable_files import split
from generator.editing.formatting import formatted
from generator.installed import installed
from generator.load.context import read_context
from generator.model.layout import ARTICLES
from tests.command import digest, refused, succeed
from tests.corpus import MINIMAL, write_sample
from tests.editing.conftest import ARTICLE
from tests.editing.written import front_matter, meaning_of

CASES = yaml.safe_load(Path(__file__).with_name("formatting.yml").read_text())


_REMARK = re.compile(r"# remark-\d+-")
CONTEXT = read_context(MINIMAL, installed(), Report())
KEYS = {
    ARTICLES: {
        "title": {},
        "date": {},
        "source": {"name": {}, "url": {}},
        "events": {"date": {}, "name": {}},
        "id": {},
    }
}


def fmt(front, body="\n\nText.\n"):
    report = Report()
    data = formatted(f"---\n{front}---{body}".encode(), "a.md", KEYS, CONTEXT, report)
    assert data is not None, list(report)
    return data.decode()


class TestProperties:
    @settings(max_examples=400)
    @given(front_matter())
    @example("'2':\n- [\"0\\n0\\_\"] # remark-2-\n")  # a no-break space ends the value
    def test_any(self, front):
        """Formatting any readable file is idempotent and keeps meaning and comments."""
        front = unicodedata.normalize("NFC", front)
        wanted = meaning_of(front)
        assume(wanted is not None and "\n---" not in f"\n{front}")
        once = fmt(front)
        source = split(once.encode())
        assert meaning_of(source.front) == wanted
        assert sorted(_REMARK.findall(source.front)) == sorted(_REMARK.findall(front))
        assert once == fmt(source.front)
        assert source.body == "\n\nText.\n"
        assert (
            not re.search(r"[ \t]$", re.sub(r"(?m)^ *#.*$", "", source.front), re.MULTILINE)
            or '"' in front
        )


COMMENTS = {
    "all": (
        """\
# yaml-language-server: $schema=x
# about the date
date: 2024-05-02    # eol date
# about the title
title: 'A "quoted" title' # one
# above source
source:   # beside source
    # the outlet
    name: A   # eol name
    # url: B
tags: [a,   b] # after
events:
- # odd
  name: x
summary: >-
  one
  two
# end é
""",
        """\
# yaml-language-server: $schema=x
# about the title
title: A "quoted" title  # one
# about the date
date: 2024-05-02  # eol date
# above source
source:   # beside source
    # the outlet
    name: A   # eol name
    # url: B
events:
- # odd
  name: x
tags: [a, b]  # after
summary: one two
# end é
""",
    ),
    "head": ("# all\n\n# date\ndate: a\n# title\ntitle: b\n", "# all\n# title\ntitle: b\n# date\ndate: a\n"),
    "two-beside": ("a: {b: 'c', # one\n d: e} # two\n", "a: {b: 'c', # one\n d: e} # two\n"),
    "below": ("a: 'b'\n# deeper\n", "a: b\n# deeper\n"),
    "no-value": ("a: # none\nb: ~\n", "a:  # none\nb: ~\n"),
    "not-a-comment": ("a: b#c\nd: 'x # y'\ne: |\n  # text\n  more\n", 'a: b#c\nd: "x # y"\ne: |\n  # text\n  more\n'),
    "no-space": ("a: 'b' #c\n#d\ne: f\n", "a: b  # c\n# d\ne: f\n"),
    "explicit-key": ("? a\n: b # c\n", "a: b  # c\n"),
    "root-in-braces": ("{a: b, # c\n d: [e]}\n", "# c\na: b\nd: [e]\n"),
    "nested-lists": ("a:\n- - x\n  - w\n- [z]\n", "a: [[x, w], [z]]\n"),
}  # fmt: skip


class TestCases:
    @pytest.mark.parametrize("name", COMMENTS)
    def test_comments(self, name):
        """A comment stays with its key; an entry with comments inside keeps its layout."""
        front, wanted = COMMENTS[name]
        assert split(fmt(front).encode()).front == wanted
        assert split(fmt(wanted).encode()).front == wanted

    @pytest.mark.parametrize(
        "front, wanted",
        [
            *CASES["front"],
            (
                f"title: {'word ' * 24}end\n",
                f"title: >-\n  {'word ' * 18}word\n  {'word ' * 5}end\n".replace(" \n", "\n"),
            ),
            (
                f"tags: [{', '.join(['tag of some length'] * 6)}]\n",
                "tags:\n" + "  - tag of some length\n" * 6,
            ),
            (f"url: https://example.org/{'x' * 100}\n", None),
        ],
    )
    def test_front(self, front, wanted):
        assert split(fmt(front).encode()).front == (wanted or front)

    @pytest.mark.parametrize(
        "written, wanted",
        [
            ("---\na: b\n---\nText.", "---\na: b\n---\n\nText.\n"),  # no line end
            ("---\na: b\n--- \n\n\n\nText.\n\n\n", "---\na: b\n---\n\nText.\n"),  # empty lines
            ("\ufeff---\r\na: b\r\n---\r\n\r\nTe\u0301xt.  \r\nx\t\r\n", "---\na: b\n---\n\nTe\u0301xt.  \nx\t\n"),  # bom crlf
            ("---\na: b\n---\n", "---\na: b\n---\n"),  # no text
        ],
    )  # fmt: skip
    def test_file(self, written, wanted):
        """Line ends and blank lines around the text are normalised; the text is unchanged."""
        assert formatted(written.encode(), "a.md", KEYS, CONTEXT, Report()) == wanted.encode()

    def test_sample(self, tmp_path):
        """Formatted articles are unchanged."""
        succeed(write_sample(tmp_path), "fmt", "--check")


class TestCommand:
    def test_formats(self, site):
        """Changed files are listed; a second run changes none."""
        assert site.run("fmt", "--check").exit_code == 1
        assert "-source: {name: Example News" in site.run("fmt", "--diff").stdout
        result = site.run("fmt")
        assert (result.exit_code, result.stdout) == (0, f"formatted {ARTICLE}\n")
        again = site.run("fmt", "--check")
        assert (again.exit_code, again.stdout) == (0, "")
        assert site.problems() == "no problems found"

    def test_errors(self, site):
        """A file with errors is named and left unchanged; the others are formatted."""
        path = site.article("two", "tags: [a\n")
        before = site.read(path)
        result = site.run("fmt")
        assert result.exit_code == 1
        assert f"formatted {ARTICLE}" in result.stdout
        assert f"{path}:8:" in result.stderr
        assert site.read(path) == before

    def test_paths(self, site, monkeypatch):
        """Messages name the file."""
        path = site.article("two", "tags: ['a']\n")
        monkeypatch.chdir(site.root / "content")
        result = digest("-f", "../mkdocs.yml", "fmt", "articles/2024/2024-05-02-two.md")
        assert result.stdout == f"formatted {path}\n"
        refused("-f", "../mkdocs.yml", "fmt", "articles/none.md", code=2)
