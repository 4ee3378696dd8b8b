"""Links between the digest and the documentation beside it, in every form that readers get."""

import re

import pytest

from generator.installed import installed
from tests.command import refused, succeed
from tests.docs_site import write_docs_site

SITE = "https://digest.example.org/"
ARTICLE = "content/articles/2024/2024-04-30-invented-report.md"
GUIDE = "See [the guide](/guide/install/), [a file](/guide/a.txt) and [the ministry](/agencies/aq-moe/).\n"


def article_of(root):
    """The only article's file."""
    [file] = (root / "content/articles").rglob("*.md")
    return file


def write(root, path, text, pages=None, frame="digest"):
    """Write a site whose article ends with `text`; return its mkdocs.yml."""
    config = write_docs_site(root, frame, path, {"guide/a.txt": "A file.\n", **(pages or {})})
    file = article_of(root)
    file.write_text(f"{file.read_text()}\n{text}")
    return config


def page_of(folder):
    """The HTML of the only article's page."""
    [file] = folder.rglob("articles/2024/04/*/index.html")
    return file.read_text()


def targets(text):
    """The addresses in HTML or Markdown that lead to the guide, with quotes and brackets around them."""
    return sorted(set(re.findall(r"[\"(<]([^\"(<>\s]*guide/install/[^\")>\s]*)", text)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "path, way",
    [("", "../../../../"), ("news", "../../../../../"), ("a/news", "../../../../../../")],
)
def test_from_an_article(path, way, tmp_path):
    """An article's link leads to the docs page from its page and its feed."""
    config = write(tmp_path / "site", path, GUIDE)
    succeed(config, "check")
    succeed(config, "build", "--audit")
    site = tmp_path / "site/site" / path
    assert targets(page_of(site)) == [f"{way}guide/install/"]
    assert f'href="{way}guide/a.txt"' in page_of(site)
    feed = (site / "feed.xml").read_text()
    assert f"{SITE}guide/install/" in feed
    assert "../guide" not in feed


@pytest.mark.parametrize("path", ["", "news"])
def test_every_text(path, tmp_path):
    """Pages, editions and descriptions of terms may link to docs pages, too; a dead link is one line."""
    root = tmp_path / "site"
    config = write(root, path, "")
    link = "[the guide](/guide/install/)"
    about = root / "content/pages/about.md"
    about.write_text(f"{about.read_text()}\nRead {link}.\n")
    pages = ["about/", "agencies/aq-moe/"]
    for folder in [one for own in installed() for one in own.texts]:  # that of the editions
        (root / folder).mkdir()
        text = (
            "---\nweek: 2024-W18\nsummary: A week with one invented report about nothing.\n---\n\n"
        )
        (root / folder / "2024-w18.md").write_text(f"{text}Read {link}.\n")
        pages.append("editions/2024-W18/")
    registry = root / "site_config/taxonomies/agencies.yml"
    text = registry.read_text()
    registry.write_text(re.sub(r"description: .*", f"description: 'See {link}.'", text, count=1))
    succeed(config, "build", "--audit")
    site = root / "site" / path
    up = "../" if path else ""
    for page in pages:
        way = "../" * page.count("/") + up
        assert f"{way}guide/install/" in targets((site / page / "index.html").read_text()), page


@pytest.mark.parametrize(
    "path, link, help_line",
    [
        ("", "/guide/instal/", "did you mean '/guide/install/'?"),
        ("news", "/guide/instal/", "did you mean '/guide/install/'?"),
        ("news", f"{SITE}guide/instal/", f"did you mean '{SITE}guide/install/'?"),
        ("news", f"{SITE}agencies/aq-moe/", ""),
        ("news", f"{SITE}news/agencies/aq-moo/", f"did you mean '{SITE}news/agencies/aq-moe/'?"),
        ("news", "/templates/x/", ""),
    ],
)
def test_dead_links(path, link, help_line, tmp_path):
    """A link to no page is an error at its line, with the nearest address."""
    pages = {"templates/x.md": "# Not published\n"}
    config = write(tmp_path / "site", path, f"A [link]({link}).\n", pages)
    result = refused(config, "check")
    assert result.output.count("[broken-link]") == 1, result.output
    assert help_line in result.output


@pytest.mark.parametrize("path", ["", "news"])
def test_absolute_links(path, tmp_path):
    """An address of the site as a browser shows it works."""
    links = [f"{SITE}guide/install/", f"{SITE}{path}/agencies/aq-moe/".replace("g//", "g/"), SITE]
    text = "\n".join(f"A [link]({link})." for link in links)
    config = write(tmp_path / "site", path, f"{text}\n")
    succeed(config, "build", "--audit")


def test_the_digest_comes_first(tmp_path):
    """Of two pages at one address below their roots, the digest's is meant; `/news/…` is as a browser shows it."""
    text = "[About](/about/), [the ministry](/news/agencies/aq-moe/#content) and [both](/).\n"
    config = write(tmp_path / "site", "news", text, {"about.md": "# Another\n"})
    succeed(config, "build", "--audit")
    page = page_of(tmp_path / "site/site/news")
    assert 'href="../../../../about/"' in page
    assert 'href="../../../../agencies/aq-moe/#content"' in page
    assert 'href="../../../../">both' in page
