"""A small valid site, written by hand, with pages and fragments to plant in it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.audit.manifest import Manifest
from generator.audit.problem import placed
from generator.audit.site_addresses import Addresses
from generator.audit.site_audit import FileAudit
from generator.model.policy import META
from generator.system.file_writing import write

URL = "https://digest.example.org/"
ARTICLE = "articles/2024/05/report/index.html"
FILES = frozenset(
    (
        "index.html",
        "404.html",
        ARTICLE,
        "about/index.html",
        "feed.xml",
        "feed.json",
        "sitemap.xml",
        "robots.txt",
        "assets/copy.js",
        "assets/digest.css",
        "assets/icon.svg",
        "assets/card.png",
    )
)
ADDRESSES = Addresses(FILES, URL)
EMPTY = Manifest(frozenset())


def page(body: str = "", head: str = "", *, path: str = ARTICLE) -> str:
    """A page as the generator writes it, with the given fragments in its body and head."""
    up = "/" if path == "404.html" else "../" * path.count("/") or "./"
    address = path.removesuffix("index.html")
    return f"""<!doctype html>
<html lang="en" class="no-js">
  <head>
    <meta http-equiv="Content-Security-Policy" content="{META}">
  <meta charset="utf-8">
  <meta name="description" content="Words &amp; &#39;words&#39;">
  <link rel="icon" href="{up}assets/icon.svg" type="image/svg+xml">
  <title>Report · Digest</title>
  <link rel="stylesheet" href="{up}assets/digest.css">
  <link rel="canonical" href="{URL}{address}">
  <meta property="og:url" content="{URL}{address}">
  <meta property="og:image" content="{URL}assets/card.png">
  <script type="application/ld+json">{{"@type":"NewsArticle","headline":"Words \\u003c"}}</script>
{head}
  </head>
  <body dir="ltr">
    <a href="#content" class="skip">Skip</a>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><title>Chart</title><path d="M9.5 3"/></svg>
    <div id="content"><h1>Report</h1>
<p>See <a href="{up}about/">about</a>, <a href="{up}about/#terms">its terms</a> or
<a href="https://example.org/?a=1&amp;b=2" rel="external noopener">a source</a>.</p>
{body}
    </div>
    <script src="{up}assets/copy.js" defer></script>
  </body>
</html>
"""


def feed_xml(html: str = "<p>Words.</p>") -> str:
    """An Atom feed of one entry."""
    escaped = html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>A &lt;script&gt; in a title that is text</title><link rel="self" href="{URL}feed.xml" />'
        f'<entry><link rel="alternate" href="{URL}articles/2024/05/report/" />'
        f'<content type="html" xml:lang="en">{escaped}</content></entry></feed>'
    )


def feed_json(html: str = "<p>Words.</p>") -> str:
    """A JSON Feed of one item."""
    item = {
        "id": "tag:example.org,2024:1",
        "url": f"{URL}articles/2024/05/report/",
        "content_html": html,
    }
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "feed_url": f"{URL}feed.json",
            "items": [item],
        }
    )


def audit_file(path, content, addresses=ADDRESSES, shown="", manifest=EMPTY):
    """All problems of one file of the site, each with its place."""
    problems = FileAudit(addresses, manifest).audit(path, content)
    text = content.decode(errors="replace")
    return [placed(problem, shown or path, text) for problem in problems]


def codes(text: str | bytes, path: str = ARTICLE, **options: object) -> list[str]:
    """The codes of all problems of one file of the site."""
    content = text.encode() if isinstance(text, str) else text
    return sorted(problem.code for problem in audit_file(path, content, **options))


def listing(site: Path, manifest: Manifest) -> Manifest:
    """A manifest that lists all files of a site, of which the digest makes each."""
    files = [str(file.relative_to(site)) for file in site.rglob("*") if file.is_file()]
    return replace(manifest, paths=frozenset(files), owners=dict.fromkeys(files, "the digest"))


@pytest.fixture
def good(tmp_path: Path) -> tuple[Path, Manifest]:
    """A valid site on disk and its manifest."""
    theme, public, site = tmp_path / "theme", tmp_path / "public", tmp_path / "site"
    for name, content in {
        "assets/copy.js": "document.title\n",
        "assets/digest.css": "p { margin: 0 }\n",
        "assets/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>\n',
        "assets/card.png": "\x89PNG\n",
        "main.html": "{{ page.content }}",
    }.items():
        write(theme / name, content)
        if not name.endswith(".html"):
            write(site / name, content)
    write(public / "robots.txt", "User-agent: *\n")
    write(site / "robots.txt", "User-agent: *\n")
    for name in ("index.html", "404.html", ARTICLE, "about/index.html"):
        write(site / name, page('<h2 id="terms">Terms</h2>', path=name))
    write(site / "feed.xml", feed_xml())
    write(site / "feed.json", feed_json())
    places = "".join(f"<url><loc>{URL}{name}</loc></url>" for name in ("", "about/"))
    write(
        site / "sitemap.xml",
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>',
    )
    return site, listing(site, Manifest(frozenset()))
