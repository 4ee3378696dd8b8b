"""Read the keys of a mapping; report those that are unknown, misspelled, misplaced or missing."""

import re
from collections.abc import Callable
from collections.abc import Mapping as Map

from generator.diagnostics.diagnostics import Fix, Place, Report, counted
from generator.diagnostics.suggest import nearest, only_slip
from generator.read.tables import table
from generator.read.yaml import Mapping, Node, Scalar, written

_MOST_UNKNOWN = 100
"""Unknown keys of a mapping that are reported one by one, with what each may have meant."""


_BLANK = re.compile(r"<(?!address)[^>]*>")
"""A blank of a form that any text can fill."""


def filled_example(example: str, typed: str) -> str:
    """Put the written value into the blank of a form that it fits: a day, an address or a text."""
    if not typed:
        return example
    if typed.startswith(("http://", "https://")):
        return example.replace("<address>", typed, 1)
    if typed[:1].isdigit():
        return example.replace("YYYY-MM-DD", typed, 1)
    return _BLANK.sub(lambda _: typed, example, count=1)


_OTHER_WORDS: Map[str, str] = table(__package__, "keys")["other_words"]
"""Keys of other programs, and what they are called here."""

Listed = tuple[tuple[str, ...], bool]
"""The items that a text stands for, and whether that is certain."""
ToItems = Callable[[str], Listed]


def as_items(text: str) -> Listed:
    """Write a text as the items of a list; a comma makes their number uncertain."""
    return (text,), "," not in text


def may_mean(typed: str, key: str, singulars: Map[str, str]) -> bool:
    """Whether an unknown key was probably written instead of another."""
    if typed.startswith(f"{key}:") or _OTHER_WORDS.get(typed.casefold()) == key:
        return True
    _, is_certain = meant_key(typed, [key], singulars)
    return is_certain


def meant_key(typed: str, unused: list[str], singulars: Map[str, str]) -> tuple[str, bool]:
    """The key that a mistyped one means, and whether that is certain; "" if nothing is near.

    `unused` are the valid keys that the mapping lacks; `singulars` maps words such as `person` to
    the keys of lists of them.
    """
    word = typed.casefold().replace("-", "_")
    slip = only_slip(typed, unused)
    if slip:
        return slip, True
    named = singulars.get(word.removesuffix("s"), "")
    if named in unused:
        return named, True
    other = _OTHER_WORDS.get(word, "")
    near = (key for key in unused if key != "retracted")  # nobody retracts by a slip
    return (other if other in unused else nearest(typed, near) or ""), False


def help_for_key(typed: str, value: Node, meant: str, to_items: ToItems, parent: str = "") -> str:
    """Say what to write for an unknown key, which may belong below a `parent`."""
    if parent:
        return f"'{typed}' belongs below '{parent}:': indent it by two spaces there"
    word, colon, rest = typed.partition(":")
    if colon and rest:
        return f"write a space after the colon: {word}: {rest[:60]}"
    if not meant:
        return "the contribute page lists all keys"
    is_list = meant.endswith("s") or to_items is not as_items
    if is_list and isinstance(value, Scalar) and value.value:
        items, _ = to_items(value.value)
        return f"did you mean '{meant}'? write {meant}: [{', '.join(items)[:80]}]"
    return f"did you mean '{meant}'?"


class Keys:
    """The keys of a mapping, which remembers those that were asked for.

    `finish` reports all other keys. Without a mapping, all keys are absent, and none is reported.
    `within` is the path of a nested mapping, as messages name it.
    """

    def __init__(self, mapping: Mapping | None, report: Report, within: str = "") -> None:
        self.given = mapping is not None
        self.mapping = mapping or Mapping({}, Place(""))
        self.report = report
        self.within = f"{within}." if within else ""
        self.known: list[str] = []
        self.inner: dict[str, tuple[str, ...]] = {}
        self.parts: list[Keys] = []
        self.singulars: dict[str, str] = {}
        """A word in lower case, such as `person`, for a key that lists such things."""
        self.to_items: dict[str, ToItems] = {}
        """A key of a list → how to read a text as its items."""

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
        """Report an absent required key, unless an unknown key is a misspelling of it."""
        others = self.mapping.entries.keys() - {key, *self.known}
        is_misspelt = any(may_mean(other, key, self.singulars) for other in others)
        if is_misspelt or key in self.mapping.unread or not self.given:
            return  # `finish` reports a misspelling, with its value
        message = f"'{self.within}{key}' is missing"
        self.report.add(self.mapping.place, "missing-key", message, f"write {example}")

    def finish(self) -> None:
        """Report every key that was not read, here and in nested mappings."""
        for part in self.parts:
            part.finish()
        known = set(self.known)
        unknown = [key for key in self.mapping.entries if key not in known]
        for key in unknown[:_MOST_UNKNOWN]:
            name, value = self.mapping.entries[key]
            message = f"'{self.within}{key[:60]}' is not a key"
            help_line, fix = self._instead_of(key, value)
            self.report.add(name.place, "unknown-key", message, help_line, fix)
        if len(unknown) > _MOST_UNKNOWN:
            name, _ = self.mapping.entries[unknown[_MOST_UNKNOWN]]
            count = counted(len(unknown) - _MOST_UNKNOWN, "more word")
            message = f"{count} from here on are no keys"
            self.report.add(name.place, "unknown-key", message, "delete them")

    def _instead_of(self, key: str, value: Node) -> tuple[str, Fix | None]:
        """Say what to write for an unknown key; the fix is None unless one key is meant."""
        parent = ""
        for above, inner in self.inner.items():
            if key in inner:
                parent = above
        if parent and written(self.mapping.at(parent)):
            return f"delete this line once '{parent}' has it", None
        unused = [known for known in self.known if not self.has(known)]
        meant, is_certain = meant_key(key, unused, self.singulars)
        used, is_used = meant_key(key, self.known, self.singulars)
        if is_used and not meant and not parent:
            line = self.mapping.entries[used][0].place.line
            return f"'{used}' is in line {line}: move the value there", None
        to_items = self.to_items.get(meant, as_items)
        help_line = help_for_key(key, value, meant, to_items, parent)
        if parent or not is_certain:
            return help_line, None
        return help_line, Fix("key", meant)

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
