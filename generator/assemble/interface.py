"""The words of the interface in the site's language: messages, dates, counts and names.

Messages are written in English, as arguments of `_` or `ngettext`, in templates as in code.
`generator/locale/` contains a catalogue for each other language. A site has one interface language,
which `use` selects before pages are made or rendered. Commands and their messages stay English.
"""

import datetime as dt
import functools
import io
from pathlib import Path

from anyascii import anyascii
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from generator.check.locale_codes import country_names, is_variant
from generator.model.partial_date import PartialDate

SOURCE = "en"
"""The language in which messages are written."""
CATALOGUES = Path(__file__).parent.parent / "locale"
_BRITISH = {"long": "d MMMM y", "medium": "d MMM y"}
"""The patterns of dates in English; those of CLDR are American."""
_TURKIC = str.maketrans("Iİ", "ıi")
_TURKIC_CAPITALS = {"i": "İ", "ı": "I"}
_ALPHABETS = {"az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyzw"}
"""The alphabets of languages that sort letters of their own after others, as CLDR's collation does.
Other languages, German among them, sort letters with accents as letters without."""
_OPENING = "'\"(#"
"""Signs before a name that do not count when names are sorted."""
_in_use: tuple[str, NullTranslations] = (SOURCE, NullTranslations())
"""The language of the interface and its messages."""


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the languages in which the interface exists, English first."""
    translated = [file.stem for file in CATALOGUES.glob("*.po")]
    return (SOURCE, *sorted(translated))


def language_of(tag: str) -> str:
    """Return the interface language for a language tag: `de` for `de-AT`.

    It is English if there is no catalogue for the language.
    """
    language = tag.partition("-")[0]
    return language if language in languages() else SOURCE


def use(tag: str) -> str:
    """Select the language of the interface for a site's language tag, and return it."""
    global _in_use  # noqa: PLW0603 (one site, one language; workers inherit it)
    language = language_of(tag)
    if language != _in_use[0]:
        _in_use = language, _translations(language)
    return language


@functools.cache
def _translations(language: str) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    # Here, so that English sites save the time to load them.
    from babel.messages import mofile, pofile

    with (CATALOGUES / f"{language}.po").open("rb") as file:
        catalogue = pofile.read_po(file, locale=language)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def _(message: str, **values: object) -> str:
    """Translate a message into the interface's language, and fill in its variables."""
    text = str(_in_use[1].gettext(message))
    return text % values if values else text


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """Translate a message in the form that goes with a number, and fill in its variables."""
    text = str(_in_use[1].ngettext(singular, plural, count))
    return text % values if values else text


def day(date: dt.date) -> str:
    """Write a day in full: `27 October 2021`."""
    return _day(date, "long", _in_use[0])


def short_day(date: dt.date) -> str:
    """Write a day with a short month: `27 Oct 2021`."""
    return _day(date, "medium", _in_use[0])


@functools.lru_cache(maxsize=16_384)
def _day(date: dt.date, length: str, language: str) -> str:
    # The same few thousand days are on many pages, and Babel takes 20 µs for each.
    pattern = _BRITISH[length] if language == SOURCE else length
    return format_date(date, pattern, locale=language)


def month_name(month: int) -> str:
    """Return the name of a month in the language of the interface, such as `October`."""
    return str(_locale().months["stand-alone"]["wide"][month])


def month_of_year(year: int, month: int) -> str:
    """Write a month with its year, such as `October 2021`."""
    first = dt.date(year, month, 1)
    return format_date(first, "LLLL y", locale=_locale())


def _locale() -> Locale:
    return Locale.parse(_in_use[0])


def day_range(first: dt.date, last: dt.date) -> str:
    """Write two days as a range: `25–29 October 2021`, `30 October – 2 November 2021`."""
    if first == last:
        return day(last)
    is_english = _in_use[0] == SOURCE
    pattern = _BRITISH["long"]
    if not is_english:
        pattern = str(_locale().date_formats["long"].pattern)
    in_one_year = first.year == last.year
    if in_one_year and first.month == last.month and pattern.startswith("d"):
        dot = "." if pattern.startswith("d.") else ""
        return f"{first.day}{dot}–{day(last)}"
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
    return str(date.year)


def span_of_time(first: PartialDate, last: PartialDate) -> str:
    """Write a span of time: `2003–2010`, `May 2003 – 2010`, or a range of days."""
    if first.day and last.day:
        return day_range(first.first, last.first)
    if first == last:
        return partial_day(first)
    has_space = first.month or last.month  # a dash within words has spaces around it
    dash = " – " if has_space else "–"
    return f"{partial_day(first)}{dash}{partial_day(last)}"


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
    return country_names(_in_use[0]).get(code.upper(), code)


def language_name(tag: str) -> str:
    """Return the name of a language: `Azerbaijani` for `az`."""
    language = tag.partition("-")[0]
    return str(_locale().languages.get(language, tag))


def number(count: int) -> str:
    """Write a number with the separators of the language: `1,200`."""
    return format_decimal(count, locale=_in_use[0])


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
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if locale.character_order == "right-to-left" else "ltr"


def plain_letters(text: str) -> str:
    """Write a text in lower-case letters of the language's alphabet.

    Other letters become the most similar ones of a to z.
    """
    alphabet = _ALPHABETS.get(_in_use[0], "")
    if "ı" in alphabet:
        text = text.translate(_TURKIC)
    letters = []
    for letter in text.lower():
        plain = letter if letter in alphabet else anyascii(letter).lower()
        letters.append(plain)
    return "".join(letters)


def collation_key(text: str) -> tuple[str, str]:
    """Return the key by which a name is sorted in the language of the interface.

    Neither Babel nor the standard library sorts by language, PyICU needs a compiler, and pyuca
    cannot tailor its order; for the languages that we have, an alphabet is enough.
    """
    plain = plain_letters(text).lstrip(_OPENING)
    return plain.translate(_order(_in_use[0])), text


@functools.cache
def _order(language: str) -> dict[int, int]:
    """Map each letter of a language's alphabet to a sign that sorts at its place.

    The result is a table for `str.translate`.
    """
    alphabet = _ALPHABETS.get(language, "")
    return {ord(letter): ord("a") + place for place, letter in enumerate(alphabet)}


def initial(text: str) -> str:
    """Return the capital letter under which an index lists a name; `0–9` for other beginnings."""
    first = plain_letters(text).lstrip(_OPENING)[:1]
    if not first.isalpha():
        return "0–9"
    if _in_use[0] in _ALPHABETS:
        return _TURKIC_CAPITALS.get(first, first.upper())
    return first.upper()


def inline(noun: str) -> str:
    """Write a noun as within a sentence: `theme` for `Theme`. German nouns keep the capital."""
    return noun if _in_use[0] == "de" else noun.lower()


def articles(count: int) -> str:
    """Write a number of articles: `1 article`, `2 articles`."""
    return ngettext("%(num)s article", "%(num)s articles", count, num=number(count))
