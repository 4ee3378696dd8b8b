"""Pages of documentation that a stranger wrote: a build refuses what runs or loads from elsewhere, in lines that name the page."""

import pytest

from tests.command import digest, files, refused, succeed
from tests.docs_site import write_docs_case as write

CODE = "document.documentElement.dataset.ran=1"
REFUSED = {
    "script-file": ('<script src="../../words.txt"></script>', "inline-script"),
    "inline-script": (f"<script>{CODE}</script>", "inline-script"),
    "handler": ("<img src=x\nonerror=alert(1)>", "event-handler"),
    "style": ('<p style="color:red">x</p>', "inline-style"),
    "frame": ('<iframe src="https://elsewhere.example/"></iframe>', "foreign-resource"),
    "base": ('<base href="https://elsewhere.example/">', "foreign-resource"),
    "refresh": (
        '<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">',
        "active-link",
    ),
    "form": (
        '<form action="https://elsewhere.example/"><button>x</button></form>',
        "foreign-resource",
    ),
    "script-link": ("[x](javascript:alert(1))", "active-link"),
    "dead-link": ("[x](/nothing/)", "dead-link"),
    "direction": ("a&#x202e;b", "hidden-character"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_audit_names_the_page(name, tmp_path):
    """A check says that it has not read the page; the build is refused, and nothing is published."""
    text, code = REFUSED[name]
    pages = {"words.txt": CODE}
    config = write(tmp_path / "site", {"text": f"# x\n\n{text}\n", "pages": pages})
    assert "not checked here" in succeed(config, "check").output
    said = refused(config, "build").output
    assert f"[{code}]" in said
    assert "(from docs/guide/page.md)" in said
    assert not (tmp_path / "site/site").exists()


ENDS = {
    "address": "[x](http://[::1)",
    "nested": "* " * 2_500,
    "date": "---\ndate: 2026-13-45\n---\nx",
    "loop": "---\na: &a [*a]\n---\nx",
    "tags": "---\ntags: 7\n---\nx",
    "template": "---\ntemplate: ../../secret.html\n---\nx",
}


@pytest.mark.parametrize("name", ENDS)
def test_one_page_ends_in_one_line(name, tmp_path):
    """What MkDocs or the theme cannot read ends the build in one line, after that of MkDocs; no traceback."""
    config = write(tmp_path / "site", {"text": ENDS[name]})
    result = digest(config, "build")
    assert "Traceback" not in result.output
    assert (
        result.output.count("\nError: ") + result.output.startswith("Error: ") == result.exit_code
    )


@pytest.mark.slow
def test_too_much_time(tmp_path):
    """A page that takes Python-Markdown minutes ends the build."""
    config = write(tmp_path / "site", {"text": "[" * 20_000})
    assert "takes too much time or memory" in refused(config, "build").output


RIGHT = f"""---
title: "A <b> & \\"more\\" \\x01digest-content\\x01"
description: "<script>{CODE}</script>"
git_revision_date_localized: "<script>{CODE}</script>"
tags: [One]
---

# Heading
"""


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_texts_are_escaped(frame, tmp_path):
    """Texts of front matter are escaped in the page and in the menu, and cannot be a slot of the frame."""
    config = write(tmp_path / "site", {"text": RIGHT}, frame)
    succeed(config, "build")
    for path, content in files(tmp_path / "site/site").items():
        if path.endswith(".html"):
            assert "<b> &" not in content.decode()
            assert f"<script>{CODE}" not in content.decode()
            assert content.count(b"<main") <= 1


def test_includes_stay_below_docs(tmp_path):
    """`pymdownx.snippets` reads nothing outside docs_dir, whatever its options are."""
    extensions = "[{pymdownx.snippets: {base_path: [/], restrict_base_path: false}}]"
    text = '--8<-- "mkdocs.yml"\n\n--8<-- "../mkdocs.yml"\n\n--8<-- "guide/install.md"\n'
    config = write(tmp_path / "site", {"text": text, "extensions": extensions})
    succeed(config, "build")
    html = (tmp_path / "site/site/guide/page/index.html").read_text()
    assert "docs_dir" not in html
    assert "zymurgy program" in html
