"""The theme is split once for each depth and filled for every page."""

import pytest

from generator.model.address import ROOT
from generator.model.page import ComposedPage
from generator.read.text import find_forbidden
from generator.recipes.shell import SLOTS, Frame, Shell, mark, placeholder

PARTS = {slot: f"<{slot}>{mark(slot)}</{slot}>" for slot in SLOTS}


def page(**values):
    return ComposedPage(
        **{
            "address": "a/b/",
            "title": "T",
            "description": "D",
            "content": "C",
            "head": "H",
            **values,
        }
    )


def test_cut_and_fill():
    """Everything but the slots stays as in the theme; a slot may occur more than once."""
    shell = Shell.cut("".join(PARTS.values()) + PARTS["title"] + "end")
    assert shell.fill(page()) == (
        "<title>T</title><description>D</description><head>H</head><content>C</content><title>T</title>end"
    )


def test_search_scripts():
    """The search page links to the search scripts by the folder that the theme publishes them in."""
    head = f'<script src="{ROOT}assets/search/page.js"></script>'
    theme = "".join(PARTS.values())
    hashed = Shell.cut(f'<script src="../assets/search.0a1b2c3d4e/open.js"></script>{theme}')
    assert 'src="../../assets/search.0a1b2c3d4e/page.js"' in hashed.fill(page(head=head))
    assert 'src="../../assets/search/page.js"' in Shell.cut(theme).fill(page(head=head))


@pytest.mark.parametrize("left_out", SLOTS)
def test_slot_left_out(left_out):
    """A theme without a required slot is refused, and the error names the slot."""
    html = "".join(html for slot, html in PARTS.items() if slot != left_out)
    with pytest.raises(ValueError, match=f"no place for: {left_out}"):
        Shell.cut(html)


def test_text_is_escaped():
    """Title and description are escaped; content and head are inserted as HTML."""
    filled = Shell.cut("".join(PARTS.values())).fill(
        page(title='</title>"&', description="<b>", content="<b>", head="<c>")
    )
    assert filled == (
        "<title>&lt;/title&gt;&quot;&amp;</title><description>&lt;b&gt;</description><head><c></head>"
        "<content><b></content>"
    )


@pytest.mark.parametrize("address, up", [("", "./"), ("a/", "../"), ("a/b/c/d/", "../../../../")])
def test_way_to_the_root(address, up):
    """Internal links in content and head are relative to the page's depth."""
    link = f'<a href="{ROOT}x/">'
    filled = Shell.cut("".join(PARTS.values())).fill(page(address=address, content=link, head=link))
    assert filled.count(f'<a href="{up}x/">') == 2
    assert ROOT not in filled


def test_a_mark_in_a_text_is_text():
    """Text that looks like a mark stays: real marks contain a character that content cannot have."""
    assert all(find_forbidden(mark(slot)) for slot in SLOTS)
    shell = Shell.cut("".join(PARTS.values()))
    filled = shell.fill(page(title="@@digest-content@@", content="digest-title"))
    assert "<title>@@digest-content@@</title>" in filled
    assert "<content>digest-title</content>" in filled


@pytest.mark.parametrize(
    "address, expected",
    [
        ("agencies/", "agencies"),
        ("agencies/az-sss/2021/", "agencies 3"),
        ("about/", "1"),
        ("", "0"),
    ],
)
def test_the_shell_of_a_page(address, expected):
    """A page has the shell of its section and depth, and that of its depth alone outside the menu."""
    names = {placeholder("", depth): str(depth) for depth in range(5)}
    names |= {placeholder("agencies/", 1): "agencies", placeholder("agencies/", 3): "agencies 3"}
    frame = Frame({name: Shell((label,)) for name, label in names.items()})
    assert frame.around(address).parts == (expected,)


CONFIG = '<script id="__config" type="application/json">{}</script>'


@pytest.mark.parametrize(
    "config, kept",
    [
        (
            '{"base": "..", "translations": {"clipboard.copy": "K\\u003c", "search.result.none": "0"}, "version": {"provider": "mike"}}',
            '{"base":"..","translations":{"clipboard.copy":"K\\u003c"},"version":{"provider":"mike"}}',
        ),
        ('{"own": 1}', '{"own": 1}'),
        ('{"translations": null}', '{"translations": null}'),
        ("[1]", "[1]"),
        ("{own: block}", "{own: block}"),
    ],
)
def test_settings_of_material(config, kept):
    """Only the words of its own search go; what a site sets, or a block of its own, stays."""
    shell = Shell.cut(CONFIG.format(config) + "".join(PARTS.values()))
    assert shell.parts[0].startswith(CONFIG.format(kept))
