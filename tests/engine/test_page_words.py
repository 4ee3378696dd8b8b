"""The words of pages of documentation."""

import pytest

from generator.engine.page_words import words_of_page


@pytest.mark.parametrize(
    "html, words",
    [
        ('<h1 id="x">Install<a class="headerlink" href="#x">¶</a></h1><p>One <b>t</b>wo\nthree</p>tail',
         "Install\nOne two three\ntail"),
        ("<details><summary>More</summary><p>in</p></details>", "More\nin"),
        ("<dl><dt>T</dt><dd>D</dd></dl>", "T\nD"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("<pre><code>x\n  y</code></pre><script>z</script><style>s</style><!-- no -->", "x y"),
        ('<p>a <span class="twemoji"><svg><title>t</title></svg></span> b &amp; c</p>', "a b & c"),
        ("", ""),
    ],
)  # fmt: skip
def test_words(html, words):
    """Each block is a line, wherever it is; scripts, pictures and links to headings have no words."""
    assert words_of_page(html) == words
