"""A site's own templates of pages: builds use them, and commands that run no code of the site do not."""

import re

import pytest

from tests.command import digest, refused, succeed

MARK = "<p>A line of this site: {{ entry.article.text | upper }}</p>"


def put(config, name, text):
    file = config.parent / "site_config/theme/pages" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def build(config):
    """The outcome of a build, and the folder of the site."""
    site = config.parent.parent / "site"
    return digest(config, "build", "--site-dir", site), site


def read(site, path="index.html"):
    return (site / path).read_text()


@pytest.mark.slow
def test_replaces_a_template(config):
    """A page template of the site's replaces ours, which it can include; other templates stay."""
    build(config)
    before = read(build(config)[1])
    put(config, "entry.html", '{% include "digest/entry.html" %}\n' + MARK)
    after = read(build(config)[1])
    added = re.compile(r"<p>A line of this site: [A-Z ]+</p>")
    assert added.search(after)
    assert added.sub("", after) == before


@pytest.mark.slow
def test_a_changed_template(config):
    """An incremental build has the present template, and ours again once it is removed."""
    plain = read(build(config)[1])
    for text in ("<p>First</p>", "<p>Second</p>"):
        put(config, "front.html", text)
        assert text in read(build(config)[1])
    (config.parent / "site_config/theme/pages/front.html").unlink()
    assert read(build(config)[1]) == plain


@pytest.mark.slow
@pytest.mark.parametrize(
    "text, message",
    [
        ("<p>\n{{ nothing }}", "front.html:2: 'nothing' is undefined"),
        ("<p>\n{% if %}", "front.html:2: Expected an expression, got 'end of statement block'"),
        ("{{ 1 // 0 }}", "front.html:1: "),
        ('{% include "none.html" %}', "front.html:1: there is no template 'none.html'\n"),
        (
            '{% include "headlin.html" %}',
            "front.html:1: there is no template 'headlin.html'; did you mean 'headline.html'?\n",
        ),
        (
            "{% for one in range(99999) %}{% for two in range(99999) %}{% endfor %}{% endfor %}",
            "front.html: it takes too much time or memory\n",
        ),
        ("{{ " + 2000 * "(" + "1" + 2000 * ")" + " }}", "front.html: it is nested too deeply"),
        ('<p>\n{% include "front.html" %}', "front.html:2: it is nested too deeply, or includes"),
    ],
)
def test_a_template_that_fails(config, text, message):
    """A build with a template that fails ends with its line; the published site stays."""
    before = read(build(config)[1])
    put(config, "front.html", text)
    outcome, site = build(config)
    assert outcome.exit_code == 1
    assert f"site_config/theme/pages/{message}" in outcome.stderr
    assert "Traceback" not in outcome.output
    assert str(config.parent) not in outcome.output
    assert read(site) == before


@pytest.mark.slow
def test_one_macro(config):
    """A site's pieces.html with one macro replaces that one; the others are the program's."""
    before = read(build(config)[1])
    put(
        config, "pieces.html", '{% macro time(date, style="long") %}<i>{{ date }}</i>{% endmacro %}'
    )
    after = read(build(config)[1])
    assert "<i>20" in after
    assert re.sub(r"<time [^<]*</time>", "", before) == re.sub(r"<i>[^<]*</i>", "", after)


def test_only_builds_run_it(config):
    """`check` does not render it."""
    put(config, "front.html", "{{ nothing }}")
    succeed(config, "check")
    assert "'nothing' is undefined" in build(config)[0].stderr


def test_not_text(config):
    """A page template that is not UTF-8 is an error of the check."""
    put(config, "front.html", "")
    (config.parent / "site_config/theme/pages/front.html").write_bytes(b"\xff")
    assert "front.html:1:1: error: byte 0xFF" in refused(config, "check").output


def test_byte_order_mark(config):
    """The mark that some editors write at the beginning of a file is not in the page."""
    put(config, "front.html", '\ufeff{% include "digest/front.html" %}')
    assert "forbidden-character" not in succeed(config, "check").output
