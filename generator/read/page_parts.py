"""The parts of a page, to which links lead by a fragment such as `#fn-1`.

The HTML standard ("navigate to a fragment", 7.4.6.4) looks for an element with the fragment as its
id, then with the decoded fragment. An empty fragment and `#top` lead to the page itself, and `:~:`
begins instructions for the browser.
"""

import re
from collections.abc import Collection
from html import unescape
from urllib.parse import unquote

_NAMED = re.compile(
    r"""[\s"'/](?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE
)


def part_of(address: str) -> str:
    """The part of a page that an address names, as written; "" if it names the whole page."""
    part = address.partition("#")[2].partition(":~:")[0]
    return "" if part.lower() == "top" else part


def parts_in(html: str) -> frozenset[str]:
    """The names of all parts of a page.

    What only looks like an attribute, such as `id="x"` in a text, counts as well: an error must be
    certain.
    """
    return frozenset(unescape("".join(groups)) for groups in _NAMED.findall(html))


def has_part(part: str, names: Collection[str]) -> bool:
    """Whether one of the names is that of a part, which may be percent-encoded."""
    return part in names or unquote(part) in names
