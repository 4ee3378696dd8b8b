"""Whether a written word is a form of a given one, as far as a rule carries.

Endings are few and regular where names are concerned: a possessive or a plural in English, case
endings in Russian, German and the Turkic languages, gender and number in French. A name is several
words, so a rule that is wrong for one of them rarely finds a name that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_RUSSIAN_ENDING = re.compile(
    r"(?<=\w{3})(?:иями|ью|ями|ами|ыми|ими|ого|его|ому|ему|ией|иях|иям|ием|ия|ии|ию|ие|ий|"
    r"ая|яя|ую|юю|ой|ей|ый|ое|ее|ые|ых|их|ым|им|ом|ем|ам|ям|ах|ях|ов|ев|а|я|о|е|ы|и|у|ю|ь|й)$"
)
_TURKIC_ENDING = re.compile(
    r"(?:l[ae]r)?(?:[yns]?[iuae])?(?:n?[iu]n|n?d[ae]n?|[yn][iuae]|ning|ni|ga|n)?(?:ki|l[iu]|la|le)?$"
)
_GERMAN_ENDING = re.compile(r"(?<=\w{3})(?:es|en|em|er|e|s|n)$")
_FRENCH_ENDING = re.compile(r"(?<=\w{2})(?:nes|ne|es|e|s)$")
_TURKIC = frozenset(("az", "tr", "uz", "tk"))
_LONGEST_ENDING = 8


@lru_cache(maxsize=20_000)
def russian_stem(word: str) -> str:
    """A word of a Slavic language in Cyrillic letters without its ending."""
    return _RUSSIAN_ENDING.sub("", word)


def is_form(written: str, base: str, languages: Collection[str] = ()) -> bool:
    """Whether one plain word is the other, or a form of it in English or one of the languages.

    Args:
        written: The word of the text, plain.
        base: The word of the name, plain; a `*` at its end means any ending.
        languages: Language tags' first parts, of the text and of the name.
    """
    if written == base:
        return True
    if base.endswith("*"):
        return written.startswith(base[:-1])
    if _CYRILLIC.match(base):
        return russian_stem(written) == russian_stem(base)
    if base in (f"{written}s", f"{written}es") or written in (f"{base}s", f"{base}es"):
        return len(base) > 3
    return any(_is_form_in(language, written, base) for language in languages)


def _is_form_in(language: str, written: str, base: str) -> bool:
    if language in _TURKIC:
        rest = written[len(base) :] if written.startswith(base) else ""
        return 0 < len(rest) <= _LONGEST_ENDING and _TURKIC_ENDING.match(rest) is not None
    if language == "de":
        return _GERMAN_ENDING.sub("", written) == _GERMAN_ENDING.sub("", base)
    if language == "fr":
        return _FRENCH_ENDING.sub("", written) == _FRENCH_ENDING.sub("", base)
    return False
