"""The words of the interface in the site's language: messages, dates, counts and names.

Messages are written in English, as arguments of `_` or `ngettext`, in templates as in code; see
`catalogues.py` for their translations. Dates, numbers and names of countries follow CLDR in every
language. A site has one interface language, which `use` selects before pages are made or rendered.
Commands and their messages stay English.
"""

import datetime as dt
import functools
import pickle
import unicodedata
from collections.abc import Callable, Mapping
from gettext import c2py
from importlib import import_module
from typing import Any, Literal, NamedTuple

from anyascii import anyascii
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.localedata import LocaleDataDict
from babel.numbers import format_decimal

from generator.assemble.catalogues import SOURCE, base_of, shipped
from generator.check.locale_codes import country_names, is_variant
from generator.model.fingerprint import fingerprint
from generator.model.partial_date import PartialDate
from generator.read.po_file import EMPTY, PoFile, Translation
from generator.read.tables import table

_BRITISH = {"long": "d MMMM y", "medium": "d MMM y"}
"""The patterns of dates in English; those of CLDR are American."""
_TURKIC = str.maketrans("Iİ", "ıi")
_TURKIC_CAPITALS = {"i": "İ", "ı": "I"}
_WRITING = table(__package__, "writing")
_ALPHABETS: Mapping[str, str] = _WRITING["alphabets"]
_FIRST_PLACE = 0x1000
"""The code of an alphabet's first letter in sort keys: after digits and other letters."""
_OPENING = "'\"(#"
"""Signs before a name that do not count when names are sorted."""


class _OwnLocale(Locale):
    """A locale with data of its own.

    Babel keeps what it resolves in dictionaries that locales share: after Hebrew, the months of
    Dutch would be Hebrew, too (babel.localedata.LocaleDataDict, 2.18).
    """

    @functools.cached_property
    def _data(self) -> LocaleDataDict:
        copied = pickle.dumps(dict(super()._data.base))  # a deepcopy takes five times as long
        return LocaleDataDict(pickle.loads(copied))  # noqa: S301 (written the line before)


class Words(NamedTuple):
    """The language of the interface and its messages."""

    tag: str
    locale: Locale
    translations: Mapping[str, Translation]
    """Message → our translation, or that of a site's own catalogue, which comes before ours."""
    key: bytes
    """The fingerprint of the site's own catalogue and of the language."""


def use(tag: str, own: PoFile | None = None) -> None:
    """Select the language of the interface for a site's language tag.

    A site's own catalogue is given when the site is loaded. Later calls for the same language
    keep it.
    """
    global _in_use  # noqa: PLW0603 (one site, one language; workers inherit it)
    if own is not None or tag != _in_use.tag:
        _in_use = _words(tag, own or EMPTY)


def _words(tag: str, own: PoFile) -> Words:
    ours = shipped(base_of(tag))
    entries = (*ours.entries, *own.entries)
    translations = {entry.message: entry for entry in entries if all(entry.texts)}
    return Words(tag, _locale_of(tag), translations, fingerprint(tag, own))


@functools.cache
def _locale_of(tag: str) -> Locale:
    """The locale of a language tag, or of its language; English if CLDR does not know it."""
    for name in (tag, base_of(tag)):
        try:
            return _OwnLocale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return _OwnLocale(SOURCE)


_in_use = _words(SOURCE, EMPTY)


def words() -> Words:
    """Return what is in use, for another process that has nothing of this one."""
    return _in_use


def use_words(words: Words) -> None:
    """Select the language and the messages of the process that started this one."""
    global _in_use  # noqa: PLW0603 (as in `use`)
    _in_use = words


def words_key() -> bytes:
    """Return the fingerprint of the site's own words, on which all pages depend."""
    return _in_use.key


def is_english(message: str) -> bool:
    """Whether readers of a site in another language see a message in English."""
    return base_of(_in_use.tag) != SOURCE and message not in _in_use.translations


def _(message: str, **values: object) -> str:
    """Translate a message into the interface's language, and fill in its variables."""
    entry = _in_use.translations.get(message)
    text = entry.texts[0] if entry else message
    return text % values if values else text


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """Translate a message in the form that goes with a number, and fill in its variables."""
    text = singular if count == 1 else plural
    if entry := _in_use.translations.get(singular):
        text = _form(entry, count)
    return text % values if values else text


def _form(entry: Translation, count: int) -> str:
    """The form of a translation that goes with a number: the last one, if its rule fails for it."""
    try:
        form = _selector(entry.rule)(count)
    except ArithmeticError:
        form = -1
    return entry.texts[form if 0 <= form < len(entry.texts) else -1]


@functools.cache
def _selector(rule: str) -> Callable[[int], int]:
    """The function of a plural rule: number → form."""
    return c2py(rule)


def digits(value: object) -> str:
    """Write a number, or the numbers in a text, with the digits of the language by CLDR."""
    return str(value).translate(own_digits())


def own_digits() -> dict[int, str]:
    """Map 0 to 9 to the digits of the language, for `str.translate`; empty if they are the same."""
    return _digits_of(_in_use.locale.default_numbering_system)


@functools.cache
def _digits_of(system: str) -> dict[int, str]:
    script = _WRITING["digits"].get(system)
    if script is None:
        return {}
    zero = ord(unicodedata.lookup(f"{script} DIGIT ZERO"))  # the others follow it in Unicode
    return {ord("0") + value: chr(zero + value) for value in range(10)}


def day(date: dt.date) -> str:
    """Write a day in full: `27 October 2021`."""
    return _day(date, "long", _in_use.tag)


def short_day(date: dt.date) -> str:
    """Write a day with a short month: `27 Oct 2021`."""
    return _day(date, "medium", _in_use.tag)


@functools.lru_cache(maxsize=16_384)
def _day(date: dt.date, length: str, language: str) -> str:
    # The same few thousand days are on many pages, and Babel takes 20 µs for each.
    locale = _locale_of(language)
    pattern = _BRITISH[length] if locale.language == SOURCE else length
    return digits(format_date(date, pattern, locale=locale))


def month_name(month: int) -> str:
    """Return the name of a month in the language of the interface, such as `October`."""
    return str(_in_use.locale.months["stand-alone"]["wide"][month])


def calendar_names(language: str, unit: Literal["days", "months"], *widths: str) -> dict[str, int]:
    """Map the names of months or of days of the week to their numbers, small and without stops.

    The widths are CLDR's, `wide` and `abbreviated`; names have each form that CLDR has for them.
    """
    forms = getattr(_locale_of(language), unit)
    return {
        name.lower().replace(".", ""): number
        for form in ("format", "stand-alone")
        for width in widths
        for number, name in forms[form][width].items()
    }


def month_of_year(year: int, month: int) -> str:
    """Write a month with its year, such as `October 2021`."""
    first = dt.date(year, month, 1)
    return digits(format_date(first, "LLLL y", locale=_in_use.locale))


def day_range(first: dt.date, last: dt.date) -> str:
    """Write two days as a range: `25–29 October 2021`, `30 October – 2 November 2021`."""
    if first == last:
        return day(last)
    is_english = _in_use.locale.language == SOURCE
    pattern = _BRITISH["long"]
    if not is_english:
        pattern = str(_in_use.locale.date_formats["long"].pattern)
    in_one_year = first.year == last.year
    if in_one_year and first.month == last.month and pattern.startswith("d"):
        dot = "." if pattern.startswith("d.") else ""
        return f"{digits(str(first.day))}{dot}–{day(last)}"
    if is_english and in_one_year:
        start = format_date(first, "d MMMM", locale=SOURCE)
        return f"{start} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def partial_day(date: PartialDate) -> str:
    """Write a date as exactly as it is known: `16 May 2003`, `May 2003`, `2003`."""
    if date.day:
        return day(date.first)
    if date.month:
        return month_of_year(date.year, date.month)
    return digits(str(date.year))


def span_of_time(first: PartialDate, last: PartialDate) -> str:
    """Write a span of time: `2003–2010`, `May 2003 – 2010`, or a range of days."""
    if first.day and last.day:
        return day_range(first.first, last.first)
    if first == last:
        return partial_day(first)
    has_space = first.month or last.month  # a dash within words has spaces around it
    dash = " – " if has_space else "–"
    return f"{partial_day(first)}{dash}{partial_day(last)}"


def when_held(since: PartialDate | None, until: PartialDate | None, day_of: dt.date | None) -> str:
    """Write the days of an office, as far as they are known: `since 2019, as of 16 May 2024`."""
    said = []
    if since:
        said.append(_("since %(day)s", day=partial_day(since)))
    if until:
        said.append(_("until %(day)s", day=partial_day(until)))
    if day_of:
        said.append(_("as of %(day)s", day=day(day_of)))
    return ", ".join(said)


def week_span(year: int, week: int) -> str:
    """Write the days of an ISO week: `25–31 October 2021`."""
    monday = dt.date.fromisocalendar(year, week, 1)
    return day_range(monday, monday + dt.timedelta(days=6))


def edition_name(year: int, week: int) -> str:
    """Return the name of a weekly edition: `Week of 25 October 2021`.

    Pages, feeds and e-mail use the same name, so that readers recognise the edition.
    """
    monday = dt.date.fromisocalendar(year, week, 1)
    return _("Week of %(day)s", day=day(monday))


def country_name(code: str) -> str:
    """Return the name of a country: `Azerbaijan` for `AZ`."""
    return country_names(_in_use.tag).get(code.upper(), code)


def language_name(tag: str) -> str:
    """Return the name of a language: `Azerbaijani` for `az`."""
    language = tag.partition("-")[0]
    return str(_in_use.locale.languages.get(language, tag))


def locale_tag() -> str:
    """Return the tag of the locale whose dates and countries are written: `fr` for `fr-DE`."""
    return str(_in_use.locale).replace("_", "-")


def english_name(tag: str) -> str:
    """Return the name of a language in messages of commands: `Azerbaijani` for `az`."""
    return str(Locale(SOURCE).languages.get(base_of(tag), tag))


def number(count: int) -> str:
    """Write a number with the separators of the language: `1,200`."""
    return _number(count, _in_use.tag)


@functools.lru_cache(maxsize=16_384)
def _number(count: int, language: str) -> str:
    # As days: Babel takes 15 µs for each, and the same small counts are on thousands of pages.
    locale = _locale_of(language)
    return digits(format_decimal(count, locale=locale, numbering_system="default"))


@functools.lru_cache(maxsize=512)
def locale_name(tag: str) -> str:
    """Write a language tag with its territory, as the Open Graph protocol does: `az_AZ` for `az`.

    A tag without a territory gets the one where most speakers live, according to CLDR.
    """
    parts = [part for part in tag.split("-") if not is_variant(part)]
    language = parts[0]
    if parts[-1].isupper():
        return f"{language}_{parts[-1]}"
    likely = get_global("likely_subtags").get("_".join(parts))
    if likely is None:
        return language
    territory = likely.rpartition("_")[2]
    return f"{language}_{territory}"


@functools.cache
def direction(tag: str) -> str:
    """Return `rtl` for languages written from right to left, otherwise `ltr`."""
    return _locale_of(tag).text_direction


def text_direction(language: str) -> str:
    """Return the `dir` of a text in HTML, from its language.

    A text without a language of its own is in the site's. On a site that runs from left to right
    its letters decide, since editors may have forgotten to name its language.
    """
    if language:
        return direction(language)
    return "rtl" if _in_use.locale.text_direction == "rtl" else "auto"


def plain_letters(text: str) -> str:
    """Write a text in lower-case letters of the language's alphabet.

    Other letters become the most similar ones of a to z.
    """
    alphabet = _ALPHABETS.get(base_of(_in_use.tag), "")
    if "ı" in alphabet:
        text = text.translate(_TURKIC)
    letters = []
    for letter in text.lower():
        bare = unicodedata.normalize("NFD", letter)[0]
        if letter in alphabet:
            letters.append(letter)
        elif bare in alphabet:
            letters.append(bare)
        else:
            letters.append(anyascii(letter).lower())
    return "".join(letters)


def collation_key(text: str) -> tuple[Any, str]:
    """Return the key by which a name is sorted in the language of the interface.

    PyICU sorts as CLDR does in every language. It needs a compiler, so it is optional: without it,
    names are sorted by the alphabet of the language, or by the letters a to z.
    """
    collator = _collator(_in_use.tag)
    if collator is not None:
        return collator.getSortKey(text.lstrip(_OPENING)), text
    plain = plain_letters(text).lstrip(_OPENING)
    return plain.translate(_order(base_of(_in_use.tag))), text


@functools.cache
def _collator(tag: str) -> Any:  # noqa: ANN401 (PyICU has no types)
    """Return PyICU's collator for a language; None if PyICU is not installed."""
    try:
        icu = import_module("icu")
    except ImportError:
        return None
    return icu.Collator.createInstance(icu.Locale(tag))


@functools.cache
def _order(language: str) -> dict[int, int]:
    """Map each letter of a language's alphabet to a sign that sorts at its place.

    The result is a table for `str.translate`.
    """
    alphabet = _ALPHABETS.get(language, "")
    return {ord(letter): _FIRST_PLACE + place for place, letter in enumerate(alphabet)}


def initial(text: str) -> str:
    """Return the capital letter under which an index lists a name; `0–9` for other beginnings."""
    first = plain_letters(text).lstrip(_OPENING)[:1]
    if not first.isalpha():
        return "0–9"
    if "ı" in _ALPHABETS.get(base_of(_in_use.tag), ""):
        return _TURKIC_CAPITALS.get(first, first.upper())
    return first.upper()


def inline(noun: str) -> str:
    """Write a noun as within a sentence: `theme` for `Theme`. German nouns keep the capital."""
    return noun if base_of(_in_use.tag) == "de" else noun.lower()


def articles(count: int) -> str:
    """Write a number of articles: `1 article`, `2 articles`."""
    return ngettext("%(num)s article", "%(num)s articles", count, num=number(count))
