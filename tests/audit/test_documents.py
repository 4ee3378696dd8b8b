"""The part of a built page that documentation wrote: found in either frame, and judged by one list."""

from pathlib import Path

import markdown
import pymdownx.slugs
import pytest
from material.extensions import emoji

from generator.audit.documents import own_part, problems_of_part

FRAMES = {
    "material": '<html><body><div><article class="md-content__inner md-typeset">{}</article></div></main>',
    "digest": '<html><body><main><div><div></div><div class="prose">{}</div>\n</div>\n</main>',
}
WRITTEN = [
    '<input checked id="__tabbed_1_1" name="__tabbed_1" type="radio"><label for="__tabbed_1_1">A</label>',
    '<a id="__codelineno-0-1" name="__codelineno-0-1" href="#__codelineno-0-1"></a>',
    '<pre id="__code_0"><span></span><code>x</code></pre>',
    '<li class="task-list-item"><input type="checkbox" disabled checked> Done</li>',
    '<h2 id="history">History</h2><h2 id="title">Title</h2><h2 id="forms">Forms</h2>',
    '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup><ol><li id="fn:1">A</li></ol>',
    '<div class="grid cards"><ul><li>One</li></ul></div>',
    '<span class="twemoji"><svg viewBox="0 0 24 24"><path d="M0 0"/></svg></span>',
    '<p tabindex="-1">Words.</p><p tabindex="0">Words.</p>',
    "<p>Not closed<div>nor this",
    '<center><img src="" border="0" hspace="4" align="left"><font color="red" size="2">x</font><br clear="all"></center>',
    '<table border="1" cellpadding="2" cellspacing="0" summary="x"><tr valign="top"><td nowrap bgcolor="#eee">x</td></table>',
    '<hr width="50%" noshade size="1"><tt>x</tt> <strike>y</strike> <big>z</big> <nobr>w</nobr> <ul compact><li>x</ul>',
]
ESCAPING = {
    "</div><p class='md-header'>x": "</div> closes",
    "</main><p>x": "</main> closes",
    "</div></div></main><main><div><div>x": "</div> closes",
    "</article></div></main><main><div><article>x": "</article> closes",
    "</article></div></main></div></div></article><footer class='md-footer'>x</footer>": "</article> closes",
    "<p>Some <b>words</p><p>More.": "<b> is not closed",
    "<p><i>a</i> <code>x</p><ul><li>b": "<code> is not closed",
    "<!-- x": "the page closes elements",
    "<p title='x": "the page closes elements",
    "<table><tr><td>x": "<table> is not closed",
    "<plaintext>x": "<plaintext> is not closed",
    '<script type="application/ld+json">{"a":"<!--<script>"}</script>': "<script> is not closed",
}


def judged(frame, html):
    part = own_part(FRAMES[frame].format(html))
    assert part is not None
    assert part.html == html
    return [problem.message for problem in problems_of_part(part)]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("html", WRITTEN)
def test_written(frame, html):
    """What extensions of Python-Markdown write is not accused."""
    assert judged(frame, html) == []


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("html", ESCAPING)
def test_escaping(frame, html):
    """A page that closes the frame's elements, or swallows what follows, is refused, and the tag is named."""
    assert any(ESCAPING[html] in said for said in judged(frame, html))


def test_other_pages():
    """A page without a frame's column has no part of its own."""
    assert own_part("<html><body><main><p>x</p></main>") is None


STOPPING = {
    '<div data-tabs="1:2">x</div>': "data-tabs",
    '<div data-tabs="1:1"><input type="radio" id="a"><div class="tabbed-labels"></div></div>': "data-tabs",
    '<p class="footnote-ref">x</p>': "footnote-ref",
    '<a class="footnote-ref" href="#nowhere">x</a>': "footnote-ref",
    "<a data-preview>x</a>": "data-preview",
    '<a data-preview href="../#a\\">x</a>': "data-preview",
}


@pytest.mark.parametrize("html", STOPPING)
def test_material_stops(html):
    """What Material's script would stop at, and the colours and the search with it, is refused in its frame alone."""
    assert [STOPPING[html] in said for said in judged("material", html)] == [True]
    assert judged("digest", html) == []


EVERYTHING = Path(__file__).with_name("everything.md").read_text()
EXTENSIONS = """
    abbr admonition attr_list def_list footnotes md_in_html meta sane_lists smarty tables toc wikilinks
    pymdownx.arithmatex pymdownx.b64 pymdownx.betterem pymdownx.caret pymdownx.critic pymdownx.details pymdownx.emoji
    pymdownx.fancylists pymdownx.highlight pymdownx.inlinehilite pymdownx.keys pymdownx.magiclink pymdownx.mark
    pymdownx.pathconverter pymdownx.quotes pymdownx.saneheaders pymdownx.smartsymbols pymdownx.snippets
    pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde pymdownx.blocks.admonition
    pymdownx.blocks.caption pymdownx.blocks.definition pymdownx.blocks.details pymdownx.blocks.html pymdownx.blocks.tab
"""
COMMON = {
    "pymdownx.blocks.tab": {"alternate_style": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.emoji": {"emoji_index": emoji.twemoji, "emoji_generator": emoji.to_svg},
    "tables": {"use_align_attribute": True},
}
SETTINGS = {
    "as Material advises": {
        "toc": {"permalink": True},
        "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "linenums": True},
        "pymdownx.tasklist": {"custom_checkbox": True, "clickable_checkbox": True},
        "pymdownx.magiclink": {"repo_url_shorthand": True, "social_url_shorthand": True},
    },
    "with names": {
        "toc": {"anchorlink": True},
        "pymdownx.highlight": {"linenums": True, "linenums_style": "pymdownx-inline"},
        "pymdownx.tabbed": {
            "alternate_style": True,
            "slugify": pymdownx.slugs.slugify(case="lower"),
        },
        "pymdownx.critic": {"mode": "view"},
    },
    "with numbers": {
        "pymdownx.highlight": {"linenums": True, "linenums_style": "inline"},
        "pymdownx.blocks.caption": {"auto": True},
    },
    "without Pygments": {"pymdownx.highlight": {"use_pygments": False}},
}
"""Settings of the extensions that change what they write."""


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", SETTINGS)
def test_every_extension(name, frame):
    """What the extensions of Python-Markdown and Material write, with their usual settings, is on the list."""
    configs = COMMON | SETTINGS[name]
    html = markdown.markdown(EVERYTHING, extensions=EXTENSIONS.split(), extension_configs=configs)
    for written in ("admonition", "tabbed-set", "task-list", "footnote-ref", "arithmatex", "<svg"):
        assert written in html
    assert judged(frame, html) == []
