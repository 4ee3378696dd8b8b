"""Read typed values from a YAML tree, and report one problem for each invalid value.

Every reader returns a value of its type. After reporting a problem it returns an empty value of
that type, so one wrong field never hides another.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Keyed
from html import unescape
from typing import Any

from generator.check.impostor_names import check_name, check_words
from generator.check.keys import Keys, items_of
from generator.check.locale_codes import (
    COUNTRIES,
    capitalised,
    code_for,
    code_of_language,
    good_language,
)
from generator.check.other_dates import day_meant
from generator.diagnostics.diagnostics import Fix, Place, counted
from generator.diagnostics.suggest import did_you_mean
from generator.model.address import SLUG, slugify
from generator.model.partial_date import PartialDate, read_partial_date
from generator.read.file_names import problem_of_name
from generator.read.links.address_kinds import (
    AUTHORITY,
    CATALOGUE,
    KEY,
    LOCAL_WEB,
    MAIL,
    PATH,
    SCHEMA_TYPE,
    SITE,
    UNSUBSCRIBE,
    WEB,
    WEB_ADDRESS,
    AddressKind,
)
from generator.read.tables import table
from generator.read.yaml import Mapping, Node, Scalar, Sequence, written
from generator.read.yaml_slips import in_quotes, mark_without_other, within_other_quotes

_NO_NAMES = frozenset(("none", "no", "nobody", "denied", "answered", "none found", "not searched"))
"""What people write in place of a record that begins with somebody's name."""
_STILL = frozenset(("now", "null", "ongoing", "present", "today", "current", "-", "~", "?"))
"""What people write for an end that has not come."""
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_BLANK = re.compile(r"<[^<>]*>")
"""A blank of a form, such as `<outlet>`."""
_PART = re.compile(r"\w+: (?:<[^<>]*>|[^,]*)")
"""A key of a form and its blank, in which commas may be."""
_MARKED = re.compile(
    r"(?<![\w*])(?!__[a-z]+__)(?P<mark>\*\*?|__|~~|`)(?=[^\s*_~`])[^*~`]*(?<=\S)(?P=mark)(?![\w*])|\[\[[^\[\]]+\]\]"
    r"|(?<!\S):[a-z]+(?:_[a-z]+)*:(?!\S)|(?<![A-Z0-9:\\/])\\n(?!\w*[\\/.])|\[[^\[\]]+\]\((?:https?:/)?/[^\s()]*\)|\{\{[^{}]*\}\}|\{%[^{}]*%\}"
    r"|</?(?:a|b|i|u|em|strong|p|br|div|span|sup|sub)(?:\s[^<>]*)?/?>"
    r"|&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip|#x?[0-9a-fA-F]{1,6});"
)
"""Matches what people paste into a title or a summary that has no markup."""
_ASSIGNED = re.compile(r"\A\w+ += *")
"""A key and an equals sign before its value."""
_FLAGS = {
    "yes": "true",
    "on": "true",
    "true": "true",
    "no": "false",
    "off": "false",
    "false": "false",
}
Row = Keyed[str, Any]
"""What `written_values.toml` says about a key."""
_TABLE = table("generator.data", "written_values")
_LONGEST = {kind: row["limit"] for kind, row in _TABLE["types"].items()}
"""Type of text → maximum characters; of a list, maximum items."""
_TEXT, _ITEMS = _LONGEST["text"], _LONGEST["list"]
ARTICLE, TERM = _TABLE["article"], _TABLE["term"]
"""The rows of the keys of an article and of a term."""
ROWS: Keyed[str, Row] = _TABLE
"""The other rows; `page`, `site`, `taxonomy`, `kind` and `identifier` are records."""
_ADDRESSES = {
    "catalogue": CATALOGUE,
    "domain": AUTHORITY,
    "email": MAIL,
    "key": KEY,
    "local_url": LOCAL_WEB,
    "path": PATH,
    "schema_type": SCHEMA_TYPE,
    "site": SITE,
    "unsubscribe": UNSUBSCRIBE,
    "url": WEB,
}
"""Type of an address or name → the kind that checks it."""
STANCES: tuple[str, ...] = tuple(ARTICLE["response"]["items"]["keys"]["stance"]["choices"])
"""What an answer may be, from the one that says most to the one that says least."""
_RETIRED = table("generator.read", "gone")["values"]
"""Key and value of an earlier version → the help line of whoever writes it."""


class Fields(Keys):
    """The values of a mapping's keys, each read as the type that its field must have."""

    def text(
        self, key: str, item: Node | None = None, *, required: str = "", most: int = _TEXT
    ) -> str:
        """Read words: one line, in which mixed alphabets are a warning; see `line`."""
        value = self.line(key, item, required=required, most=most)
        check_words(value, item.place if item else self.place(key), self.report)
        return value

    def name(
        self, key: str, item: Node | None = None, *, required: str = "", most: int = _TEXT
    ) -> str:
        """Read a name, such as an outlet's: mixed alphabets are an error; see `line`."""
        node = item or self.required(key, required)
        if node is None:
            return ""
        value = self.line(key, self.bare(node, key), required=required, most=most)
        check_name(value, node.place, self.report)
        return value

    def line(
        self, key: str, item: Node | None = None, *, required: str = "", most: int = _TEXT
    ) -> str:
        """Read one line of text, in whatever letters: the value of a key, or an item of its list.

        Args:
            key: Its key.
            item: The item of a list; if None, it is the value of the key.
            required: What to write if the key is missing; empty for an optional key.
            most: Maximum characters; more are an error.
        """
        node = item or self.required(key, required)
        if node is None:
            return ""
        value = self._line(node, key, required)
        if inner := _in_other_quotes(node):
            both = value.replace("\\", "\\\\")
            help_line = f"write {key}: {in_quotes(inner)}"
            if '"' not in value:
                help_line += f'; to show them, write both: {key}: "{both}"'
            self._report_quotes(node, ", so readers see them", help_line)
        elif mark := mark_without_other(value):
            message = f"the quotation mark {mark} stands alone"
            help_line = f"write {key}: {in_quotes(value.strip(mark))}, or add the other mark"
            self.report.add(node.place, "odd-quotes", message, help_line)
        if len(value) > most:
            message = f"'{self.within}{key}' has {len(value):,} characters, "
            message += f"but at most {most:,} are allowed"
            help_line = "shorten it; details belong in the text"
            self.report.add(node.place, "too-long", message, help_line)
        return value[:most]

    def _line(self, node: Node, key: str, required: str) -> str:
        """The text of a node with single spaces; "" after reporting a wrong type or no text."""
        value = written(node)
        if node.kind not in ("text", "empty"):
            help_line = f'put one line of text in quotes: {key}: "{value[:40] or "…"}"'
            if isinstance(node, Sequence) and node.items:
                first = written(node.items[0])[:100]
                help_line = f'write one value, not a list: {key}: "{first or "…"}"'
            fix = Fix("text", value) if isinstance(node, Scalar) else None
            self.wrong_type(node, key, "text", help_line, fix)
            return ""
        if node.kind == "empty" or not value.strip():
            message = f"'{self.within}{key}' is empty"
            help_line = f"write {required}" if required else "write a value, or delete the key"
            self.report.add(node.place, "empty-value", message, help_line)
            return ""
        if "\n" in value.strip():
            message = f"'{self.within}{key}' has a line break, which is published as a space"
            help_line = "write it on one line, or fold it with >-"
            self.report.add(node.place, "line-break", message, help_line)
        return " ".join(value.split())

    def bare(self, node: Node, key: str = "", *, is_text: bool = True) -> Node:
        """A value without the quotation marks of other programs around it, which are reported.

        Args:
            node: The value as it is written.
            key: Its key; "" for an item of a list.
            is_text: If false, the words are read as without quotes: as true, or as a number.
        """
        inner = _in_other_quotes(node)
        if not inner:
            return node
        shown = in_quotes(inner) if is_text else inner
        help_line = f"write {key}: {shown}" if key else f"write {shown}"
        fix = Fix("text" if is_text else "plain", inner)
        self._report_quotes(node, "", help_line, fix)
        return Scalar(inner, not is_text, node.place)

    def _report_quotes(self, node: Node, so: str, help_line: str, fix: Fix | None = None) -> None:
        marks = written(node).strip()
        message = f"{marks[0]} and {marks[-1]} are not quotation marks of YAML{so}"
        self.report.add(node.place, "odd-quotes", message, help_line, fix)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Read true or false, written without quotes."""
        node = self.get(key)
        if node is None:
            return default
        node = self.bare(node, key, is_text=False)
        value = _FLAGS.get(written(node).lower())
        if node.kind == "true or false":
            return value == "true"
        fix = Fix("plain", value) if value else None
        quotes = "" if isinstance(node, Scalar) and node.plain else ", without quotes"
        help_line = f"write {key}: {value or 'true'}{quotes}"
        self.wrong_type(node, key, "true or false", help_line, fix)
        return default

    def number(self, key: str, *, default: int, most: int) -> int:
        """Read a whole number from 1 up to `most`."""
        node = self.get(key)
        if node is None:
            return default
        node = self.bare(node, key, is_text=False)
        value = written(node)
        if node.kind == "number" and value.isascii() and value.isdigit():
            # Python refuses to read thousands of digits.
            number = int(value[:12])
            if 1 <= number <= most:
                return number
        self.wrong_type(node, key, f"a whole number from 1 to {most:,}", f"write {key}: {default}")
        return default

    def date(self, key: str, *, required: bool = False) -> dt.date | None:
        """Read a date, written as year-month-day with or without quotes; None if it is invalid."""
        node = self.required(key, f"{key}: YYYY-MM-DD" if required else "")
        if node is None:
            return None
        node = self.bare(node, key)
        value = written(node)
        problem = "is not a date"
        if match := _DATE.match(value):
            try:
                return dt.date(*map(int, match.groups()))
            except ValueError:
                problem = "is not in the calendar"
        self._not_a_date(node, key, problem, f"write year-month-day: {key}: YYYY-MM-DD")
        return None

    def partial_date(self, key: str) -> PartialDate | None:
        """Read a date, a month or a year, as in 2003-05-16, 2003-05 and 2003.

        Quotes are optional. The result is None if the value is absent or invalid.
        """
        node = self.get(key)
        if node is None:
            return None
        node = self.bare(node, key)
        value = written(node)
        found = read_partial_date(value)
        if found is None:
            problem = "is not a date, a month or a year"
            if _DATE.match(value):
                problem = "is not in the calendar"
            help_line = f"write a day, month or year: {key}: YYYY-MM-DD, YYYY-MM or YYYY"
            if key == "until" and value.casefold() in _STILL:
                help_line = "delete it: what has no end goes on"
            self._not_a_date(node, key, problem, help_line)
        return found

    def _not_a_date(self, node: Node, key: str, problem: str, help_line: str) -> None:
        value = written(node)
        day = day_meant(value)
        fix = Fix("plain", str(day)) if day else None
        if day:
            help_line = f"write year-month-day: {key}: {day}"
        if node.kind in ("list", "mapping", "number", "true or false"):
            self.wrong_type(node, key, "a date", help_line, fix)
        else:
            message = f"'{value[:40]}' {problem}"
            self.report.add(node.place, "bad-date", message, help_line, fix)

    def address(self, key: str, kind: AddressKind, *, required: str = "") -> str:
        """Read an address of some kind, and return it as written.

        It ends in a link, a feed, a header or an e-mail, so each kind has strict rules.
        """
        node = self.required(key, required)
        if node is None:
            return ""
        value = self.line(key, self.bare(node, key), required=required, most=kind.most)
        return value if value and self.good_address(value, self.place(key), kind) else ""

    def good_address(self, value: str, place: Place, kind: AddressKind) -> bool:
        """Whether a value is an address of its kind; a problem is reported if it is not."""
        reason = kind.problem(value)
        if not reason:
            check_words(value, place, self.report)
            return True
        # Within braces, YAML needs quotes around braces.
        example = f'"{kind.example}"' if "{" in kind.example else kind.example
        meant = kind.meant(value)
        help_line = f"write {meant}" if meant else f"write it as {example}"
        message = f"'{value[:60]}' is not {kind.title}: {reason}"
        self.report.add(place, "bad-url", message, help_line)
        return False

    def language(self, key: str) -> str:
        """Read a language tag (BCP 47, RFC 5646), such as `en`, `az`, `zh-Hant` or `pt-BR`."""
        node = self.get(key)
        if node is None:
            return ""
        value = self.text(key, self.bare(node, key), most=_LONGEST["language"])
        if value.endswith("-UK") and good_language(value):
            tag = f"{value.removesuffix('-UK')}-GB"
            message = f"'{value}' is not a language tag: the code of the United Kingdom is GB"
            help_line = f"did you mean '{tag}'?"
            self.problem(key, "bad-language", message, help_line, Fix("text", tag))
            return ""
        if not value or good_language(value):
            return value
        tag = capitalised(value)
        fix = Fix("text", tag) if good_language(tag) else None
        help_line = _meant_language(value, "write a code such as en, az, ru or pt-BR")
        self.problem(key, "bad-language", f"'{value}' is not a language tag", help_line, fix)
        return ""

    def languages(self, help_line: str) -> Iterator[str]:
        """Yield the keys that are language tags; report the others.

        `help_line` says what may be written as a key.
        """
        for tag, (key, _) in self.mapping.entries.items():
            if good_language(tag):
                yield tag
            else:
                self.known.append(tag)
                message = f"'{tag[:40]}' is not a language tag"
                meant = _meant_language(tag, help_line)
                self.report.add(key.place, "bad-language", message, meant)

    def country(self, key: str) -> str:
        """Read a country code (ISO 3166-1 alpha-2)."""
        node = self.get(key)
        return self.country_of(node) if node is not None else ""

    def country_of(self, node: Node) -> str:
        """Read a node as a country code; `NO` without quotes is Norway."""
        node = self.bare(node)
        value = written(node)
        if value in COUNTRIES:
            return value
        if not isinstance(node, Scalar):
            help_line = "write one code alone, in two capitals"
            kind = node.kind
            message = f"a country must be text, but is a {kind}"
            self.report.add(node.place, "bad-country", message, help_line)
            return ""
        code, is_exact, help_line = code_for(value)
        fix = Fix("text", code) if is_exact else None
        message = f"'{value[:40]}' is not a country code"
        self.report.add(node.place, "bad-country", message, help_line, fix)
        return ""

    def slug(self, key: str) -> str:
        """Read a slug: lower-case ASCII letters, digits and single hyphens."""
        node = self.get(key)
        if node is None:
            return ""
        value = self.text(key, self.bare(node, key), most=_LONGEST["slug"])
        return value if value and self.good_slug(value, self.place(key)) else ""

    def good_slug(self, value: str, place: Place) -> bool:
        """Whether a text can be part of an address; a problem is reported if it cannot."""
        if SLUG.match(value) and len(value) <= _LONGEST["slug"]:
            message, help_line = problem_of_name(value), "add a word"
            if not message:
                return True
        else:
            message = f"'{value[:60]}' is not a slug"
            help_line = "use a-z, 0-9 and single hyphens: <word>-<word>"
            last = value.rstrip("/").rpartition("/")[2]
            plain = slugify(value)
            if last != value and SLUG.match(last):
                help_line = f"write the slug alone: {last}"
            elif SLUG.match(plain) and len(plain) <= _LONGEST["slug"]:
                help_line = f"use a-z, 0-9 and single hyphens: {plain}"
        self.report.add(place, "bad-slug", message, help_line)
        return False

    def choice(self, key: str, choices: Iterable[str], *, required: str = "") -> str:
        """Read one of a closed list of values; "" after reporting any other."""
        allowed = list(choices)
        node = self.required(key, required)
        if node is None:
            return ""
        node = self.bare(node, key)
        value = written(node)[:60]
        if node.kind not in ("number", "date", "true or false"):  # quotes would not help these
            value = self.text(key, node)
        if not value or value in allowed:
            return value
        otherwise = f"write one of {', '.join(allowed)}" if allowed else f"leave '{key}' out"
        retired = _RETIRED.get(f"{key}: {value}")
        help_line = retired or did_you_mean(value, allowed, otherwise)
        self.problem(key, "bad-choice", f"'{value}' is not a known {key}", help_line)
        return ""

    def items(
        self,
        key: str,
        *,
        most: int = _ITEMS,
        example: str = "",
        has_spaces: bool = True,
        meant: tuple[str, ...] = (),
    ) -> tuple[Node, ...]:
        """The items of a list; an absent, empty or invalid list has none.

        `example` is an item, for the help line, which splits a text between words if items cannot
        have spaces (`has_spaces`); `meant` are the items that a text in place of the list names.
        """
        self.lists.add(key)
        node = self.get(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            instead = self._as_list(node, key, example, meant, has_spaces=has_spaces)
            self.wrong_type(node, key, "a list", *instead)
            return ()
        if len(node.items) > most:
            message = f"'{self.within}{key}' has {len(node.items):,} values, "
            message += f"but at most {most} are allowed"
            self.report.add(node.place, "too-many", message, "keep those that matter to a reader")
            return ()
        return node.items

    def _as_list(
        self, node: Node, key: str, example: str, meant: tuple[str, ...], *, has_spaces: bool
    ) -> tuple[str, Fix | None]:
        """Say how to write a value as a list.

        It is certain for one item, and for items without spaces; others may have commas in them.
        """
        value = written(node)
        if isinstance(node, Mapping) and all(
            one.kind == "empty" for _, one in node.entries.values()
        ):
            value = ", ".join(node.entries)
        if example or not value:
            return f"write it in brackets: {key}: [{example or '<item>'}]", None
        items = meant or items_of(value, has_spaces=has_spaces)
        if not items:
            return f"write each one in brackets: {key}: [<item>, <item>]", None
        help_line = f"write it in brackets: {key}: [{', '.join(items)[:160]}]"
        is_certain = len(items) == 1 or not has_spaces
        return help_line, Fix("list", items=items) if is_certain else None

    def placed_texts(
        self, key: str, *, most: int = _ITEMS, longest: int = _TEXT
    ) -> Iterator[tuple[str, Place]]:
        """Yield the different texts of a list with their places; a repeated one is a warning."""
        seen: set[str] = set()
        for node in map(self.bare, self.items(key, most=most)):
            value = self.text(key, node, most=longest)
            if value in seen:
                message = f"'{value}' is listed twice in '{self.within}{key}'"
                fix = Fix("remove")
                self.report.add(node.place, "repeated-value", message, "keep one of the two", fix)
            elif value:
                seen.add(value)
                yield value, node.place

    def texts_of(self, key: str, row: Row) -> Iterator[tuple[str, Place]]:
        """Yield the different texts of a list with their places, within its limits."""
        longest = _LONGEST.get(row["items"]["type"], _TEXT)
        return self.placed_texts(key, most=row.get("limit", _ITEMS), longest=longest)

    def record(
        self, key: str, example: str = "<key>: <value>", inner: tuple[str, ...] = ()
    ) -> "Fields":
        """Read a nested mapping; the result is not `given` if it is absent or not a mapping.

        The help line shows `example`, a form with placeholders. The `inner` keys are those that
        people often write without indentation.
        """
        node = self.get(key)
        self.inner[key] = inner
        if node is None or isinstance(node, Mapping):  # most are, and a form takes time
            return self._record_of(node, key, "")
        form = self._filled(example, inner, node)
        return self._record_of(node, key, f"write {key}: {{{form}}}")

    def records(
        self, key: str, *, example: str = "<key>: <value>", most: int = _ITEMS
    ) -> "Iterator[Fields]":
        """Read a list of nested mappings; see `record`."""
        form = self._filled(example, (), self.mapping.at(key)) if self.has(key) else ""
        for node in self.items(key, most=most, example=f"{{{form}}}"):
            form = "" if isinstance(node, Mapping) else self._filled(example, (), node)
            fields = self._record_of(node, key, f"write {key}: [{{{form}}}]")
            if fields.given:
                yield fields

    def one_or_more(self, key: str, row: Row) -> "Iterator[Fields]":
        """Read a list of nested mappings, or one without the list."""
        items = row["items"]
        if isinstance(self.mapping.at(key), Sequence):
            yield from self.records(key, example=form(items), most=row["limit"])
            return
        fields = self.record(key, form(items), tuple(items["keys"]))
        if fields.given:
            yield fields

    def value(self, key: str, row: Row, *, needed: bool = False) -> Any:  # noqa: ANN401 (a row's)
        """Read a value of the type that its row in `written_values.toml` gives it."""
        kind, write = row["type"], f"{key}: {blank(row)}" if needed else ""
        if kind == "list":
            return tuple(text for text, _ in self.texts_of(key, row))
        if kind == "record":
            return self.record(key, form(row), tuple(row["keys"])).values(row)
        if kind == "choice":
            return self.choice(key, row["choices"], required=write) or row.get("default", "")
        if kind == "day":
            return self.date(key, required=needed)
        if kind == "boolean":
            return self.flag(key, default=row.get("default", False))
        if kind == "number":
            return self.number(key, default=row["default"], most=row["limit"])
        if kind in _ADDRESSES:
            return self.address(key, _ADDRESSES[kind], required=write) or row.get("default", "")
        if kind in _READERS:
            found = _READERS[kind](self, key)
            return found or row.get("default", found)
        return self._text_of(key, row, write)

    def _text_of(self, key: str, row: Row, write: str) -> str:
        read = self.name if row.get("name") else self.text
        value = read(key, required=write, most=row.get("limit", _TEXT))
        if not row.get("markdown"):
            self._check_plain(key, value)
        least = row.get("least", 0)  # of characters, which is only recommended
        if value and len(value) < least:
            message = f"'{self.within}{key}' has only {counted(len(value), 'character')}"
            self.problem(key, "too-short", message, f"write {least} characters or more")
        return value

    def _check_plain(self, key: str, value: str) -> None:
        """Report marks of Markdown, HTML or a template in a text that pages show as it is."""
        if any(sign in value for sign in "*[<&{_~`:\\") and (found := _MARKED.search(value)):
            message = (
                f"'{found[0][:40]}' is shown as it is typed: '{self.within}{key}' has no markup"
            )
            character = unescape(found[0])
            is_shown = character != found[0] and character.isprintable()
            help_line = f"write {character}" if is_shown else "write the words alone"
            if found[0].startswith("\\"):
                help_line = "write a space in its place"
            self.problem(key, "other-markup", message, help_line)

    def values(self, row: Row) -> dict[str, Any]:
        """Read all keys of a record by its row; those of an absent one are empty."""
        return self.rest(row["keys"], row["required"])

    def rest(self, rows: Keyed[str, Row], required: Iterable[str] = ()) -> dict[str, Any]:
        """Read by its row each key that nobody has read yet; rows without a type are no keys.

        Help lines then list the keys in the order of the rows.
        """
        read = {*self.known}
        own = {key: row for key, row in rows.items() if "type" in row}
        values = {
            key: self.value(key, row, needed=key in required)
            for key, row in own.items()
            if key not in read
        }
        self.known = [*dict.fromkeys((*own, *self.known))]
        return values

    def _filled(self, example: str, inner: tuple[str, ...], node: Node | None) -> str:
        """Put what the author wrote into the blanks of a form that it fits.

        That is an address or a text in place of the record, a list of its values, and the record's
        own keys beside it.
        """
        parts = _PART.findall(example)
        if filled := _from_items(node, example) or _from_values(node, parts):
            return filled
        typed = _ASSIGNED.sub("", written(node)[:200])
        if node is not None and node.kind == "true or false":
            typed = ""
        found = WEB_ADDRESS.search(typed)
        address = found[0] if found else ""
        words = typed.replace(address, "").strip(" ,;:|()[]<>–-")
        # An article's own date, beside the record, is no date of the record.
        strays = [name for name in inner if name not in self.known]
        beside = {name: written(self.mapping.at(name)) for name in strays}
        if isinstance(node, Mapping):
            beside |= {name: written(value) for name, (_, value) in node.entries.items()}
        for part in parts:
            name, _, blank = part.partition(": ")
            value = beside.get(name, "")
            if not value and blank == "<address>":
                value, address = address, ""
            elif not value and (day := day_meant(words)):
                value, words = (str(day), "") if blank == "YYYY-MM-DD" else ("", words)
            elif not value and _fits(words, name, blank):
                value, words = words, ""
            elif value == words:
                words = ""
            if value:
                example = example.replace(part, f"{name}: {value}")
        return example

    def _record_of(self, node: Node | None, key: str, help_line: str) -> "Fields":
        if isinstance(node, Mapping):
            fields = Fields(node, self.report, f"{self.within}{key}")
            self.parts.append(fields)
            return fields
        if node is not None:
            if node.kind == "empty" and self.inner.get(key):
                help_line = f"indent the lines below '{key}:' by two spaces"
            self.wrong_type(node, key, "a set of keys", help_line)
        return Fields(None, self.report)


def _fits(words: str, name: str, blank: str) -> bool:
    """Whether the words in place of a record can be its value with this name and blank."""
    if name in ("name", "who") and (words.endswith((".", "!", "?")) or words in _NO_NAMES):
        return False
    return (
        words in blank.strip("<>").split(" | ") if " | " in blank else bool(_BLANK.fullmatch(blank))
    )


def _from_values(node: Node | None, parts: list[str]) -> str:
    """The record whose values were written as a list, in the order of the parts, or without one."""
    names = [part.partition(": ")[0] for part in parts]
    if isinstance(node, Mapping):  # a record whose list is missing
        own = {name: written(value) for name, (_, value) in node.entries.items()}
        is_whole = all(own.values()) and own.keys() >= set(names)
        return ", ".join(f"{name}: {own[name][:100]}" for name in own) if is_whole else ""
    blanks = {part.partition(": ")[2] for part in parts}
    given = tuple(map(written, node.items)) if isinstance(node, Sequence) else ()
    if len(blanks) == 1 < len(parts):
        given = given or items_of(written(node))
    if not names or len(given) != len(names) or not all(given):
        return ""
    pairs = zip(names, given, strict=True)
    return ", ".join(f"{name}: {value[:100]}" for name, value in pairs)


def _from_items(node: Node | None, example: str) -> str:
    """The keys of a record that was written as a list of them, with or without values."""
    if not isinstance(node, Sequence):
        return ""
    pairs = [item.entries.values() for item in node.items if isinstance(item, Mapping)]
    values = [(key.value, written(value)) for entries in pairs for key, value in entries]
    if values and len(pairs) == len(node.items) and all(value for _, value in values):
        return ", ".join(f"{key}: {value[:60]}" for key, value in values)
    key, _, value = example.partition(": ")
    items = [written(item)[:60] for item in node.items]
    if items and all(items) and _BLANK.fullmatch(key) and not value.startswith("{"):
        return ", ".join(f"{item}: {value}" for item in items)
    return ""


def _in_other_quotes(node: Node) -> str:
    """The words of a value without quotes that has those of other programs around it; else ""."""
    is_bare = isinstance(node, Scalar) and node.plain
    return within_other_quotes(written(node).strip()) if is_bare else ""


def _meant_language(written: str, otherwise: str) -> str:
    """A help line with the language tag that a text means, or another line if it means none."""
    tag = capitalised(written)
    guess = tag if good_language(tag) else code_of_language(written)
    return f"did you mean '{guess}'?" if guess else otherwise


def form(row: Row) -> str:
    """Write the form of a record, for help lines."""
    return ", ".join(f"{key}: {text}" for key, one in row["keys"].items() if (text := blank(one)))


def blank(row: Row) -> str:
    """What help lines show for a value: its blank, or its choices; "" if it need not be written."""
    if row["type"] == "choice":
        return f"<{' | '.join(row['choices'])}>"
    return str(row.get("write", ""))


_READERS: dict[str, Callable[[Fields, str], Any]] = {
    "country": Fields.country,
    "language": Fields.language,
    "partial_day": Fields.partial_date,
    "slug": Fields.slug,
}
