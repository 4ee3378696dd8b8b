"""Read translations: PO files, the text format of GNU gettext, by Babel."""

from gettext import c2py
from io import StringIO
from typing import NamedTuple

from generator.diagnostics.diagnostics import Place, Report


class Translation(NamedTuple):
    """A message with its translation."""

    message: str
    plural: str
    """The message for other numbers than one; "" if it has no number."""
    texts: tuple[str, ...]
    """The translation in each form of the language; empty texts if it is not translated."""
    is_fuzzy: bool
    """Whether the editor's program has guessed the translation."""
    line: int


class PoFile(NamedTuple):
    """The translations in a file."""

    entries: tuple[Translation, ...]
    forms: int
    """The number of plural forms."""
    rule: str
    """The C expression that selects one of them for the number `n`."""


def parse_po(text: str, path: str, report: Report) -> PoFile | None:
    """Read the text of a file with translations.

    The result is None, with the reason in `report`, if its syntax is broken.
    """
    from babel.messages.pofile import PoFileError, read_po  # sites in English need no catalogue

    line = 1
    try:
        catalogue = read_po(StringIO(text), abort_invalid=True)
        form_of = c2py(catalogue.plural_expr)
        forms = set(range(catalogue.num_plurals))
        reason = "" if forms.issuperset(map(form_of, range(1_000))) else "the plural rule is wrong"
    except (PoFileError, ValueError, ArithmeticError) as error:
        reason, line = str(error), getattr(error, "lineno", 0) + 1
    if reason:
        message = f"the translations cannot be read: {reason[:200]}"
        help_line = 'each entry is msgid "<English text>" and below it msgstr "<translation>"'
        report.add(Place(path, line), "bad-catalogue", message, help_line)
        return None
    entries = []
    for entry in catalogue:
        if entry.id:
            message, plural = (entry.id, "") if isinstance(entry.id, str) else entry.id
            texts = (entry.string,) if isinstance(entry.string, str) else entry.string or ("",)
            line = entry.lineno or 1
            entries.append(Translation(message, plural, tuple(texts), entry.fuzzy, line))
    return PoFile(tuple(entries), catalogue.num_plurals, catalogue.plural_expr)
