"""The menu of both frames: sections, their order, the one that is marked, and the digest below a path."""

import shutil

import pytest

from tests import markup
from tests.command import succeed
from tests.corpus import MINIMAL

FRAMES = ["digest", "material"]


def build(root, frame, nav="", path=""):
    """Build a small digest in a frame, with pages of documentation if it has a path or a nav."""
    shutil.copytree(MINIMAL, root)
    option = f"[{{digest: {{path: {path}}}}}]" if path else "[digest]"
    docs = "docs" if path or nav else "site_config/public"
    if docs == "docs":
        (root / "docs/guide").mkdir(parents=True)
        (root / "docs/guide/install.md").write_text("# Install\n\nWords.\n")
    if path:
        (root / "docs/index.md").write_text("# Home\n\nWords.\n")
    theme = f"theme: {{name: {frame}, features: [navigation.tabs]}}"
    (root / "mkdocs.yml").write_text(
        f"site_name: Small\n{theme}\ndocs_dir: {docs}\nplugins: {option}\n{nav}\n"
    )
    succeed(root, "build", "--audit")
    return root / "site"


def menu(site, where):
    """The titles in the menu of a page, and those that are marked."""
    page = markup.parse((site / where / "index.html").read_text())
    navs = page.all("nav", css="md-tabs") or page.all("nav", css="sections")
    items = navs[0].all("li")
    marked = [
        item.text
        for item in items
        if "md-tabs__item--active" in item.classes or item.all("a", **{"aria-current": "true"})
    ]
    return [item.text for item in items], marked


def sections(site, where):
    """The first two titles in the line of the digest's own sections, and those that are marked."""
    page = markup.parse((site / where / "index.html").read_text())
    items = page.all("nav", css="sections")[0].all("ul")[-1].all("li")
    return [item.text for item in items][:2], [
        item.text for item in items if item.all("a", **{"aria-current": "true"})
    ]


@pytest.fixture(scope="module", params=FRAMES)
def frame(request):
    return request.param


@pytest.fixture(scope="module")
def at_root(frame, tmp_path_factory):
    return build(tmp_path_factory.mktemp(frame) / "site", frame)


@pytest.mark.slow
@pytest.mark.parametrize(
    "where, marked",
    [("agencies", ["Agencies"]), ("archive/2024/04", ["Archive"]), ("about", ["About"]), (".", [])],
)
def test_section(at_root, where, marked):
    """Every page marks its section, at any depth; the front page marks none."""
    titles, found = menu(at_root, where)
    assert titles[:2] == ["Agencies", "Themes"]
    assert titles[-4:] == ["Editions", "Archive", "Subscribe", "About"]
    assert found == marked


@pytest.mark.slow
def test_nav_may_name_sections(frame, tmp_path):
    """`nav` puts sections and pages of documentation in any order; those that it leaves out are not in the menu."""
    nav = "nav: [{How to: guide/install.md}, {Bodies: agencies/}]"
    site = build(tmp_path / "site", frame, nav=nav)
    assert menu(site, "agencies") == (["How to", "Bodies"], ["Bodies"])
    assert menu(site, "guide/install") == (["How to", "Bodies"], ["How to"])
    assert menu(site, "themes")[1] == []


@pytest.mark.slow
def test_below_a_path(frame, tmp_path):
    """Below a path the digest is one entry of the menu, and the site keeps its own front page."""
    site = build(tmp_path / "site", frame, path="news")
    titles, marked = menu(site, "news/agencies")
    assert titles[:3] == ["Digest of Examples", "Home", "Guide"]
    assert marked[0] == "Digest of Examples"
    assert sections(site, "news/agencies/aq-moe") == (["Agencies", "Themes"], ["Agencies"])
    assert sections(site, "news/archive/2024/04")[1] == ["Archive"]
    assert menu(site, "guide/install")[0] == ["Digest of Examples", "Home", "Guide"]
    assert "Home" in (site / "index.html").read_text()
    assert not (site / "agencies").exists()
    assert (site / "news/feed.xml").exists() == (site / "sitemap.xml").exists()
