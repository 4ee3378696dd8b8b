"""`digest translate`: add messages without a translation to a site's own catalogue."""

from collections.abc import Iterable, Iterator

from babel import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural

from generator.assemble.catalogues import base_of, messages, shipped
from generator.read.po_file import EMPTY, PoFile


def plural_forms(tag: str) -> tuple[int, str]:
    """The number of plural forms of a language and their rule, by our catalogue or by CLDR."""
    ours = shipped(base_of(tag))
    if ours != EMPTY:
        return ours.forms, ours.rule
    try:
        plural = get_plural(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return EMPTY.forms, EMPTY.rule
    return plural.num_plurals, plural.plural_expr


def new_header(tag: str) -> str:
    """Write the header of a catalogue, which editors such as Poedit read."""
    forms, rule = plural_forms(tag)
    lines = (
        f"Language: {tag.replace('-', '_')}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: nplurals={forms}; plural={rule};",
    )
    texts = "".join(f'"{line}\\n"\n' for line in lines)
    return f'msgid ""\nmsgstr ""\n{texts}'


def with_missing(text: str, tag: str, own: PoFile, missing: Iterable[str]) -> str:
    """Add an entry without a translation for each message, and leave the others unchanged.

    Args:
        text: The catalogue so far; empty for a new one.
        tag: The site's language.
        own: The catalogue's entries.
        missing: The messages to add, unless they have an entry.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    listed = {entry.message for entry in own.entries}
    forms = own.forms if own.entries else plural_forms(tag)[0]
    parts = [text.replace("\r\n", "\n").rstrip("\n") or new_header(tag).rstrip("\n")]
    for message in missing:
        if message not in listed:
            parts.append("\n".join(_entry(message, messages()[message], forms)))
    return ("\n\n".join(parts) + "\n").replace("\n", line_end)


def _entry(message: str, plural: str, forms: int) -> Iterator[str]:
    yield f"msgid {_quoted(message)}"
    if not plural:
        yield 'msgstr ""'
        return
    yield f"msgid_plural {_quoted(plural)}"
    yield from (f'msgstr[{number}] ""' for number in range(forms))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
