"""Previews of articles with errors."""

import re

import pytest
import yaml

from generator.installed import installed
from generator.load.loaded import Wanted
from generator.load.loading import load
from generator.pages.rendering import render
from generator.pages.shared_views import encoded, site_view
from tests.check.golden_site import lay
from tests.command import refused, succeed
from tests.corpus import FEW, PROJECT, make

GOLDEN = sorted((PROJECT / "tests" / "check" / "golden").glob("*.yml"))
BROKEN = """---
title: Agency says that something happened
date: 2024-06-01
themes: [no-such-theme]
countries: [XX]
people: 3
---

A paragraph that readers of the preview can see.
"""


@pytest.fixture(scope="module")
def rendered():
    """The views that have been rendered: most cases have the pages of the minimal site."""
    return set()


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_golden_cases(file, rendered, tmp_path):
    """Every page of a site with any known problem can be rendered."""
    root = lay(yaml.safe_load(file.read_text()), tmp_path / "site")
    loaded = load(root, installed(), Wanted(leave_out=True, partly=True))
    for page in loaded.pages if loaded.site else ():
        view = encoded(page, site_view(loaded.site))
        if view not in rendered:
            assert render(view, (), page.articles).content
            rendered.add(view)


def test_command(tmp_path):
    """The page shows the valid fields, the audit passes, and other articles are unchanged."""
    root = make(tmp_path / "site", FEW)
    (root / "content/articles/2024-06-01-broken.md").write_text(BROKEN)
    refused(root, "build")
    result = succeed(root, "build", "--preview", "--audit")
    assert "incomplete articles with errors: 1" in result.stderr
    page = (root / "site/articles/2024/06/broken/index.html").read_text()
    assert "A paragraph that readers of the preview can see." in page
    for options in (["--skip-invalid"], ["--preview", "--skip-invalid"]):
        skipped = succeed(root, "build", *options)
        assert "skipped articles with errors: 1" in skipped.stderr
        assert not (root / "site/articles/2024/06/broken").exists()


LINKING = BROKEN.replace(
    "themes: [no-such-theme]\ncountries: [XX]\npeople: 3\n",
    """\
source: {name: Example News, url: https://news.example.org/linking}
agencies: [%s]
themes: [%s]
summary: The agency said that something had happened, and that it would say more about it.
""",
).replace(
    "A paragraph",
    "[A page](/nowhere/) & [a *part*](/no-such-part/), but [about](/about/) works. A paragraph",
)


@pytest.fixture
def small(tmp_path):
    """A small site, and the text of an article whose only errors are broken links."""
    root = make(tmp_path / "site", FEW)
    taxonomies = root / "site_config" / "taxonomies"
    slugs = [
        next(iter(yaml.safe_load((taxonomies / f"{name}.yml").read_text())))
        for name in ("agencies", "themes")
    ]
    return root, LINKING % tuple(slugs)


def test_broken_links_are_marked(small):
    """A preview keeps an article with broken links, and marks these; only `--skip-invalid` leaves it out."""
    root, text = small
    (root / "content/articles/2024-06-01-linking.md").write_text(text)
    assert refused(root, "build").output.count("[broken-link]") == 2
    succeed(root, "build", "--preview")
    page = (root / "site/articles/2024/06/linking/index.html").read_text()
    assert (
        """<mark title="no page at &#x27;/nowhere/&#x27;">A page</mark> &amp; <mark title="""
        in page
    )
    assert (
        """<em>part</em></mark>, but <a href="../../../../about/index.html">about</a> works."""
        in page
    )
    unfit = refused(root, "audit").stdout  # the page of drafts is for nobody else
    assert "site/drafts/index.html:1:1: error: this file is none of those" in unfit
    succeed(root, "build", "--preview", "--skip-invalid")
    assert not (root / "site/articles/2024/06/linking").exists()


@pytest.mark.parametrize("name", ["2024-01-01-a-draft.md", "zzz/2024-06-02-a-draft.md"])
def test_a_draft_stops_no_build(small, name):
    """Neither its source nor its address, which another article has, stops a build; a preview shows the draft."""
    root, text = small
    text = re.sub(r"\[A page.*works\. ", "", text)
    folder = root / "content/articles"
    (folder / "2024-06-01-linking.md").write_text(text)
    draft = folder / name
    draft.parent.mkdir(exist_ok=True)
    slug = "slug: linking\n" if name.startswith("zzz") else ""
    draft.write_text(text.replace("themes:", f"draft: true\n{slug}themes:"))
    checked = succeed(root, "check")
    assert "[duplicate-source]" in checked.output
    assert ("[duplicate-address]" in checked.output) == bool(slug)
    assert f"{draft.relative_to(root)}:" in checked.output
    succeed(root, "build")
    assert (root / "site/articles/2024/06/linking").exists()
    succeed(root, "build", "--preview")
    assert (root / "site/articles/2024/06/a-draft").exists() == (not slug)
