"""Typed values from a YAML tree, with one problem for each invalid value.

Every reader returns a value of its type. After reporting a problem it returns an empty value of
that type, so one wrong field never hides another.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from generator.check.impostor_names import check_name, check_words
from generator.check.locale_codes import (
    COUNTRIES,
    capitalised,
    code_for,
    code_of_language,
    good_language,
)
from generator.check.written_dates import date_fix, date_help, partial_date_help
from generator.check.written_mistakes import (
    ToItems,
    as_items,
    filled_example,
    help_for_key,
    may_mean,
    meant_key,
)
from generator.diagnostics.diagnostics import Fix, Place, Report, counted
from generator.diagnostics.suggest import did_you_mean
from generator.model.address import SLUG
from generator.model.partial_date import PartialDate, read_partial_date
from generator.read.address_kinds import LOCAL_WEB, WEB, AddressKind, meant_instead
from generator.read.yaml import Mapping, Node, Scalar, Sequence

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
"""Names that Windows keeps for devices, in every folder."""
_FLAGS = {
    "yes": "true",
    "on": "true",
    "true": "true",
    "no": "false",
    "off": "false",
    "false": "false",
}


class Fields:
    """The keys of a mapping, read one by one; `finish` reports keys that were not read.

    Without a mapping, all fields are empty, and none is reported. Messages name a nested mapping by
    `within`.
    """

    def __init__(self, mapping: Mapping | None, report: Report, within: str = "") -> None:
        self.given = mapping is not None
        self.mapping = mapping or Mapping({}, Place(""))
        self.report = report
        self.within = f"{within}." if within else ""
        self.known: list[str] = []
        self.inner: dict[str, tuple[str, ...]] = {}
        self.parts: list[Fields] = []
        self.singulars: dict[str, str] = {}
        """A word in lower case, such as `person`, for a key that lists such things."""
        self.to_items: dict[str, ToItems] = {}
        """A key of a list → how to read a text as its items."""

    def get(self, key: str) -> Node | None:
        """The value of a key, which counts as read."""
        self.known.append(key)
        return self.mapping.at(key)

    def has(self, key: str) -> bool:
        """Whether the key is present."""
        return key in self.mapping.entries

    def place(self, key: str) -> Place:
        """The place of a key's value; the mapping's place if the key is absent."""
        return (self.mapping.at(key) or self.mapping).place

    def missing(self, key: str, example: str) -> None:
        """Report an absent required key, unless an unknown key is a misspelling of it."""
        if not self.given:
            return
        others = self.mapping.entries.keys() - {key, *self.known}
        if any(may_mean(written, key, self.singulars) for written in others):
            return  # `finish` reports it with its value
        message = f"'{self.within}{key}' is missing"
        self.report.add(self.mapping.place, "missing-key", message, f"write {example}")

    def finish(self) -> None:
        """Report every key that was not read, here and in nested mappings."""
        for part in self.parts:
            part.finish()
        for key, (name, value) in self.mapping.entries.items():
            if key not in self.known:
                message = f"'{self.within}{key[:60]}' is not a key"
                self.report.add(name.place, "unknown-key", message, *self._instead_of(key, value))

    def _instead_of(self, key: str, value: Node) -> tuple[str, Fix | None]:
        """The help line for an unknown key, and a fix if it can only mean one other."""
        unused = [known for known in self.known if known not in self.mapping.entries]
        parent = next((parent for parent, inner in self.inner.items() if key in inner), "")
        above = self.mapping.at(parent) if parent else None
        if isinstance(above, Scalar) and above.value:
            return f"delete this line once '{parent}' has it", None
        meant, is_certain = meant_key(key, unused, self.singulars)
        used, is_used = meant_key(key, self.known, self.singulars)
        if is_used and not meant and not parent:
            line = self.mapping.entries[used][0].place.line
            return f"'{used}' is in line {line}: move the value there", None
        help_line = help_for_key(key, value, meant, self.to_items.get(meant, as_items), parent)
        return help_line, Fix("key", meant) if is_certain and not parent else None

    def text(
        self,
        key: str,
        item: Node | None = None,
        *,
        required: str = "",
        most: int = 200,
        least: int = 0,
        is_name: bool = False,
        check_letters: bool = True,
    ) -> str:
        """One line of text: the value of a key, or an item of its list.

        Args:
            key: Its key.
            item: The item of a list; if None, it is the value of the key.
            required: What to write if the key is missing; empty for an optional key.
            most: Maximum characters; more are an error.
            least: Recommended minimum of characters; fewer are a warning.
            is_name: Whether it is a name of an outlet or an agency, in which mixed alphabets are an
                error.
            check_letters: Whether to report mixed alphabets; otherwise the caller does.
        """
        node = item or self.get(key)
        if node is None:
            if required:
                self.missing(key, required)
            return ""
        value = self._line(node, key)
        if len(value) > most:
            message = f"'{self.within}{key}' has {len(value):,} characters, but at most {most:,} are allowed"
            self.report.add(
                node.place, "too-long", message, "shorten it; details belong in the text"
            )
            return value[:most]
        if value and len(value) < least:
            message = f"'{self.within}{key}' has only {counted(len(value), 'character')}"
            self.report.add(node.place, "too-short", message, f"write {least} characters or more")
        if is_name:
            check_name(value, node.place, self.report)
        elif check_letters:
            check_words(value, node.place, self.report)
        return value

    def _line(self, node: Node, key: str) -> str:
        """The text of a node with single spaces; empty after reporting another type or no text."""
        if not isinstance(node, Scalar) or node.kind not in ("text", "empty"):
            said = node.value[:40] if isinstance(node, Scalar) else "…"
            fix = Fix("text", node.value) if isinstance(node, Scalar) and node.plain else None
            self.wrong_type(
                node, key, "text", f'put one line of text in quotes: {key}: "{said}"', fix
            )
            return ""
        if node.kind == "empty" or not node.value.strip():
            message = f"'{self.within}{key}' is empty"
            self.report.add(node.place, "empty-value", message, "write a value, or delete the key")
            return ""
        if "\n" in node.value.strip():
            message = f"'{self.within}{key}' has a line break, which is published as a space"
            self.report.add(
                node.place, "line-break", message, "write it on one line, or fold it with >-"
            )
        return " ".join(node.value.split())

    def wrong_type(
        self, node: Node, key: str, wanted: str, help_line: str, fix: Fix | None = None
    ) -> None:
        """Report a value of the wrong type."""
        said = f" ({node.value[:40]})" if isinstance(node, Scalar) and node.value else ""
        kind = f"a {node.kind}" if node.kind in ("list", "mapping", "number", "date") else node.kind
        message = f"'{self.within}{key}' must be {wanted}, but is {kind}{said}"
        self.report.add(node.place, "wrong-type", message, help_line, fix)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false, without quotes."""
        node = self.get(key)
        if node is None:
            return default
        if isinstance(node, Scalar) and node.kind == "true or false":
            return node.value.lower() == "true"
        word = _FLAGS.get(node.value.lower()) if isinstance(node, Scalar) else None
        fix = Fix("plain", word) if word else None
        self.wrong_type(node, key, "true or false", f"write {key}: true, without quotes", fix)
        return default

    def number(self, key: str, *, default: int, most: int) -> int:
        """A whole number from 1 up to `most`."""
        node = self.get(key)
        if node is None:
            return default
        if (
            isinstance(node, Scalar)
            and node.plain
            and node.value.isascii()
            and node.value.isdigit()
        ):
            value = int(node.value[:12])
            if 1 <= value <= most:
                return value
        self.wrong_type(node, key, f"a whole number from 1 to {most:,}", f"write {key}: {default}")
        return default

    def date(self, key: str, *, required: bool = False) -> dt.date | None:
        """A date, written as year-month-day with or without quotes."""
        node = self.get(key)
        if node is None:
            if required:
                self.missing(key, f"{key}: 2024-05-02")
            return None
        help_line = date_help(key, node.value if isinstance(node, Scalar) else "")
        if not isinstance(node, Scalar) or node.kind in ("number", "true or false"):
            fix = date_fix(node.value) if isinstance(node, Scalar) else None
            self.wrong_type(node, key, "a date", help_line, fix)
            return None
        said = node.value[:40]
        message = f"'{said}' is not a date"
        if match := _DATE.match(node.value):
            try:
                return dt.date(*map(int, match.groups()))
            except ValueError:
                message = f"'{said}' is not in the calendar"
        if "T" in said or ":" in said:
            help_line = f"remove the time: {key}: {said[:10]}"
        self.report.add(node.place, "bad-date", message, help_line, date_fix(node.value))
        return None

    def partial_date(self, key: str) -> PartialDate | None:
        """A date, a month or a year, as in 2003-05-16, 2003-05 and 2003, with or without quotes."""
        node = self.get(key)
        if node is None:
            return None
        written = node.value if isinstance(node, Scalar) else ""
        if found := read_partial_date(written):
            return found
        help_line = partial_date_help(key, written)
        if not isinstance(node, Scalar) or node.kind in ("number", "true or false"):
            self.wrong_type(node, key, "a date", help_line, date_fix(written))
        else:
            message = f"'{written[:40]}' is not a date, a month or a year"
            self.report.add(node.place, "bad-date", message, help_line, date_fix(written))
        return None

    def url(self, key: str, *, required: str = "", local: bool = False) -> str:
        """An http or https address, as written; a `local` one may be on the reader's own network."""
        return self.address(key, LOCAL_WEB if local else WEB, required=required)

    def address(self, key: str, kind: AddressKind, *, required: str = "") -> str:
        """A value that ends in a link, a feed, a header or an e-mail, as written."""
        value = self.text(key, required=required, most=kind.most, check_letters=False)
        return value if value and self.good_address(value, self.place(key), kind) else ""

    def good_address(self, value: str, place: Place, kind: AddressKind) -> bool:
        """Whether a value is one of its kind; reports a problem if it is not."""
        if reason := kind.problem(value):
            message = f"'{value[:60]}' is not {kind.title}: {reason}"
            # Within braces, YAML needs quotes around braces.
            example = f'"{kind.example}"' if "{" in kind.example else kind.example
            meant = meant_instead(value, kind)
            help_line = f"write {meant[:200]}" if meant else f"write it as in {example}"
            fix = Fix("text", meant) if meant else None
            self.report.add(place, "bad-url", message, help_line, fix)
            return False
        check_words(value, place, self.report)
        return True

    def language(self, key: str) -> str:
        """A language tag (BCP 47, RFC 5646): `en`, `az`, `zh-Hant`, `pt-BR`."""
        value = self.text(key, most=35)
        if not value or good_language(value):
            return value
        guess = code_of_language(value)
        help_line = (
            f"did you mean '{guess}'?" if guess else "write a code such as en, az, ru or pt-BR"
        )
        tag = capitalised(value)
        fix = Fix("text", tag) if good_language(tag) else None
        self.report.add(
            self.place(key), "bad-language", f"'{value}' is not a language tag", help_line, fix
        )
        return ""

    def country(self, key: str) -> str:
        """A country code (ISO 3166-1 alpha-2)."""
        node = self.get(key)
        return self.country_of(node) if node is not None else ""

    def country_of(self, node: Node) -> str:
        """The country code of a node; NO without quotes is Norway."""
        value = node.value if isinstance(node, Scalar) else ""
        if value in COUNTRIES:
            return value
        code, is_exact, help_line = code_for(value)
        fix = Fix("text", code) if is_exact else None
        self.report.add(
            node.place, "bad-country", f"'{value[:40]}' is not a country code", help_line, fix
        )
        return ""

    def slug(self, key: str) -> str:
        """A slug: lower-case ASCII letters, digits and single hyphens."""
        value = self.text(key, most=100)
        return value if value and self.good_slug(value, self.place(key)) else ""

    def good_slug(self, value: str, place: Place) -> bool:
        """Whether a text can be part of an address; reports a problem if it cannot."""
        if SLUG.match(value) and len(value) <= 100 and not _DEVICE.match(value):
            return True
        help_line = "use a-z, 0-9 and single hyphens, as in counter-terrorism"
        message = f"'{value[:60]}' is not a slug"
        if _DEVICE.match(value):
            message, help_line = f"Windows cannot have a file called '{value}'", "add a word"
        self.report.add(place, "bad-slug", message, help_line)
        return False

    def choice(self, key: str, choices: Iterable[str], *, required: str = "") -> str:
        """One of a closed list."""
        allowed = list(choices)
        value = self.text(key, required=required)
        if not value or value in allowed:
            return value
        otherwise = f"write one of {', '.join(allowed)}" if allowed else f"leave '{key}' out"
        help_line = did_you_mean(value, allowed, otherwise)
        self.report.add(self.place(key), "bad-choice", f"'{value}' is not a known {key}", help_line)
        return ""

    def items(self, key: str, *, most: int = 50, example: str = "") -> tuple[Node, ...]:
        """The items of a list; an absent or empty list has none. `example` is an item, for the help line."""
        node = self.get(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            said = node.value if isinstance(node, Scalar) and node.value else "…"
            items, is_certain = self.to_items.get(key, as_items)(said)
            fix = Fix("list", items=items) if is_certain and said != "…" else None
            help_line = f"write it in brackets: {key}: [{', '.join(items)[:80]}]"
            if example and isinstance(node, Scalar):
                help_line = f"write {key}: [{filled_example(example, node.value[:60])}]"
            elif match := re.match(r"-+[ \u00a0]*([^\s-].*)", said[:40]):
                help_line, fix = f"write a space after each dash: - {match[1]}", None
            self.wrong_type(node, key, "a list", help_line, fix)
            return ()
        if len(node.items) > most:
            message = f"'{self.within}{key}' has {len(node.items):,} values, but at most {most} are allowed"
            self.report.add(node.place, "too-many", message, "keep those that matter to a reader")
            return ()
        return node.items

    def placed_texts(
        self, key: str, *, most: int = 50, longest: int = 200
    ) -> Iterator[tuple[str, Place]]:
        """A list of unique texts with their places; a repeat is a warning."""
        seen: set[str] = set()
        for node in self.items(key, most=most):
            value = self.text(key, node, most=longest)
            if value in seen:
                message = f"'{value}' is listed twice in '{self.within}{key}'"
                self.report.add(
                    node.place, "repeated-value", message, "keep one of the two", Fix("remove")
                )
            elif value:
                seen.add(value)
                yield value, node.place

    def record(
        self, key: str, example: str = "key: value", inner: tuple[str, ...] = ()
    ) -> "Fields":
        """A nested mapping, to be read like this one; it is not `given` if it is absent or not a mapping.

        In the `example` of its content, for the help line, a value in `<>` is replaced by the
        written one. Its `inner` keys are often written without indentation.
        """
        node = self.get(key)
        self.inner[key] = inner
        return self._record_of(node, key, f"write {key}: {{{example}}}")

    def records(self, key: str, *, example: str = "key: value") -> "Iterator[Fields]":
        """A list of nested mappings; see `record`."""
        for node in self.items(key, example=f"{{{example}}}"):
            if (fields := self._record_of(node, key, f"write {key}: [{{{example}}}]")).given:
                yield fields

    def languages(self, help_line: str) -> Iterator[str]:
        """The keys, each of which must be a language tag."""
        for tag, (key, _) in self.mapping.entries.items():
            if good_language(tag):
                yield tag
            else:
                self.known.append(tag)
                self.report.add(
                    key.place, "bad-language", f"'{tag[:40]}' is not a language tag", help_line
                )

    def _record_of(self, node: Node | None, key: str, help_line: str) -> "Fields":
        if isinstance(node, Mapping):
            self.parts.append(Fields(node, self.report, f"{self.within}{key}"))
            return self.parts[-1]
        if node is not None:
            help_line = filled_example(
                help_line, node.value[:60] if isinstance(node, Scalar) else ""
            )
            if isinstance(node, Scalar) and node.kind == "empty" and self.inner.get(key):
                help_line = f"indent the lines below '{key}:' by two spaces"
            self.wrong_type(node, key, "a set of keys", help_line)
        return Fields(None, self.report)
