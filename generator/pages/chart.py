"""Charts as plain SVG, without scripts or inline styles.

Bars take their colour from the style sheet. Templates repeat the numbers as text, so no
information depends on seeing the picture.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup, escape

from generator.pages.views import View

_WIDTH = 480
_HEIGHT = 72


class Bar(View, frozen=True):
    """One bar: its label and its height."""

    label: str
    count: int


def per_year(dates: Iterable[dt.date], first: int, last: int) -> tuple[Bar, ...]:
    """A bar for each year from the first to the last, including empty years."""
    counts = Counter(date.year for date in dates)
    return tuple(Bar(str(year), counts[year]) for year in range(first, last + 1))


def bars(data: tuple[Bar, ...], title: str) -> Markup:
    """A bar chart; each bar has its label and count as a tooltip."""
    if not data:
        return Markup()
    top = max(1, *(bar.count for bar in data))
    step = _WIDTH / len(data)
    parts = []
    for index, bar in enumerate(data):
        height = round((_HEIGHT - 8) * bar.count / top, 1) if bar.count else 0
        x, y = round(index * step, 1), round(_HEIGHT - height, 1)
        parts.append(
            f'<rect x="{x}" y="{y}" width="{round(step * 0.82, 1)}" height="{height}">'
            f"<title>{escape(bar.label)}: {bar.count}</title></rect>"
        )
    return Markup(  # noqa: S704 (numbers of ours, and escaped labels)
        f'<svg class="chart" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'preserveAspectRatio="none" role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )


def sparkline(data: tuple[Bar, ...]) -> Markup:
    """A line of a few pixels. It is decoration: templates write the count beside it."""
    top = max(1, *(bar.count for bar in data)) if data else 1
    step = 80 / max(1, len(data) - 1)
    points = " ".join(
        f"{round(i * step, 1)},{round(18 - 16 * bar.count / top, 1)}" for i, bar in enumerate(data)
    )
    return Markup(  # noqa: S704 (numbers of ours)
        '<svg class="sparkline" width="80" height="20" viewBox="-1 0 82 20" aria-hidden="true">'
        f'<polyline points="{points}"/></svg>'
    )
