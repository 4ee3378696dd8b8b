"""`digest check --fix`: what can be put right without asking, since it can mean one thing only.

A fix belongs to the code of a problem, in `FIXES` or, for what keeps a file
from being read at all, in `OPENERS`. It looks at the value where the problem
is, and either knows the one right way to write it or leaves it to a person.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.check.fields import COUNTRIES, good_language
from generator.edit.mentions import in_brackets
from generator.edit.order import Keys
from generator.edit.patch import Patch
from generator.edit.syntax import Collection, Scalar, Slot
from generator.report.diagnostics import Place

_BOM = b"\xef\xbb\xbf"
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+\d{1,2}:\d{2}.*)?\Z")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_YES = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_SHORTEST_KEY = 4
"""Characters; between shorter keys one letter more or less says nothing."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was put right, for telling: the place and code of the problem, and both ways to write it."""

    place: Place
    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Spot:
    """The value, or key, that a problem is about: the slots that lead to it, and what may stand there."""

    path: tuple[Slot, ...]
    patch: Patch
    keys: Keys
    """The keys of the mapping that it stands in."""
    said: str
    """Message and help of the problem."""

    @property
    def slot(self) -> Slot:
        """The entry or item itself."""
        return self.path[-1]

    @property
    def scalar(self) -> Scalar | None:
        """Its value, when that is a single one."""
        return self.slot.node if isinstance(self.slot.node, Scalar) else None

    @property
    def holder(self) -> Collection:
        """The mapping or list that the slot stands in."""
        if len(self.path) == 1:
            return self.patch.root
        node = self.path[-2].node
        return node if isinstance(node, Collection) else self.patch.root

    def write(self, value: str) -> tuple[str, str] | None:
        """Let the value be another text."""
        scalar = self.scalar
        if scalar is None or value == scalar.value:
            return None
        before = scalar.value
        self.patch.replace(scalar, value, flow=in_brackets(self.path))
        return before, value


Fix = Callable[[Spot], tuple[str, str] | None]
"""Changes the patch and says what was and what is; None when only a person can tell."""


def _country(spot: Spot) -> tuple[str, str] | None:
    """`az` for `AZ`, `UK` for `GB`, and the whole name of a country."""
    value = " ".join(spot.scalar.value.split()) if spot.scalar else ""
    if value.upper() == "UK":
        return spot.write("GB")
    if value.upper() in COUNTRIES:
        return spot.write(value.upper())
    found = [code for code, name in COUNTRIES.items() if name.casefold() == value.casefold()]
    return spot.write(found[0]) if len(found) == 1 else None


def _day(spot: Spot) -> tuple[str, str] | None:
    """Year, month and day in that order, with another sign between them, or with a time after them."""
    match = _DAY.match(spot.scalar.value) if spot.scalar else None
    return _write_day(spot, match)


def _write_day(spot: Spot, match: re.Match[str] | None) -> tuple[str, str] | None:
    if match is None or spot.scalar is None:
        return None
    try:
        day = dt.date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None
    before = spot.scalar.value
    spot.patch.replace(spot.scalar, day, plain=True)
    return before, day


def _language(spot: Spot) -> tuple[str, str] | None:
    """Capitals and hyphens as BCP 47 writes them: `EN` for `en`, `pt_br` for `pt-BR`."""
    if spot.scalar is None:
        return None
    first, *rest = spot.scalar.value.strip().replace("_", "-").split("-")
    parts = [first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)]
    tag = "-".join(parts)
    return spot.write(tag) if good_language(tag) else None


def _term(spot: Spot) -> tuple[str, str] | None:
    """Capitals in a slug; whether the slug is then declared, the check after all fixes tells."""
    value = spot.scalar.value.strip() if spot.scalar else ""
    return spot.write(value.lower()) if f"did you mean '{value.lower()}'?" in spot.said else None


def _key(spot: Spot) -> tuple[str, str] | None:
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
    spot.patch.replace(written, candidates[0])
    return before, candidates[0]


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


def _repeat(spot: Spot) -> tuple[str, str] | None:
    """The second of two equal values goes."""
    scalar, holder = spot.scalar, spot.holder
    if scalar is None or holder.keyed or len(spot.path) < 2:
        return None
    same = [
        slot for slot in holder.slots if isinstance(slot.node, Scalar) and slot.node.value == scalar.value
    ]
    if len(same) < 2 or same[0] is spot.slot:
        return None
    same[0].above.extend([*spot.slot.above, *spot.slot.beside])
    holder.slots.remove(spot.slot)
    spot.patch.rewrite(*spot.path[:-1])
    return f"{scalar.value}, {scalar.value}", scalar.value


def _type(spot: Spot) -> tuple[str, str] | None:
    """A text that needs quotes, a single value where a list is wanted, `yes` for `true`."""
    scalar = spot.scalar
    if scalar is None or not scalar.value:
        return None
    if "must be text" in spot.said and not scalar.style:
        spot.patch.replace(scalar, scalar.value)
        return scalar.value, f'"{scalar.value}"'
    if "must be a list" in spot.said and spot.slot.key and "," not in scalar.value:
        spot.slot.node = Collection([Slot(Scalar(scalar.value, '"'))], keyed=False)
        spot.patch.rewrite(*spot.path)
        return scalar.value, f"[{scalar.value}]"
    if "must be true or false" in spot.said and scalar.value.lower() in _YES:
        before = scalar.value
        spot.patch.replace(scalar, _YES[before.lower()], plain=True)
        return before, scalar.value
    if "must be a day" in spot.said:
        return _write_day(spot, _COMPACT_DAY.match(scalar.value))
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


OPENERS: Mapping[str, Callable[[bytes], bytes]] = {
    "forbidden-character": _byte_order_mark,
    "invalid-yaml": _colon,
    "no-front-matter": _opening,
}
