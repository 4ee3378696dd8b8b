"""Pages and files of documentation are checked before MkDocs reads them."""

import shutil
from pathlib import Path
from unittest.mock import Mock

import pytest
import yaml

from generator.installed import installed
from generator.load.loading import load
from generator.system.bounds import in_child
from tests.check.test_beside_docs import assert_one_line
from tests.command import digest, files, refused, succeed
from tests.corpus import change
from tests.docs_site import write_docs_case as write

CASES = yaml.safe_load(Path(__file__).with_name("docs_content.yml").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_one_line(case, tmp_path):
    """Each mistake is one line with its place, and a help line; no traceback."""
    assert_one_line(write(tmp_path / "site", case), case)


def test_the_published_site_stays(tmp_path):
    """A build with such a mistake says the same, and changes nothing."""
    config = write(tmp_path / "site", {})
    succeed(config, "build")
    before = files(tmp_path / "site/site")
    for number, case in enumerate(CASES[::8]):
        other = write(tmp_path / f"other-{number}", case)
        shutil.rmtree(tmp_path / "site/docs")
        shutil.copytree(other.parent / "docs", tmp_path / "site/docs")
        shutil.copyfile(other, config)
        assert case["says"] in refused(config, "build").output
        assert files(tmp_path / "site/site") == before


def test_only_changed_pages_are_rendered(tmp_path, monkeypatch):
    """A preview renders a page again only if the page has changed."""
    config = write(tmp_path / "site", {})
    rendering = Mock(wraps=in_child)
    monkeypatch.setattr("generator.read.docs_markdown.in_child", rendering)
    for text in ("# One\n", "# One\n", "# Two\n"):
        (config.parent / "docs/guide/install.md").write_text(text)
        load(config.parent, installed())
    _, last = rendering.mock_calls
    work, _seconds = last.args
    pages, *_others = work.args
    assert len(pages) == 1


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "* " * 2_500,
        "<![CDATA[" * 2_000,
        "".join(f"{' ' * 2 * n}- a\n" for n in range(400)),
    ],
    ids=["brackets", "stars", "sections", "lists"],
)
def test_hostile_text_ends(text, tmp_path):
    """Text that Python-Markdown cannot read in time, or at all, is one line; the rest is built."""
    config = write(tmp_path / "site", {"text": text})
    result = digest(config, "check")
    assert "Traceback" not in result.output
    assert result.output.count("[docs-markup]") == result.exit_code
    if result.exit_code == 0:
        succeed(config, "build")


def test_large_pages_and_links(tmp_path):
    """A page of 5 MB and a link as a page are refused without being read."""
    config = write(tmp_path / "site", {"text": "x " * 2_600_000})
    said = digest(config, "check").output
    assert "docs/guide/page.md:1:1: 5,200,000 bytes are more than the 524,288 allowed" in said
    (tmp_path / "secret.md").write_text("# Secret\n")
    (tmp_path / "site/docs/guide/link.md").symlink_to(tmp_path / "secret.md")
    said = digest(config, "check").output
    assert "docs/guide/link.md:1:1: this is a symbolic link" in said


RIGHT = """---
title: "A <b> & \\"more\\""
description: "<script>alert(1)</script>"
tags: [One]
---

# Heading

[install](install.md), [home](../index.md#x), [agencies](../news/agencies/index.md), [one](/news/agencies/aq-moe/),
[elsewhere](https://example.org/), ![picture](a.png), <a@example.org>

<video src="../a.mp4" controls></video>
<audio src="../a.mp3" controls></audio>

<details><summary>More</summary>Text.</details>
"""


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_right_pages(frame, tmp_path):
    """What works is accepted; texts of front matter are escaped in the page and in the menu."""
    config = write(tmp_path / "site", {"text": RIGHT}, frame)
    for name in ("a.png", "a.mp4", "a.mp3"):
        (tmp_path / "site/docs/guide" / name).write_bytes(b"x")
    succeed(config, "check")
    succeed(config, "build")
    for page in (tmp_path / "site/site").rglob("*.html"):
        html = page.read_text()
        assert "<b> &" not in html
        assert "<script>alert(1)</script>" not in html
    assert "media-src 'self'" in html


def test_code_that_is_accepted(tmp_path):
    """`accept` names code that nobody has tried; a check does not run it."""
    settings = "hooks: [hook.py]\n"
    config = write(tmp_path / "site", {"settings": settings, "extensions": "[toc, wikilinks]"})
    change(config, "{path: news}", "{path: news, accept: [hook.py, wikilinks]}")
    succeed(config, "check")
