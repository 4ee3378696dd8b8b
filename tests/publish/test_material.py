"""Settings of Material that a digest's site honours, on the digest's pages and on those of documentation."""

import shutil

import pytest

from tests import markup
from tests.command import succeed
from tests.corpus import MINIMAL

SETTINGS = """
site_name: Small
copyright: Words of &copy; ours
theme:
  name: material
  language: fr
  custom_dir: overrides
  logo: mark.svg
  favicon: small.svg
  icon: {menu: material/dots-vertical, search: material/help}
  features: [navigation.tabs, navigation.footer, content.code.copy]
  palette: {scheme: slate, primary: teal, accent: pink}
plugins: [digest]
extra:
  social:
    - {icon: fontawesome/brands/mastodon, link: "https://example.org/@small", name: Small at Mastodon}
"""
MAIN = """{% extends "base.html" %}
{% block announce %}<p>Announced to all</p>{% endblock %}
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("small") / "site"
    shutil.copytree(MINIMAL, root)
    (root / "docs/guide").mkdir(parents=True)
    (root / "docs/guide/install.md").write_text("# Install\n\nWords.\n")
    for name in ("mark.svg", "small.svg"):
        (root / "docs" / name).write_text(PICTURE)
    (root / "overrides/partials").mkdir(parents=True)
    (root / "overrides/main.html").write_text(MAIN)
    (root / "overrides/partials/copyright.html").write_text(
        "<p class='own'>{{ config.copyright }}, of our own</p>"
    )
    (root / "overrides/partials/colophon.html").write_text(
        "<footer class='colophon'>A foot of our own</footer>"
    )
    (root / "mkdocs.yml").write_text(SETTINGS)
    succeed(root, "build", "--audit")
    return root / "site"


@pytest.fixture(
    params=[
        "agencies/index.html",
        "articles/2024/04/first/index.html",
        "guide/install/index.html",
        "404.html",
    ]
)
def page(site, request):
    """A page of each kind."""
    pattern = request.param.replace("2024/04/first", "*/*/*")
    file = min(site.glob(pattern))
    return markup.parse(file.read_text())


def test_palette_and_language(page):
    body = page.first("body").attributes
    assert [body[f"data-md-color-{part}"] for part in ("scheme", "primary", "accent")] == [
        "slate",
        "teal",
        "pink",
    ]
    assert page.first("html").attributes["lang"] == "fr"
    assert page.first(css="md-logo").attributes["aria-label"] == "Small"
    assert page.first(css="md-tabs").attributes["aria-label"] == "Onglets"


def test_logo_and_icons(page):
    [logo] = page.first("header", css="md-header").all("img")
    assert logo.attributes["src"].endswith("mark.svg")
    [favicon] = page.all("link", rel="icon")
    assert favicon.attributes["href"].endswith("small.svg")


def test_features_and_footer(page):
    assert page.all(css="md-tabs")
    assert "Announced to all" in page.first(css="md-banner").text
    assert page.first(css="own").text == "Words of © ours, of our own"
    [social] = page.all("a", css="md-social__link")
    assert social.attributes["href"] == "https://example.org/@small"


def test_search_icon_and_link(page):
    """The search link has the icon that the settings name; the digest's own partial can be replaced, too."""
    [link] = [link for link in page.all("a") if "data-digest-search" in link.attributes]
    assert link.attributes["href"].endswith("search/")
    assert link.all("svg")
    if not page.all(css="md-content__inner"):
        assert page.first(css="colophon").text == "A foot of our own"


def test_only_search(site, page):
    """The digest's search is the only one: Material's script of another is not published, nor are source maps."""
    assert page.all(id="content") or page.all(css="md-content__inner")
    assert not list(site.glob("assets/javascripts/lunr*"))
    assert not list(site.rglob("*.map"))


def test_language_of_the_digest(tmp_path):
    """Without a language in mkdocs.yml, Material has that of the digest."""
    root = tmp_path / "site"
    shutil.copytree(MINIMAL, root)
    settings = root / "site_config/site.yml"
    lines = [line for line in settings.read_text().splitlines() if not line.startswith("language:")]
    settings.write_text("\n".join([*lines, "language: de", ""]))
    (root / "mkdocs.yml").write_text(
        "site_name: Klein\ntheme: {name: material}\nplugins: [digest]\n"
    )
    succeed(root, "build")
    page = markup.parse((root / "site/agencies/index.html").read_text())
    assert page.first("html").attributes["lang"] == "de"
    assert page.first(css="md-skip").text == "Zum Inhalt"
    assert "lang" not in page.first(css="md-content").attributes
