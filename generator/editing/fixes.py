"""`digest check --fix`: what can be put right without asking, since it can mean one thing only.

A fix belongs to the code of a problem, in `FIXES` or, for what keeps a file
from being read at all, in `OPENERS`. It looks at the value where the problem
is, and either knows the one right way to write it or leaves it to a person.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from generator.check.fields import COUNTRIES, good_language
from generator.editing.formatting import Keys
from generator.editing.yaml_patch import set_text
from generator.editing.yaml_tree import Slot, YamlNode, text_node

_BOM = b"\xef\xbb\xbf"
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+\d{1,2}:\d{2}.*)?\Z")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_YES = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_SHORTEST_KEY = 4
"""Characters; between shorter keys one letter more or less says nothing."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The entry or item that a problem is about, and what may be written there."""

    slot: Slot
    """The entry or item itself."""
    holder: YamlNode
    """The mapping or list that it is in."""
    keys: Keys
    """The keys of the mapping that it is in."""
    said: str = ""
    """Message and help of the problem."""

    @property
    def value(self) -> str:
        """The single value that it has; nothing for a list or a mapping."""
        return self.slot.node.value

    def write(self, value: str, *, plain: bool = False) -> str | None:
        """Let the value be another text, or, when `plain`, a day or a flag."""
        before = self.value
        if self.slot.node.holds or value == before:
            return None
        set_text(self.slot.node, value)
        if plain:
            self.slot.node.style = ""
        return f"{before} → {value}"


Fix = Callable[[Spot], str | None]
"""Changes the tree and says what was and what is; None when only a person can tell."""


def _country(spot: Spot) -> str | None:
    """`az` for `AZ`, `UK` for `GB`, and the whole name of a country."""
    value = " ".join(spot.value.split())
    if value.upper() == "UK":
        return spot.write("GB")
    if value.upper() in COUNTRIES:
        return spot.write(value.upper())
    found = [code for code, name in COUNTRIES.items() if name.casefold() == value.casefold()]
    return spot.write(found[0]) if len(found) == 1 else None


def _day(spot: Spot) -> str | None:
    """Year, month and day in that order, with another sign between them, or with a time after them."""
    return _write_day(spot, _DAY)


def _write_day(spot: Spot, pattern: re.Pattern[str]) -> str | None:
    match = pattern.match(spot.value)
    with suppress(ValueError):
        return spot.write(dt.date(*map(int, match.groups())).isoformat(), plain=True) if match else None
    return None


def _language(spot: Spot) -> str | None:
    """Capitals and hyphens as BCP 47 writes them: `EN` for `en`, `pt_br` for `pt-BR`."""
    first, *rest = spot.value.strip().replace("_", "-").split("-")
    parts = [first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)]
    tag = "-".join(parts)
    return spot.write(tag) if good_language(tag) else None


def _term(spot: Spot) -> str | None:
    """Capitals in a slug; whether the slug is then declared, the check after all fixes tells."""
    value = spot.value.strip()
    return spot.write(value.lower()) if f"did you mean '{value.lower()}'?" in spot.said else None


def _key(spot: Spot) -> str | None:
    """A key with other capitals, or with one letter wrong where only one key is so near."""
    written = spot.slot.key
    if written is None:
        return None
    unused = [key for key in spot.keys if spot.holder.get(key) is None]
    same = [key for key in unused if key == written.value.lower().replace("-", "_")]
    near = [key for key in unused if len(key) >= _SHORTEST_KEY and _one_letter_apart(key, written.value)]
    candidates = same or near
    if len(candidates) != 1:
        return None
    before = written.value
    set_text(written, candidates[0])
    return f"{before} → {candidates[0]}"


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter more, less, changed or exchanged with its neighbour makes them the same."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, rest_of_other = one[start:], other[start:]
    return one != other and (
        rest[1:] == rest_of_other[1:]
        or rest[1:] == rest_of_other
        or rest == rest_of_other[1:]
        or (rest[:2] == rest_of_other[:2][::-1] and rest[2:] == rest_of_other[2:])
    )


def _repeat(spot: Spot) -> str | None:
    """The second of two equal values goes."""
    value, holder = spot.value, spot.holder
    if spot.slot.node.holds or holder.keyed:
        return None
    first = next(slot for slot in holder.slots if not slot.node.holds and slot.node.value == value)
    if first is spot.slot:
        return None
    first.above.extend([*spot.slot.above, *spot.slot.beside])
    holder.slots.remove(spot.slot)
    return f"{value}, {value} → {value}"


def _type(spot: Spot) -> str | None:
    """A text that needs quotes, a single value where a list is wanted, `yes` for `true`."""
    node, value = spot.slot.node, spot.value
    if not value:
        return None
    if "must be text" in spot.said and not node.style:
        set_text(node, value)
        return f'{value} → "{value}"'
    if "must be a list" in spot.said and spot.slot.key and "," not in value:
        spot.slot.node = YamlNode("list", slots=[Slot(text_node(value))])
        return f"{value} → [{value}]"
    if "must be true or false" in spot.said and value.lower() in _YES:
        return spot.write(_YES[value.lower()], plain=True)
    if "must be a date" in spot.said:
        return _write_day(spot, _COMPACT_DAY)
    return None


FIXES: Mapping[str, Fix] = {
    "bad-country": _country,
    "bad-date": _day,
    "bad-language": _language,
    "repeated-value": _repeat,
    "unknown-key": _key,
    "unknown-term": _term,
    "wrong-type": _type,
}


def _opening(data: bytes) -> bytes:
    """Empty lines before the first --- and spaces behind it."""
    return re.sub(rb"\A\s*---[ \t]*(?=\r?\n)", b"---", data, count=1)


def _byte_order_mark(data: bytes) -> bytes:
    return data.removeprefix(_BOM)


_COLON = re.compile(
    rb"^((?:title|summary): +)([^\s\"'\[{>|&*!%@`#][^\r\n\"\\#]*: [^\r\n\"\\#]*?)[ \t]*(?=\r?\n)",
    re.MULTILINE,
)


def _colon(data: bytes) -> bytes:
    """A headline or summary of one line that holds `: ` gets its quotes."""
    end = data.find(b"\n---", 4)
    front = _COLON.sub(rb'\1"\2"', data[:end])
    return front + data[end:] if end > 0 else data


OPENERS: Mapping[str, tuple[Callable[[bytes], bytes], str]] = {
    "forbidden-character": (_byte_order_mark, "byte order mark removed"),
    "invalid-yaml": (_colon, "text with a colon put in quotes"),
    "no-front-matter": (_opening, "spaces around the first --- removed"),
}
"""What lets a file be read at all, and how to tell of it."""
