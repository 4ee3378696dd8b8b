"""Read the keys of a mapping; report those that are unknown, misspelled, misplaced or missing."""

from generator.diagnostics.diagnostics import Fix, Place, Report, counted
from generator.diagnostics.suggest import nearest
from generator.read.yaml import Mapping, Node, written

_MOST_UNKNOWN = 100
"""Unknown keys of a mapping that are reported one by one, with what each may have meant."""


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
        self.other_words: dict[str, str] = {}
        """Another word for a key, such as `person` for the key of a list of people."""

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
        if not self.given or any(self._meant(other, [key]) for other in others):
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
            name, _ = self.mapping.entries[key]
            message = f"'{self.within}{key[:60]}' is not a key"
            help_line, fix = self._instead_of(key)
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

    def _instead_of(self, key: str) -> tuple[str, Fix | None]:
        """Say what to write for an unknown key; it is fixed if only case and hyphens differ."""
        for above, inner in self.inner.items():
            if key in inner:
                return f"'{key}' belongs below '{above}:': indent it by two spaces there", None
        if meant := self._meant(key, self.known):
            is_certain = key.casefold().replace("-", "_") == meant and not self.has(meant)
            return f"did you mean '{meant}'?", Fix("key", meant) if is_certain else None
        return "the contribute page lists all keys", None

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
