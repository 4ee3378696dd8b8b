"""Find the lines that git leaves in a file in which two edits collided.

`=======` under a paragraph is also a heading of Markdown, so it counts only above one of the
others. Those are never written on purpose at the start of a line: a quotation of seven levels has
spaces or shorter runs.
"""

import re

_MARKER = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: [^\n]*)?$|^={7}$", re.MULTILINE)


def find_merge_markers(text: str) -> list[tuple[int, str]]:
    """Offsets and texts of the lines that git wrote into a text with line ends LF."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    markers = [(marker.start(), marker[0]) for marker in _MARKER.finditer(text)]
    while markers and markers[-1][1][0] not in "<>":
        markers.pop()
    return markers
