"""Turn an untrusted text into inert values and comments.

Any text is read back as plain text: a value cannot begin a key, and a comment cannot end.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from generator.editing.canonical import in_one_line
from generator.read.text import find_forbidden

_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_EVIDENCE = 110
"""Most characters of a line of evidence in a comment."""
_ROUNDS = 20
"""Most passes, since removing characters can produce new matches."""


def clean(text: str) -> str:
    """Remove characters that content must not contain, and make line ends LF."""
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    odd = [char for char in set(text) if not char.isascii() or not char.isprintable()]
    for char in odd:
        if find_forbidden(f"\u0646{char}\u0646") or "\ud800" <= char <= "\udfff":
            text = text.replace(char, "")
    for _ in range(_ROUNDS):
        offsets = {offset for offset, _ in find_forbidden(text)}
        if not offsets:
            return text
        text = "".join(char for offset, char in enumerate(text) if offset not in offsets)
    return "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Mn", "Me"))


def one_line(text: str, most: int = 300) -> str:
    """Write a text on one line that cannot break out of any format.

    It has at most `most` characters.
    """
    line = " ".join(clean(_CONTROLS.sub(" ", text[: most * 4])).split())
    return line if len(line) <= most else f"{clean(line[: most - 1].rsplit(' ', 1)[0])}…"


def code_span(text: str, most: int = 300) -> str:
    """Write a text as a code span of Markdown.

    GitHub and GitLab recognise no mention, reference, command, link or HTML in it.
    """
    line = one_line(text, most) or "(nothing)"
    longest = max(map(len, re.findall("`+", line)), default=0)
    around = "`" * (longest + 1)
    return f"{around} {line} {around}"


def scalar(text: str) -> str:
    """Write a text as a YAML value on one line.

    It has no quotes if every reader takes it for text without them.
    """
    return in_one_line(one_line(text, 2_000), flow=True)


def render(template: str, values: Mapping[str, object], **filters: Callable[..., object]) -> str:
    """Fill a template of this folder; untrusted text passes through its filters."""
    environment = Environment(
        loader=PackageLoader("newsroom.importer", ""),
        autoescape=select_autoescape(()),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters |= filters | {
        "line": lambda text: one_line(text, 400),
        "shown": lambda text: one_line(text, _EVIDENCE),
        "quoted": lambda text: one_line(text, _EVIDENCE).replace('"', "'"),
        "scalar": scalar,
    }
    return environment.get_template(template).render(values)
