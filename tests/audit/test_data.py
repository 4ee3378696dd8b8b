"""JSON, XML, CSV and SVG files are well-formed and inert; HTML in feeds is as safe as on pages."""

import pytest

from tests.audit.conftest import URL, codes, feed_json, feed_xml

ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


@pytest.mark.parametrize(
    "path, text, expected",
    [
        ("data/a.json", "{}", []),
        ("data/a.json", '{"a": NaN}', ["invalid-data"]),
        ("data/a.json", '{"a": -Infinity}', ["invalid-data"]),
        ("data/a.json", '{"a": 1,}', ["invalid-data"]),
        ("data/a.json", "[" * 100_000, ["invalid-data"]),
        ("data/a.json", '["\\u0000"]', ["hidden-character"]),
        ("data/a.json", '["\\u0001"]', ["unresolved-mark"]),
        ("data/a.json", '["\\u202E"]', ["hidden-character"]),
        ("data/a.json", '["\\\\u202e is how it is written", "\\n\\t"]', []),
        ("data/a.json", '["\\\\\\u202e"]', ["hidden-character"]),
        ("data/a.json", f'{{"url": "{URL}about/"}}', []),
        ("data/a.json", f'{{"url": "{URL}nothing/"}}', ["dead-link"]),
        ("data/a.json", f'{{"text": "see {URL}nothing/"}}', []),
        ("feed.xml", f"<feed {ATOM}/>", []),
        ("feed.xml", f"<feed {ATOM}>", ["invalid-data"]),
        ("feed.xml", f"<!DOCTYPE feed><feed {ATOM}/>", ["invalid-data"]),
        ("feed.xml", f'<!DOCTYPE f [<!ENTITY a "b">]><feed {ATOM}>&a;</feed>', ["invalid-data"]),
        ("feed.xml", f"<feed {ATOM}>&nbsp;</feed>", ["invalid-data"]),
        ("feed.xml", f"<feed {ATOM}>&#1;</feed>", ["invalid-data", "unresolved-mark"]),
        ("feed.xml", f"<feed {ATOM}>&#x202e;</feed>", ["hidden-character"]),
        ("feed.xml", f"<feed {ATOM}>\x0b</feed>", ["hidden-character", "invalid-data"]),
        ("feed.xml", f"<?xml-stylesheet href='x'?><feed {ATOM}/>", ["invalid-data"]),
        ("feed.xml", f"<?xml version='1.0' encoding='UTF-7'?><feed {ATOM}/>", ["invalid-data"]),
        (
            "feed.xml",
            f'<feed {ATOM}><x:script xmlns:x="http://www.w3.org/1999/xhtml"/></feed>',
            ["invalid-data"],
        ),
        (
            "feed.xml",
            f'<feed {ATOM}><s xmlns="http://www.w3.org/2000/sv&#103;"/></feed>',
            ["invalid-data"],
        ),
        (
            "feed.xml",
            f'<feed {ATOM}><title>&lt;svg xmlns="http://www.w3.org/2000/svg"></title></feed>',
            [],
        ),
        ("sitemap.xml", f"<urlset><url><loc>{URL}nothing/</loc></url></urlset>", ["dead-link"]),
        ("data/a.csv", "title,url\r\nWords,https://example.org/\r\n-5,+1.5\r\n", []),
        ("data/a.csv", "\ufefftitle\r\n'=1+1\r\n", []),
        ("data/a.csv", "title\r\n=HYPERLINK(1)\r\n", ["invalid-data"]),
        ("data/a.csv", 'title\r\n"@SUM(1)"\r\n', ["invalid-data"]),
        ("data/a.csv", "title\r\n-1+cmd\r\n", ["invalid-data"]),
        ("robots.txt", "User-agent: *\n", []),
        ("robots.txt", "\u202e", ["hidden-character"]),
        ("assets/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', []),
        (
            "assets/a.svg",
            '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>',
            ["inline-script"],
        ),
        ("assets/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>', ["event-handler"]),
        (
            "assets/a.svg",
            '<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>',
            ["invalid-data"],
        ),
    ],
)
def test_data(path, text, expected):
    assert codes(text, path) == expected


PIECES = [
    ("<p>Words, <code>&lt;script&gt;</code>.</p>", []),
    (
        '<p><a href="#c-fn:1">1</a> <a href="https://example.org/?a&amp;b" rel="noopener">x</a></p>',
        [],
    ),
    (f'<p><a href="{URL}about/">x</a></p>', []),
    (f'<p><a href="{URL}nothing/">x</a></p>', ["dead-link"]),
    ('<p><a href="../about/">x</a></p>', ["dead-link"]),
    ("<script>x</script>", ["inline-script"]),
    ("<p onclick=x>", ["event-handler"]),
    ('<a href="javascript:x">', ["active-link"]),
    ('<img src="https://example.org/x.png" alt="">', ["foreign-resource"]),
]


@pytest.mark.parametrize("html, expected", PIECES)
def test_html_in_feeds(html, expected):
    """An entry's HTML follows the rules for pages; plain-text titles are not parsed."""
    assert sorted(set(codes(feed_xml(html), "feed.xml"))) == expected
    assert sorted(set(codes(feed_json(html), "feed.json"))) == expected
    rss = f'<rss version="2.0"><channel><item><description><![CDATA[{html}]]></description></item></channel></rss>'
    assert sorted(set(codes(rss, "rss.xml"))) == expected


@pytest.mark.parametrize("spelled", ["https:\\/\\/jsonfeed.org\\/", "https://\\u006asonfeed.org/"])
def test_a_feed_however_it_is_spelled(spelled):
    """A JSON feed is recognised even if its version URL is escaped."""
    plain = feed_json("<script>alert(1)</script>")
    feed = plain.replace("https://jsonfeed.org/", spelled)
    assert spelled in feed
    assert codes(feed, "feed.json") == codes(plain, "feed.json") == ["inline-script"]


def test_paths_in_binary_files():
    """Paths of the build machine are found in files of any kind."""
    assert codes(b"\x89PNG /home/editor/x", "a.png", secrets=(b"/home/editor",)) == ["machine-path"]
    assert codes(b"\x89PNG", "a.png", secrets=(b"/home/editor",)) == []
