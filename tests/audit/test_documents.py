"""The part of a built page that documentation wrote: found in either frame, and judged by one list."""

import pytest

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
    '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
    '<div class="grid cards"><ul><li>One</li></ul></div>',
    '<span class="twemoji"><svg viewBox="0 0 24 24"><path d="M0 0"/></svg></span>',
    '<p tabindex="-1">Words.</p><p tabindex="0">Words.</p>',
    "<p>Not closed<div>nor this",
]
ESCAPING = [
    "</div><p class='md-header'>x",
    "</main><p>x",
    "</div></div></main><main><div><div>x",
    "</article></div></main><main><div><article>x",
    "</article></div></main></div></div></article><footer class='md-footer'>x</footer>",
    "<b class='md-header'>x",
    "<!-- x",
    "<p title='x",
    "<table><tr><td>x",
    "<plaintext>x",
    '<script type="application/ld+json">{"a":"<!--<script>"}</script>',
]


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
    """A page that closes the frame's elements, or swallows what follows, is refused."""
    assert any("closes elements of the frame" in said for said in judged(frame, html))


def test_other_pages():
    """A page without a frame's column has no part of its own."""
    assert own_part("<html><body><main><p>x</p></main>") is None
