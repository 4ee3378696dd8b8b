"""Old addresses after renames redirect, in the built site and in the exported tree."""

from tests.cli.test_addresses import MINISTRY, published
from tests.command import files

__all__ = ["published"]


def test_built(published):
    """After renames, old addresses redirect in the built site, and feed identities stay."""
    assert (
        published.run("rename", "article", "ministry-invents-a-report", "report", "--yes").exit_code
        == 0
    )
    assert published.run("rename", "theme", "phishing", "fishing", "--yes").exit_code == 0
    assert published.run("rename", "agency", "aq-ioi", "aq-inventors", "--yes").exit_code == 0
    about = "content/pages/about.md"
    published.write(
        about, published.read(about).replace("---\n", "---\nredirect_from: [old/1.html]\n", 1)
    )
    assert published.problems() == "no problems found"
    built = published.run("build")
    assert built.exit_code == 0, built.output
    site = files(published.root / "site")
    for old, new in {
        MINISTRY: "articles/2024/04/report/",
        "themes/phishing/": "themes/fishing/",
        "agencies/aq-ioi/": "agencies/aq-inventors/",
        "old/1.html/": "about/",
    }.items():
        assert f'href="https://digest.example.org/{new}"'.encode() in site[f"{old}index.html"]
        path = old.replace(".html/", ".html")
        assert f"/{path} /{new} 301\n".encode() in site["_redirects"]
    assert site["themes/phishing/feed.xml"] == site["themes/fishing/feed.xml"]
    assert b"/themes/phishing/feed.xml /themes/fishing/feed.xml 301\n" in site["_redirects"]
    assert b"themes/phishing/" not in site["sitemap.xml"]
    assert "index.html:" not in published.run("audit").output
