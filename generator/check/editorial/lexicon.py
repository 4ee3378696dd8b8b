"""The words of `site_config/style.yml`, and finding them in a text.

One pass over a text's words tells which of hundreds of listed phrases it has (Aho and Corasick,
1975), and only those are searched for again, to know where they are.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from generator.check.fields import Fields
from generator.diagnostics.diagnostics import Report
from generator.model.settings import Style
from generator.read.yaml import Mapping

_MOST_WORDS = 1_000
_BEGINNING = 4
"""Letters that a `*` needs before it."""
_LISTED = re.compile(rf"[^\W_]+(?:['’-][^\W_]+)*(?:(?<=\w{{{_BEGINNING}}})\*)?\Z")
_SIGNS = (*range(0x80), *range(0xA1, 0xC0), *range(0x2010, 0x2070), *range(0x3000, 0x3040))
_SPACES = {code: " " for code in _SIGNS if not chr(code).isalnum()}
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no spaces between words; each counts as a word."""


@lru_cache(maxsize=64)
def words(text: str) -> tuple[str, ...]:
    """Split a text into words in lower case; hyphens and apostrophes separate words.

    Cached, because several checks ask for the words of an article and of its sentences.
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = _UNSPACED.sub(r" \g<0> ", plain)
    return tuple(plain.translate(_SPACES).split())


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """The words that two texts share, as a percentage of the words of both (Dice's coefficient).

    Each collection has a text's different words.
    """
    return 200 * len(set(one).intersection(other)) / (len(one) + len(other))


def _key(phrase: str) -> str:
    """The words of a phrase with a space before and after them, for a search in a joined text.

    A phrase with a `*` ends before it, without the space.
    """
    whole, star, _ = phrase.partition("*")
    end = "" if star else " "
    return f" {' '.join(words(whole))}{end}"


@lru_cache(maxsize=256)
def _finder(phrases: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(list(map(_key, phrases)))


def met(phrases: tuple[str, ...], said: Iterable[str]) -> list[str]:
    """The phrases that occur in a text, in the phrases' order.

    `said` are the words of the text. A phrase with a `*` is looked for up to its first `*`.
    """
    text = f" {' '.join(said)} "
    matches = _finder(phrases).find_matches_as_indexes(text, overlapping=True)
    found = dict.fromkeys(index for index, _, _ in matches)
    return [phrases[index] for index in found]


@lru_cache(maxsize=1024)
def pattern_of(phrase: str) -> re.Pattern[str]:
    """A pattern that finds a phrase as written or capitalised, also across line breaks."""
    first = re.escape(phrase[0])
    if phrase[0].upper() != phrase[0]:
        first = f"[{phrase[0]}{phrase[0].upper()}]"
    rest = []
    for word in re.split(r"[\s-]+", phrase[1:]):
        ending = r"[^\W_]*" if word.endswith("*") else ""
        rest.append(re.escape(word.removesuffix("*")) + ending)
    between = r"[\s-]+"
    return re.compile(rf"(?<![^\W_])(?<!-){first}{between.join(rest)}(?!-|[^\W_])")


def check_style(mapping: Mapping, report: Report) -> dict[str, Style]:
    """Check style.yml; return the words of each language."""
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
