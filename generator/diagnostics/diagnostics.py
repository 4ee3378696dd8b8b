"""Problems found in content, each with its place.

One bad article must not hide the next, so code below `cli` does not raise exceptions for bad
content: readers and checks add to a `Report` and continue. Only `cli` and `plugin` decide how to
present a report: as an exit code, log lines, or annotations on a pull request.
"""

from collections.abc import Iterable, Iterator
from dataclasses import InitVar, dataclass, field
from typing import Literal

from msgspec import Struct

from generator.diagnostics.codes import Severity, every_code


def counted(count: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun, for messages: `1 character`, `2,000 characters`."""
    if count != 1:
        noun = plural or f"{noun}s"
    return f"{count:,} {noun}"


class Place(Struct, frozen=True, order=True):
    """The place of a problem: a path as the reader would type it, line and column from 1.

    This is a Struct, because every value of every file has one, and frozen dataclasses are slow to
    create.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Fix(Struct, frozen=True):
    """An unambiguous correction, which `digest check --fix` applies at the place of the problem.

    `text` writes another value, in quotes if it needs them; `plain` writes it without quotes. `key`
    renames the key, `list` writes the `items` as a list, and `remove` deletes an item that repeats
    an earlier one. `delete` deletes the key with its value, once the ledger has the identity of the
    article.
    """

    change: Literal["text", "plain", "key", "list", "remove", "delete"]
    value: str = ""
    items: tuple[str, ...] = ()


class LineFix(Struct, frozen=True):
    """A line of a file and its replacement, as `digest check --fix` would write it.

    Both are without line ends.
    """

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem: its place, its stable code, a message and how to fix it."""

    place: Place
    code: str
    message: str
    help: str
    fix: Fix | None = None
    """None if only a person can decide."""
    line_fix: LineFix | None = None
    """The fix as text, for scripts; it covers all problems of the line, and is made only for
    JSON."""
    in_draft: bool = False
    """Whether the file is a draft, which may be unfinished and never stops a build."""

    @property
    def severity(self) -> Severity:
        """The severity, as `Code` has it.

        The catalogue decides, and a draft turns errors into warnings.
        """
        if self.in_draft:
            return "warning"
        return every_code()[self.code].severity


@dataclass(slots=True)
class Report:
    """Collects every problem of a run, after those that it begins with."""

    found: InitVar[Iterable[Diagnostic]] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list, init=False)
    _counts: dict[Severity, int] = field(default_factory=dict, init=False, repr=False)
    _known: set[tuple[Place, str, str]] = field(default_factory=set, init=False, repr=False)

    def __post_init__(self, found: Iterable[Diagnostic]) -> None:
        self.extend(found)

    def add(
        self, place: Place, code: str, message: str, help_line: str, fix: Fix | None = None
    ) -> None:
        """Record a problem.

        Raises:
            KeyError: `code` is not in the catalogue, which is a bug.
        """
        if code not in every_code():
            raise KeyError(f"no codes.toml has the code '{code}'")
        self.extend([Diagnostic(place, code, message, help_line, fix)])

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add problems found elsewhere, for instance by another process, without repeats."""
        for diagnostic in diagnostics:
            what = diagnostic.place, diagnostic.code, diagnostic.message
            if what not in self._known:
                self._known.add(what)
                self.diagnostics.append(diagnostic)
                self._counts[diagnostic.severity] = self.count(diagnostic.severity) + 1

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self.diagnostics, key=lambda found: (found.place, found.code)))

    def __len__(self) -> int:
        return len(self.diagnostics)

    def count(self, severity: Severity) -> int:
        """Number of problems of one severity; cached, because it is needed for every article."""
        return self._counts.get(severity, 0)

    @property
    def ok(self) -> bool:
        """Whether no problem stops a build."""
        return self.count("error") == 0
