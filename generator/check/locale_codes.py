"""Codes of countries (ISO 3166-1 alpha-2) and languages (BCP 47), and what people write instead."""

import re
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.localedata import locale_identifiers

from generator.diagnostics.suggest import nearest
from generator.read.tables import table

_TAG = re.compile(
    r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*\Z"
)
"""Language, script, region and variants, as in `en`, `zh-Hant`, `pt-BR`, `ca-ES-valencia`."""
_LANGUAGES: dict[str, str] = dict(Locale("en").languages)
_CODE = re.compile(r"[A-Z]{2}\Z")
_TABLE = table(__package__, "countries")
_NOT_COUNTRIES = frozenset(_TABLE["reserved"])
COUNTRY_NAMES: dict[str, list[str]] = _TABLE["names"]
"""Country code → common names of the country besides its CLDR name."""


@cache
def country_names(language: str) -> dict[str, str]:
    """Map country codes (ISO 3166-1) to the countries' names in a language, by CLDR.

    The names are English if CLDR does not have the language.
    """
    locale = Locale("en")
    for tag in (language, language.partition("-")[0]):  # CLDR has `ru`, but not `ru-US`
        try:
            locale = Locale.parse(tag, sep="-")
            break
        except (UnknownLocaleError, ValueError):
            continue
    names = sorted(locale.territories.items())
    return {code: name for code, name in names if _CODE.match(code) and code not in _NOT_COUNTRIES}


COUNTRIES = country_names("en")


def english_names(code: str) -> list[str]:
    """The names of a country in English texts: that of CLDR, short forms and adjectives."""
    return [COUNTRIES[code], *COUNTRY_NAMES.get(code, ())]


@cache
def _country_codes() -> dict[str, str]:
    """Map folded names and other codes of countries to the code."""
    codes = {}
    for code, name in COUNTRIES.items():
        codes[code.casefold()] = code
        codes[name.casefold()] = code
    for alias, meant in get_global("territory_aliases").items():
        is_code = len(alias) == 3 and alias.isalpha()
        if is_code and meant[0] in COUNTRIES:
            codes[alias.casefold()] = meant[0]
    for names in (COUNTRY_NAMES, _TABLE["in_place_of_a_code"]):
        for code, others in names.items():
            for name in others:
                codes[name.casefold()] = code
    return codes


def code_for(written: str) -> tuple[str, bool, str]:
    """Guess the country code that a text means.

    The result is the code, whether it is certain, and a help line.
    """
    folded = " ".join(written.casefold().split())
    for name, body in _TABLE["bodies"].items():
        if folded == name.casefold():
            return "", False, f"{body} is not a country: delete it, or write the countries meant"
    codes = _country_codes()
    is_exact = folded in codes
    code = codes[folded] if is_exact else nearest(written, codes, codes)
    if not code:
        return "", False, "write two capitals, as in AZ or US"
    return code, is_exact, f"did you mean '{code}'?"


def good_language(tag: str) -> bool:
    """Whether a text is a language tag (BCP 47, RFC 5646) of a language that CLDR knows."""
    if not _TAG.match(tag):
        return False
    language, *others = tag.split("-")
    languages, variants = _known_by_cldr()
    own = filter(is_variant, others)
    return language in languages and variants.issuperset(own)


@cache
def _known_by_cldr() -> tuple[frozenset[str], frozenset[str]]:
    """All codes of languages and of variants in CLDR.

    Some languages, such as Ladin (`lld`), are only in its list of locales.
    """
    languages = set(_LANGUAGES)
    for name in locale_identifiers():
        languages.add(name.partition("_")[0])
    variants = [str(name).lower() for name in Locale("en").variants]
    return frozenset(languages), frozenset(variants)


def capitalised(tag: str) -> str:
    """Write a language tag with the case and hyphens of BCP 47: `EN` → `en`, `pt_br` → `pt-BR`."""
    try:
        language, territory, script, variant, *_ = parse_locale(tag.replace("_", "-"), sep="-")
    except ValueError:
        return tag
    return "-".join(filter(None, (language, script, territory, (variant or "").lower())))


def is_variant(part: str) -> bool:
    """Whether a part of a language tag is a variant, such as `valencia` or `1996`."""
    if len(part) == 4:
        return part[0].isdigit()
    return len(part) > 4


def language_codes() -> dict[str, str]:
    """Map codes and English names of all languages to their codes, and old codes to today's."""
    codes = {name: code for code, name in _LANGUAGES.items()}
    return codes | dict(get_global("language_aliases")) | {code: code for code in _LANGUAGES}


def own_name(tag: str) -> str:
    """Return a language's name in that language: `Deutsch` for `de`."""
    return str(Locale.parse(tag, sep="-").get_language_name())


def is_in_usual_script(tag: str) -> bool:
    """Whether a tag means the script that its language usually has: not `az-Cyrl`."""
    language, *others = tag.split("-")
    usual = get_global("likely_subtags").get(language, "")
    scripts = {part for part in others if len(part) == 4 and part.isalpha()}
    return scripts <= set(usual.split("_"))


def code_of_language(name: str) -> str:
    """The code of a language from its English name, or from the code of a country that speaks it.

    `Russian` is `ru`, and `ua` is `uk`; other texts are "".
    """
    codes = {language.casefold(): code for code, language in _LANGUAGES.items()}
    country = name.upper()
    spoken = get_global("likely_subtags").get(f"und_{country}", "") if country in COUNTRIES else ""
    return codes.get(name.casefold(), spoken.partition("_")[0])
