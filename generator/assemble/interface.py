"""The words of the interface in the site's language: messages, dates, counts and names.

Messages are written in English in templates and in code, marked with `trans` or `_`;
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
_TURKIC = str.maketrans("Iİ", "ıi")
_ALPHABETS = {"az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyzw"}
"""The alphabets of languages that sort letters of their own after others, as CLDR's collation does. Other
languages, German among them, sort letters with accents as letters without."""
_in_use: tuple[str, NullTranslations] = SOURCE, NullTranslations()


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages in which the interface exists."""
    return (SOURCE, *sorted(file.stem for file in CATALOGUES.glob("*.po")))


def language_of(tag: str) -> str:
    """The interface language for a site's language tag: `de` for `de-AT`; English without a catalogue."""
    language = tag.partition("-")[0]
    return language if language in languages() else SOURCE


def use(tag: str) -> str:
    """Choose and return the language of the interface for the site's language tag."""
    global _in_use  # noqa: PLW0603 (one site, one language; workers inherit it)
    language = language_of(tag)
    if language != _in_use[0]:
        _in_use = language, _translations(language)
    return language


@functools.cache
def _translations(language: str) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    from babel.messages import mofile, pofile  # English sites save the time to load them

    with (CATALOGUES / f"{language}.po").open("rb") as file:
        catalogue = pofile.read_po(file, locale=language)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def _(message: str) -> str:
    """A message in the language of the interface."""
    return str(_in_use[1].gettext(message))


def marked(message: str) -> str:
    """Mark a message for translation, but return it in English."""
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a message for a number, in the language of the interface."""
    return str(_in_use[1].ngettext(singular, plural, count))


def day(date: dt.date) -> str:
    """`27 October 2021`."""
    return _day(date, "d MMMM y", "long", _in_use[0])


def short_day(date: dt.date) -> str:
    """`27 Oct 2021`."""
    return _day(date, "d MMM y", "medium", _in_use[0])


@functools.lru_cache(maxsize=16_384)
def _day(date: dt.date, english: str, cldr: str, language: str) -> str:
    return format_date(date, english if language == SOURCE else cldr, locale=language)


def month_name(month: int) -> str:
    """`October`."""
    return str(_locale().months["stand-alone"]["wide"][month])


def month_of_year(year: int, month: int) -> str:
    """`October 2021`."""
    return format_date(dt.date(year, month, 1), "LLLL y", locale=_locale())


def _locale() -> Locale:
    return Locale.parse(_in_use[0])


def day_range(first: dt.date, last: dt.date) -> str:
    """`25–29 October 2021`, or `30 October – 2 November 2021` across months."""
    if first == last:
        return day(last)
    pattern = "d MMMM y" if _in_use[0] == SOURCE else str(_locale().date_formats["long"].pattern)
    if (first.year, first.month) == (last.year, last.month) and pattern.startswith("d"):
        return f"{first.day}{'.' if pattern.startswith('d.') else ''}–{day(last)}"
    if first.year == last.year and _in_use[0] == SOURCE:
        return f"{format_date(first, 'd MMMM', locale=SOURCE)} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def partial_day(date: PartialDate) -> str:
    """A day, a month or a year: `16 May 2003`, `May 2003`, `2003`."""
    if date.day:
        return day(date.first)
    return month_of_year(date.year, date.month) if date.month else str(date.year)


def span_of_time(first: PartialDate, last: PartialDate) -> str:
    """`2003–2010`, `May 2003 – 2010`, or a range of days."""
    if first.day and last.day:
        return day_range(first.first, last.first)
    if first == last:
        return partial_day(first)
    dash = " – " if first.month or last.month else "–"
    return f"{partial_day(first)}{dash}{partial_day(last)}"


def week_span(year: int, week: int) -> str:
    """The days of an ISO week: `25–31 October 2021`."""
    return day_range(dt.date.fromisocalendar(year, week, 1), dt.date.fromisocalendar(year, week, 7))


def edition_name(year: int, week: int) -> str:
    """`Week of 25 October 2021`, the one name of a weekly edition on every page, feed and e-mail."""
    return _("Week of %(day)s") % {"day": day(dt.date.fromisocalendar(year, week, 1))}


def country_name(code: str) -> str:
    """`Azerbaijan` for `AZ`."""
    return country_names(_in_use[0]).get(code.upper(), code)


def language_name(tag: str) -> str:
    """`Azerbaijani` for `az`."""
    return str(_locale().languages.get(tag.partition("-")[0], tag))


def number(count: int) -> str:
    """`1,200`."""
    return format_decimal(count, locale=_in_use[0])


@functools.lru_cache(maxsize=512)
def locale_name(tag: str) -> str:
    """`az_AZ` for `az`: language and territory, as in the Open Graph protocol."""
    parts = [part for part in tag.split("-") if not is_variant(part)]
    if parts[-1].isupper():
        return f"{parts[0]}_{parts[-1]}"
    likely = get_global("likely_subtags").get("_".join(parts), "")
    return f"{parts[0]}_{likely.rpartition('_')[2]}" if likely else parts[0]


@functools.cache
def direction(tag: str) -> str:
    """`rtl` for languages written from right to left, otherwise `ltr`."""
    try:
        return "rtl" if Locale.parse(tag, sep="-").character_order == "right-to-left" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


def plain_letters(text: str) -> str:
    """A text in small letters of the language's alphabet; other letters become the nearest of a to z."""
    alphabet = _ALPHABETS.get(_in_use[0], "")
    small = text.translate(_TURKIC).lower() if "ı" in alphabet else text.lower()
    return "".join(char if char in alphabet else anyascii(char).lower() for char in small)


def collation_key(text: str) -> tuple[str, str]:
    """The place of a name in a list in the language of the interface.

    Neither Babel nor the standard library sorts by language, PyICU needs a compiler, and pyuca
    cannot tailor its order; for the languages that we have, an alphabet is enough.
    """
    places = {
        ord(letter): ord("a") + at for at, letter in enumerate(_ALPHABETS.get(_in_use[0], ""))
    }
    return plain_letters(text).lstrip("'\"(#").translate(places), text


def initial(text: str) -> str:
    """The letter under which a name is listed, a capital; `0–9` for anything else."""
    first = plain_letters(text).lstrip("'\"(#")[:1]
    capital = (
        {"i": "İ", "ı": "I"}.get(first, first.upper())
        if _in_use[0] in _ALPHABETS
        else first.upper()
    )
    return capital if first.isalpha() else "0–9"


def inline(noun: str) -> str:
    """A noun within a sentence: `theme` for `Theme`, but German nouns keep their capital."""
    return noun if _in_use[0] == "de" else noun.lower()


def articles(count: int) -> str:
    """`1 article`, `2 articles`."""
    return ngettext("%(num)s article", "%(num)s articles", count) % {"num": number(count)}
