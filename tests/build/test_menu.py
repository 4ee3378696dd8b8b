"""The menu marks the section of the current page."""

import pytest

from generator.build.shell import Shell, mark
from generator.model.page import ComposedPage

THEME = f"""<title>{mark("title")}</title>{mark("description")}{mark("head")}
<a href="../agencies/" data-section="agencies/">Agencies</a><a href="../archive/" data-section="archive/">Archive</a>
{mark("content")}"""


@pytest.mark.parametrize(
    ("address", "current"),
    [("agencies/", "agencies"), ("archive/2021/10/", "archive"), ("about/", ""), ("", "")],
)
def test_current_section(address, current):
    html = Shell.cut(THEME).fill(
        ComposedPage(address, "Title", "Words.", '<a href="x" data-section="no">A</a>')
    )
    marked = [part for part in html.split("<a ") if "aria-current" in part]
    assert [part.partition('data-section="')[2].partition("/")[0] for part in marked] == [current] * bool(
        current
    )
