"""The words of `site_config/style.yml`, and finding them in a text.

One pass over a text's words tells which of hundreds of listed phrases it has (Aho and Corasick,
1975), and only those are searched for again, to know where they are.
"""

import os
import re
from collections.abc import Iterable
from collections.abc import Mapping as Words
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.check.fields import Fields
from generator.check.site_settings import read_config_file
from generator.diagnostics.diagnostics import Report
from generator.model.layout import CONFIG
from generator.read.text import words
from generator.read.yaml import Mapping

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_MOST_WORDS = 1_000
_BEGINNING = 4
"""Letters that a `*` needs before it."""
_GAP = r"[\s-]+(?:[^,;:–—.!?]{1,60}?[\s-])??"
_LISTED = re.compile(rf"[^\W_]+(?:['’-][^\W_]+)*(?:(?<=\w{{{_BEGINNING}}})\*)?\Z")


@dataclass(frozen=True, slots=True)
class Style:
    """The words of one language that `digest check` warns about, from `site_config/style.yml`.

    Case matters: `regime` does not match *Regime*, which is part of a name, unless it begins a
    sentence. A `*` at a word's end matches any ending.
    """

    loaded: Words[str, str] = field(default_factory=dict)
    """Judgemental words and phrases, each with advice for the author."""
    attributions: tuple[str, ...] = ()
    """Words that attribute a claim, such as `said` and `according`."""
    claims: tuple[str, ...] = ()
    """Words that report a claim, such as `killed` and `arrested`."""


def _key(phrase: str) -> str:
    """The words of a phrase with a space before and after them, for a search in a joined text.

    A phrase with a `*` or a `…` ends before it, without the space after a `*`.
    """
    whole, star, _ = phrase.partition(" …")[0].partition("*")
    end = "" if star else " "
    return f" {' '.join(words(whole))}{end}"


@lru_cache(maxsize=256)
def _finder(phrases: tuple[str, ...]) -> "AhoCorasick":
    from ahocorasick_rs import AhoCorasick  # only commands that give advice need it

    return AhoCorasick(list(map(_key, phrases)))


def met(phrases: tuple[str, ...], said: Iterable[str]) -> list[str]:
    """The phrases that occur in a text, in the phrases' order.

    `said` are the words of the text. A phrase is looked for up to its first `*` or `…`.
    """
    text = f" {' '.join(said)} "
    matches = _finder(phrases).find_matches_as_indexes(text, overlapping=True)
    found = [phrases[index] for index in sorted({index for index, _, _ in matches})]
    return [one for one in found if "…" not in one or pattern_of(one).search(text)]


@lru_cache(maxsize=1024)
def pattern_of(phrase: str) -> re.Pattern[str]:
    """A pattern that finds a phrase as written or capitalised, also across line breaks.

    A `…` between two words is any part of a clause, of 60 letters at most.
    The first letter comes before what looks back, since few letters of a text are that letter.
    """
    first = re.escape(phrase[0])
    if phrase[0].upper() != phrase[0]:
        capitals = "Iİ" if phrase[0] == "i" else phrase[0].upper()
        first = f"[{phrase[0]}{capitals}]"
    parts = []
    for part in phrase[1:].split(" … "):
        rest = []
        for word in re.split(r"[\s-]+", part):
            ending = r"[^\W_]*" if word.endswith("*") else ""
            rest.append(re.escape(word.removesuffix("*")) + ending)
        parts.append(r"[\s-]+".join(rest))
    return re.compile(rf"{first}(?<![^\W_].)(?<!-.){_GAP.join(parts)}(?!-|[^\W_])")


Styles = dict[str, Style]
"""Language → its words."""


def style_of(styles: object, language: str) -> Style:
    """The words for a language or for its base language, which is `en` for `en-GB`."""
    base = language.partition("-")[0]
    known: Styles = styles if isinstance(styles, dict) else {}
    return known.get(language) or known.get(base) or Style()


def read_style(folder: Path, name: str, report: Report) -> Styles:
    """Read and check a file of words in a folder of settings, which is optional."""
    if not os.path.lexists(folder / name):
        return {}
    mapping = read_config_file(folder, name, f"{CONFIG}/{name}", report)
    return check_style(mapping, report) if mapping else {}


def check_style(mapping: Mapping, report: Report) -> Styles:
    """Check the words of each language."""
    whole = Fields(mapping, report)
    tags = whole.languages("write the code of a language, such as en")
    styles = {tag: _style(whole.record(tag)) for tag in tags}
    whole.finish()
    return styles


def _style(record: Fields) -> Style:
    loaded: dict[str, str] = {}
    for group in record.records("loaded"):
        reason = group.text("reason", most=300, required="reason: <why it is loaded>")
        loaded.update(dict.fromkeys(_words(group, "words"), reason))
    return Style(
        loaded=loaded, attributions=_words(record, "attributions"), claims=_words(record, "claims")
    )


def _words(record: Fields, key: str) -> tuple[str, ...]:
    """The words or phrases of a key; those that cannot be searched for are reported."""
    phrases = []
    for phrase, place in record.placed_texts(key, most=_MOST_WORDS):
        if all(map(_LISTED.match, phrase.split())):
            phrases.append(phrase)
        else:
            message = f"'{phrase[:40]}' cannot be searched for"
            help_line = f"write words, with a * only after {_BEGINNING} letters or more, "
            help_line += "as in <beginning>*"
            record.report.add(place, "bad-tag", message, help_line)
    return tuple(phrases)
