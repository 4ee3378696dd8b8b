"""Find the lines that git leaves in a file in which two edits collided.

`=======` under a paragraph is also a heading of Markdown, so it counts only between the other two.
Those are never written on purpose at the start of a line: a quotation of seven levels has spaces or
shorter runs.
"""

import re
from collections.abc import Iterator

_MARKER = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: [^\n]*)?$|^={7}$", re.MULTILINE)


def find_merge_markers(text: str) -> list[tuple[int, str]]:
    """Offsets and texts of the lines that git wrote into a text with line ends LF."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    return list(_within_conflicts([(match.start(), match[0]) for match in _MARKER.finditer(text)]))


def _within_conflicts(markers: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Drop `=======` and `|||||||` before the first of the other markers and after the last."""
    certain = [index for index, (_, line) in enumerate(markers) if line[0] in "<>"]
    if not certain:
        return
    first, last = certain[0], certain[-1]
    # After `<<<<<<<` was deleted by hand, the `=======` that belongs to `>>>>>>>` comes before it.
    if markers[first][1][0] == ">" and first and markers[first - 1][1][0] == "=":
        first -= 1
    if markers[last][1][0] == "<" and markers[last + 1 : last + 2]:
        last += 1
    yield from markers[first : last + 1]
