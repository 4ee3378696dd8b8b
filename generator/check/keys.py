"""Read the keys of a mapping; report those that are unknown, misspelled, misplaced or missing."""

import re

from generator.diagnostics.diagnostics import Fix, Place, Report, counted
from generator.diagnostics.suggest import almost, nearest
from generator.read.tables import table
from generator.read.yaml import Mapping, Node, Scalar, Sequence, written

_MOST_UNKNOWN = 100
"""Unknown keys of a mapping that are reported one by one, with what each may have meant."""
_GRAVE = "retracted"
"""No fix makes a retraction of a slip."""
_JOINED = re.compile(r"(?<=\S) (?:and|&) (?=\S)")
"""What joins the items of a list in a sentence: it may also be a part of a name."""
_BETWEEN = re.compile(r"\s*[,;]\s*")
_DASH = re.compile(r"(?:\A| )-+ ?(?=\S)")
_APART = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+|[A-Z]{2,6}")
"""A slug or an acronym: several of these with spaces between are several items."""
_RETIRED = table("generator.read", "gone")["keys"]
"""File and key of an earlier version → what is done without it."""
_RETIRED_OF_TERMS = table("generator.read", "gone")["registry"]
"""Key of a term in an earlier version → likewise."""


def items_of(text: str, *, has_spaces: bool = True) -> tuple[str, ...]:
    """Split a text into the items of a list; () if it is not certain where an item ends.

    A dash without a space after it is a part of a text, as YAML reads it. If items never have
    spaces (`has_spaces`), slugs and acronyms with spaces between them are several.
    """
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if text.startswith("-"):
        text = ",".join(_DASH.split(text))
    if all(word.startswith("#") for word in text.split()):
        return tuple(word.lstrip("#") for word in text.split())
    parts = [part for part in _BETWEEN.split(_JOINED.sub(", ", text).strip()) if part]
    words = text.replace(" and ", " ").replace(" & ", " ").split()
    if not has_spaces and all(map(_APART.fullmatch, words)):
        return tuple(words)
    is_certain = not _JOINED.search(text) and (has_spaces or not any(" " in part for part in parts))
    return tuple(parts) if is_certain else ()


class Keys:
    """The keys of a mapping, which remembers those that were asked for.

    `finish` reports all other keys. Without a mapping, all keys are absent, and none is reported.
    `within` is the path of a nested mapping, as messages name it. `listed` says which page
    lists the keys; without it, a help line lists them.
    """

    def __init__(
        self, mapping: Mapping | None, report: Report, within: str = "", listed: str = ""
    ) -> None:
        self.given = mapping is not None
        self.mapping = mapping or Mapping({}, Place(""))
        self.report = report
        self.within = f"{within}." if within else ""
        self.listed = listed
        self.known: list[str] = []
        self.absent: list[tuple[str, str]] = []
        """The required keys that are absent, each with an example of what to write."""
        self.lists: set[str] = set()
        """The keys whose values are lists."""
        self.inner: dict[str, tuple[str, ...]] = {}
        self.parts: list[Keys] = []
        self.other_words: dict[str, str] = {}
        """Another word for a key, such as `person` for the key of a list of people."""
        self.elsewhere: dict[str, str] = {}
        """Key of another system → the help line that says what to do instead."""

    def get(self, key: str) -> Node | None:
        """Return the value of a key, and mark the key as read."""
        self.known.append(key)
        return self.mapping.at(key)

    def required(self, key: str, example: str) -> Node | None:
        """Return the value of a key; report an absent one unless the `example` to write is ""."""
        node = self.get(key)
        if node is None and example:
            self.missing(key, example)
        return node

    def has(self, key: str) -> bool:
        """Whether the key is present."""
        return key in self.mapping.entries

    def place(self, key: str) -> Place:
        """The place of a key's value; the mapping's place if the key is absent."""
        return (self.mapping.at(key) or self.mapping).place

    def problem(
        self, key: str, code: str, message: str, help_line: str, fix: Fix | None = None
    ) -> None:
        """Report a problem with the value of a key."""
        self.report.add(self.place(key), code, message, help_line, fix)

    def missing(self, key: str, example: str) -> None:
        """Have `finish` report an absent required key, and the `example` to write."""
        self.absent.append((key, example))

    def finish(self) -> None:
        """Report absent required keys and those that were not read, here and in nested mappings.

        A required key is not reported beside a misspelling of it, which is reported with its value.
        All keys that were read are known only now: `date_of` is none of `date`.
        """
        for part in self.parts:
            part.finish()
        known = set(self.known)
        unknown = [key for key in self.mapping.entries if key not in known]
        lost = self.mapping.lost
        typed = unknown + [key for key in lost if key not in known]
        for key, example in self.absent if self.given else ():
            is_slip = any(word.startswith(f"{key}:") or self._meant(word, [key]) for word in typed)
            if key not in lost and not is_slip:
                message = f"'{self.within}{key}' is missing"
                self.report.add(self.mapping.place, "missing-key", message, f"write {example}")
        for key in unknown[:_MOST_UNKNOWN]:
            name, value = self.mapping.entries[key]
            file = name.place.path.rpartition("/")[2]
            path = f"{self.within}{key}"
            in_term = path.partition(".")[2]
            if retired := _RETIRED.get(f"{file} {path}") or _RETIRED_OF_TERMS.get(in_term):
                message = f"'{self.within}{key}' has been retired: {retired}"
                self.report.add(name.place, "retired-key", message, "delete it")
                continue
            message = f"'{self.within}{key[:60]}' is not a key"
            help_line, fix = self._instead_of(key, value)
            self.report.add(name.place, "unknown-key", message, help_line, fix)
        if len(unknown) > _MOST_UNKNOWN:
            name, _ = self.mapping.entries[unknown[_MOST_UNKNOWN]]
            count = counted(len(unknown) - _MOST_UNKNOWN, "more word")
            message = f"{count} from here on are no keys"
            self.report.add(name.place, "unknown-key", message, "delete them")

    def _meant(self, typed: str, keys: list[str]) -> str:
        """The key of some that a text may mean; "" if none is near."""
        words = {word: key for word, key in self.other_words.items() if key in keys}
        return nearest(typed, [*keys, *words], words)

    def _instead_of(self, key: str, value: Node) -> tuple[str, Fix | None]:
        """Say what to write for an unknown key; it is fixed if the one that is meant is absent."""
        word, colon, rest = key.partition(":")
        if colon and rest:
            return f"write a space after the colon: {word}: {rest[:60]}", None
        for above, inner in self.inner.items():
            if key in inner and written(self.mapping.at(above)):
                return f"delete this line once '{above}' has it", None
            if key in inner:
                shown = _shown(key, value)
                return f"'{key}' belongs below '{above}:', after two spaces:   {shown}", None
        if key.lower() in self.elsewhere:
            return self.elsewhere[key.lower()], None
        meant = self._meant(key, self.known)
        if not meant:
            return self.listed or f"the keys here are {', '.join(dict.fromkeys(self.known))}", None
        if self.has(meant) or meant in self.mapping.lost:
            place = self.mapping.lost.get(meant)
            line = (place or self.mapping.entries[meant][0].place).line
            return f"'{meant}' is in line {line}: move the value there", None
        shown = _shown(meant, value, as_list=meant in self.lists)
        help_line = f"did you mean '{meant}'? write {shown}"
        words = [word for word, other in self.other_words.items() if other == meant]
        is_slip = meant != _GRAVE and almost(key, [meant, *words], letters_a_slip=len(key))
        return help_line, Fix("key", meant) if is_slip else None

    def wrong_type(
        self, node: Node, key: str, wanted: str, help_line: str, fix: Fix | None = None
    ) -> None:
        """Report a value of the wrong type."""
        kind = node.kind
        if kind in ("list", "mapping", "number", "date"):
            kind = f"a {kind}"
        value = written(node)[:40]
        said = f" ({value})" if value else ""
        message = f"'{self.within}{key}' must be {wanted}, but is {kind}{said}"
        self.report.add(node.place, "wrong-type", message, help_line, fix)


def _shown(key: str, value: Node, *, as_list: bool = False) -> str:
    """Show a line with a key and the value that somebody wrote; what is not short is left out."""
    text = written(value)[:160]
    if isinstance(value, Scalar) and not value.plain:
        text = f'"{text}"'
    if isinstance(value, Sequence):
        items = [written(item) for item in value.items]
        text = f"[{', '.join(items)[:160]}]" if all(items) else "…"
    elif as_list and text:
        text = f"[{', '.join(items_of(text)) or '<item>, <item>'}]"
    return f"{key}: {text or '…'}"
