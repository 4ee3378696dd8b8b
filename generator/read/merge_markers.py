"""Find the conflict markers that git leaves in a file.

`=======` under a paragraph is also a heading of Markdown, so it counts only above one of the other
markers. Nobody writes those at the start of a line on purpose: a quotation of seven levels has
spaces or shorter runs.
"""

import re

_MARKER = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: [^\n]*)?$|^={7}$", re.MULTILINE)


def find_merge_markers(text: str) -> list[tuple[int, str]]:
    """Find git's conflict markers in a text with LF line ends: offset and text of each."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    markers = [(marker.start(), marker[0]) for marker in _MARKER.finditer(text)]
    while markers and markers[-1][1][0] not in "<>":
        markers.pop()
    return markers
