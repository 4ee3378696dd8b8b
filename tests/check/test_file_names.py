"""One rule for the names of files and folders, in every place where people send files."""

import json
import sys
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.file_names import inner_path, is_plain, problem_of_name
from tests.command import digest, refused, succeed
from tests.docs_site import write_docs_site

PLACES = (
    ("content/articles/2024", "md"),
    ("content/pages", "md"),
    ("site_config/public", "png"),
    ("site_config/public/files", "png"),
    ("site_config/taxonomies", "yml"),
)
BAD = {
    "rtl\u202edm": "U+202E RIGHT-TO-LEFT OVERRIDE",
    "zero\u200b": "U+200B ZERO WIDTH SPACE",
    "soft\u00adhyphen": "U+00AD SOFT HYPHEN",
    "join\u200der": "U+200D ZERO WIDTH JOINER",
    "filler\u3164": "U+3164 HANGUL FILLER",
    "own\ue000": "U+E000",
    "line\nbreak": "U+000A",
    "tab\tin": "a tab",
    "escape\x1b": "U+001B",
    "para\u2029": "U+2029 PARAGRAPH SEPARATOR",
    "a?b": "contains ?, which Windows",
    "a:b": "contains :, which Windows",
    "a\\b": "contains \\, which Windows",
    "con": "Windows cannot have",
    "NUL": "Windows cannot have",
    "aux.tar": "Windows cannot have",
    "com¹": "Windows cannot have",
}
"""Name without its ending → a part of what is said about it."""
GOOD = (
    "getting_started.md",
    "v1.0.md",
    "über.md",
    "u\u0308ber.md",
    "a b.md",
    "دليل.md",
    "Руководство.md",
    "คู่มือ.md",
    "説明　書.md",
    "चित्र.png",
    "🔐.md",
    "❤️.md",
    "C++ & more (2).md",
    "console.md",
    "auxiliary.txt",
    "com10.md",
    ".nojekyll",
    "CNAME",
    "x" * 252 + ".md",
)


@pytest.fixture
def beside(tmp_path):
    """A digest beside documentation."""
    return write_docs_site(tmp_path / "site", "digest", "news")


def problems(config):
    return json.loads(digest(config, "check", "--format", "json").stdout)


@pytest.mark.parametrize(("folder", "ending"), PLACES)
def test_bad_names(beside, folder, ending):
    """Every bad file and folder is named once, with its character, and nothing is built."""
    home = beside.parent / folder
    home.mkdir(parents=True, exist_ok=True)
    expected = {}
    for stem, said in BAD.items():
        (home / f"{stem}.{ending}").write_bytes(b"x")
        expected[f"{folder}/{stem}.{ending}"] = said
    for name, said in (("u\u202eb", "U+202E"), ("nul", "Windows cannot"), ("dot.", "full stop")):
        (home / name).mkdir()
        (home / name / f"within.{ending}").write_bytes(b"x")
        expected[f"{folder}/{name}"] = said
    found = {one["path"]: one["message"] for one in problems(beside) if one["code"] == "file-name"}
    assert found.keys() == expected.keys()
    for path, said in expected.items():
        assert said in found[path]
    refused(beside, "build", "--site-dir", beside.parent / "site")
    assert not (beside.parent / "site").exists()


def test_good_names_of_documentation(beside):
    """Names that people use are built as before."""
    spellings = set()  # some hosts take the two spellings of ü for one page
    for name in GOOD:
        if name.endswith(".md") and normalize("NFC", name) not in spellings:
            spellings.add(normalize("NFC", name))
            (beside.parent / "docs/guide" / name).write_text("# Page\n\nText.\n")
    succeed(beside, "check")
    succeed(beside, "build", "--audit", "--site-dir", beside.parent / "site")


@pytest.mark.parametrize("name", GOOD)
def test_good_names(name):
    assert problem_of_name(name) == ""
    assert inner_path(f"folder/{name}") or name.startswith(".")


@pytest.mark.parametrize("name", ["ends. ", "ends.", "ends ", "x" * 300, "ü" * 128, "a\udcff"])
def test_other_bad_names(name):
    assert problem_of_name(name)
    assert inner_path(f"folder/{name}") == ""


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(range(0x3000), id="first"),
        pytest.param(range(0x3000, sys.maxunicode + 1, 61), id="some"),
        pytest.param(range(sys.maxunicode + 1), id="all", marks=pytest.mark.slow),
    ],
)
def test_every_character(numbers):
    """What a name must not contain is refused, and every letter, digit and sign that shows is not."""
    for number in numbers:
        char = chr(number)
        kind = category(char)
        is_bad = bool(problem_of_name(f"a{char}b"))
        if kind in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"):
            assert is_bad, hex(number)
        elif kind[0] in "LNS" and char not in "<>|\u115f\u1160\u3164\uffa0\u2800\ufffc":
            assert not is_bad, hex(number)


@given(
    st.text(max_size=20),
    st.sampled_from(["\u202e", "\u200b", "\x00", "?", "\ue000", "|"]),
    st.text(max_size=20),
)
def test_one_bad_character_anywhere(before, char, after):
    name = f"{before}{char}{after}".replace("/", "")
    assert problem_of_name(name)
    assert not is_plain(name)
    assert not is_plain(f"folder/{name}/file.md")
