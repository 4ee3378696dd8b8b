"""Catalogues: the interface's messages in other languages, ours and a site's own.

Ours are in `generator/locale/`; each lists all messages. A site brings `site_config/locale/xx.po`,
named after its `language`, whose translations come before ours. Pages use translations as HTML, so
one may have the tags of its message and no others.
"""

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from generator.diagnostics.diagnostics import Place, Report, counted
from generator.diagnostics.failure import Failure, in_package
from generator.diagnostics.suggest import did_you_mean
from generator.folders import CORE, added
from generator.model.layout import CONFIG
from generator.read.file_names import printable
from generator.read.po_file import EMPTY, PoFile, Translation, parse_po, stated_rule
from generator.read.regular import read_below
from generator.read.text import decode

SOURCE = "en"
"""The language in which messages are written."""
CATALOGUES = Path(__file__).parent.parent / "locale"
_COMPLETE = "de"
"""A language whose catalogue is read for the list of all messages."""
_MOST_BYTES = 300_000
"""Six times the size of our own catalogues."""
_MOST_UNKNOWN = 20
"""Unknown messages that are reported; each is compared with all others to suggest one."""
_TAG = re.compile(r"</?[a-z][^<>]*>")
_VARIABLE = re.compile(r"%\(\w+\)s|\{\w+\}|%%")
_NOT_TEXT = re.compile(r'[<>&"%\n\r\t]')
"""Signs that HTML or a message with variables would misread."""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages in which the interface is translated or begun, English first."""
    translated = [file.stem for file in CATALOGUES.glob("*.po")]
    return (SOURCE, *sorted(translated))


def base_of(tag: str) -> str:
    """Return the language of a tag without its script and region: `de` for `de-AT`."""
    return tag.partition("-")[0]


def shipped(language: str) -> PoFile:
    """Return our catalogue of a language, with those of extensions; an empty one without any.

    The plural rule of ours is that of an extension whose catalogue states none.
    """
    return _shipped(language, added())


@cache
def _shipped(language: str, folders: tuple[Path, ...]) -> PoFile:
    if language == SOURCE or language not in languages():
        return EMPTY
    whole = EMPTY
    for folder in (CATALOGUES, *(folder / "locale" for folder in folders)):
        file, report = folder / f"{language}.po", Report()
        if not file.is_file():
            continue
        name, part = folder.parent.name, f"locale/{file.name}"
        with in_package("" if CORE in file.parents else name, part):
            read = parse_po(file.read_text(encoding="utf-8"), str(file), report, whole)
        if read is None:
            raise Failure(f"{name}: {part}: {next(iter(report)).message}")
        first = whole if whole.entries else read  # the rule is that of the core's
        whole = first._replace(entries=(*whole.entries, *read.entries))
    return whole


def translations_of(message: str) -> list[str]:
    """Return our translations of a plain message, of which no catalogue is read as a whole."""
    texts = []
    for file in sorted(CATALOGUES.glob("*.po")):
        joined = file.read_text(encoding="utf-8").replace('"\n"', "")
        _, _, rest = joined.partition(f'msgid "{message}"\nmsgstr "')
        texts.append(rest.partition('"')[0])
    return texts


def is_reviewed(language: str) -> bool:
    """Whether a speaker of the language has checked our catalogue; its first line says so."""
    file = CATALOGUES / f"{language}.po"
    return not file.exists() or not file.read_text(encoding="utf-8").startswith("# Unreviewed")


def messages() -> Mapping[str, str]:
    """Return every message of the interface, with its plural or ""."""
    return {entry.message: entry.plural for entry in shipped(_COMPLETE).entries}


def untranslated(tag: str, own: PoFile = EMPTY) -> list[str]:
    """Return the messages that readers of a site in the language `tag` see in English."""
    if base_of(tag) == SOURCE:
        return []
    done = set()
    for entry in (*shipped(base_of(tag)).entries, *own.entries):
        if all(entry.texts):
            done.add(entry.message)
    return [message for message in messages() if message not in done]


def own_path(tag: str) -> str:
    """Return the path of a site's own catalogue."""
    return f"{CONFIG}/locale/{tag}.po"


def own_catalogue(root: Path, tag: str, report: Report) -> PoFile:
    """Read and check a site's own catalogue; an empty one if it has none.

    Translations with a problem are left out.
    """
    path = own_path(tag)
    for file in sorted((root / path).parent.glob("*.po")):
        if file.name != f"{tag}.po":
            message = f"the site's language is '{tag}', so this file is not read"
            help_line = f"rename it to {tag}.po, or delete it"
            place = Place(f"{CONFIG}/locale/{printable(file.name)}")
            report.add(place, "unused-catalogue", message, help_line)
    if not os.path.lexists(root / path):
        return EMPTY
    name = path.removeprefix(f"{CONFIG}/")
    data = read_below(root / CONFIG, name, path, _MOST_BYTES, report, "")
    text = decode(data, path, report)
    language = base_of(tag)
    ours = shipped(language)
    default = ours if language in languages() else None
    read = None if text is None else parse_po(text, path, report, default)
    if read is None:
        return EMPTY
    if default and read.forms < ours.forms and any(entry.plural for entry in read.entries):
        message = f"the translations have {counted(read.forms, 'plural form')}, not {ours.forms}"
        help_line = f"write in the header: {stated_rule(ours)}"
        report.add(Place(path, 1), "bad-catalogue", message, help_line)
        return EMPTY
    return read._replace(entries=tuple(_checked(read, path, report)))


def _checked(file: PoFile, path: str, report: Report) -> Iterator[Translation]:
    unknown = 0
    for entry in file.entries:
        place, short = Place(path, entry.line), entry.message[:60]
        plural = messages().get(entry.message)
        if plural is None:
            unknown += 1
            if unknown > _MOST_UNKNOWN:
                continue
            message = f"the interface has no message '{short}'"
            help_line = did_you_mean(entry.message, messages(), "delete this entry")
            report.add(place, "unknown-message", message, help_line)
        elif plural != entry.plural:
            help_line = (
                f'write below it: msgid_plural "{plural}"' if plural else "delete its plural"
            )
            message = f"'{short}' has another plural in the interface"
            report.add(place, "bad-translation", message, help_line)
        elif fault := _fault(entry, file.forms):
            report.add(
                place, "bad-translation", f"the translation of '{short}' {fault[0]}", fault[1]
            )
        else:
            yield entry


def _fault(entry: Translation, forms: int) -> tuple[str, str] | None:
    """Return the fault of a translation and a help line; None if it has no fault."""
    if entry.is_fuzzy:
        return "is marked as fuzzy", "check it, then delete the line '#, fuzzy' above it"
    if not any(entry.texts):
        return None
    expected = forms if entry.plural else 1
    given = sum(1 for text in entry.texts if text.strip())
    if len(entry.texts) != expected or given != expected:
        return f"has {given} of {expected} forms", "write a text for each msgstr[…] of the language"
    source = entry.plural or entry.message
    for text in entry.texts:
        in_source, in_text = _VARIABLE.findall(source), _VARIABLE.findall(text)
        differing = {
            part for part in {*in_source, *in_text} if in_source.count(part) != in_text.count(part)
        }
        if entry.plural:
            differing.discard("%(num)s")  # "one article" needs no number
        if differing:
            listed = ", ".join(sorted(differing))
            return f"lacks or adds {listed}", "copy the variables of the message unchanged"
        if _TAG.findall(source) != _TAG.findall(text):
            return "has other HTML tags", "copy the tags of the message unchanged, in their order"
        other = _NOT_TEXT.search(_VARIABLE.sub("", _TAG.sub("", text)))
        if other is not None and other[0] not in _VARIABLE.sub("", _TAG.sub("", source)):
            help_line = 'write plain text, with quotation marks such as “ ” instead of "'
            return f"contains {other[0]!r}", help_line
    return None
