"""The policy of the digest's pages follows what the frame loads, and no article changes it."""

import pytest

from generator.engine.insertions import policy_of
from generator.model.policy import LEFT_TO_OWNER, META, source_of
from generator.recipes.shell import SLOTS, Shell, mark
from generator.system.file_writing import write
from tests.command import run
from tests.docs_site import write_docs_case

URL = "https://digest.example.org/"


@pytest.mark.parametrize(
    "html, hosts",
    [
        ("<script src='https://a.example/x.js'></script>", ["a.example"]),
        ("<script src='//a.example/x.js'></script>", ["a.example"]),
        ("<script>load('https://a.example/x.js')</script>", ["a.example"]),
        ("<link rel=stylesheet href='https://fonts.example/css'>", ["fonts.example"]),
        ("<link rel=preconnect href='https://fonts.example'>", ["fonts.example"]),
        ("<style>@import url(https://a.example/x.css)</style>", ["a.example"]),
        ("<img srcset='a.png 1x, https://b.example/b.png 2x'>", ["b.example"]),
        ("<noscript><img src='https://b.example/p.gif'></noscript>", ["b.example"]),
        ("<p style='background: url(//b.example/b.png)'>", ["b.example"]),
        ("<button onclick=\"send('https://c.example/')\">", ["c.example"]),
    ],
)
def test_a_frame_that_names_other_hosts(html, hosts):
    """Its scripts, styles, fonts, pictures and connections are the owner's."""
    assert policy_of([html], URL) == (LEFT_TO_OWNER, hosts)
    named = {directive.split()[0] for directive in LEFT_TO_OWNER.split("; ")}
    assert named.isdisjoint(
        ("default-src", "script-src", "style-src", "font-src", "img-src", "connect-src")
    )
    assert META.endswith("base-uri 'none'; form-action 'none'")
    assert {"base-uri", "form-action", "frame-src", "object-src"} <= named


@pytest.mark.parametrize(
    "html",
    [
        "<a href='https://a.example/'>x</a><link rel=canonical href='https://a.example/'>",
        "<script src='x.js'></script><link rel=stylesheet href='https://digest.example.org/x.css'>",
        '<script type=\'application/json\'>{"at": "https://a.example/"}</script>',
        "<p>https://a.example/</p><img src='data:image/png;base64,AA=='>",
    ],
)
def test_a_frame_that_loads_nothing_foreign(html):
    assert policy_of([html], URL) == (META, [])


def test_inline_scripts_and_styles():
    """What the frame has inline is allowed by its hash, also in an attribute."""
    found, _ = policy_of(["<script>one()</script>", "<p onclick='two()' style='top: 0'>"], URL)
    directives = dict(one.split(" ", 1) for one in found.split("; "))
    assert source_of("one()") in directives["script-src"]
    assert source_of("two()") in directives["script-src"]
    assert "'unsafe-hashes'" in directives["script-src"]
    assert {"'unsafe-hashes'", source_of("top: 0")} <= {*directives["style-src"].split()}
    assert "unsafe-inline" not in found


def test_no_article_is_run():
    """A theme that writes the title of a page into a script gets none of an article's."""
    slots = "".join(mark(slot) for slot in SLOTS)
    title = mark("title")
    shell = Shell.cut(f"<script>one('{title}')</script><p onclick=\"two('{title}')\">{slots}")
    assert shell.parts[0] == "<script>one('')</script><p onclick=\"two('')\">"
    assert shell.parts[1::2] == SLOTS


def test_a_site_with_fonts_of_another_host(tmp_path):
    """One line of the build says that the policy follows the frame; documentation has none."""
    settings = "extra_javascript: [https://scripts.example/x.js]"
    theme = "{name: material, font: {text: Roboto}}"
    config = write_docs_case(tmp_path / "site", {"settings": settings, "theme": theme})
    said = run("generator", "-f", config, "build", "--audit").stderr
    line = "the frame names fonts.googleapis.com, fonts.gstatic.com, scripts.example: the policy "
    assert said.count(line) == 1
    site = config.parent / "site"
    assert f'content="{LEFT_TO_OWNER}"' in (site / "news/index.html").read_text()
    assert "Content-Security-Policy" not in (site / "guide/install/index.html").read_text()
    assert "default-src" not in (site / "_headers").read_text()


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_a_script_of_the_owners_theme(frame, tmp_path):
    """An inline script in a template of the site is in the policy, and the site passes the audit."""
    theme = f"{{name: {frame}, font: false, custom_dir: own}}"
    config = write_docs_case(tmp_path / "site", {"theme": theme}, frame)
    block = "{% block extrahead %}{{ super() }}<script>ours()</script>{% endblock %}"
    write(config.parent / "own/main.html", f'{{% extends "base.html" %}}{block}')
    assert run("generator", "-f", config, "build", "--audit").stderr == ""
    html = (config.parent / "site/news/index.html").read_text()
    assert "<script>ours()</script>" in html
    assert source_of("ours()") in html
    assert "default-src 'none'" in html
