"""Find words in look-alike letters that spell a name in Latin ones: `сіѕа` for CISA.

Honest texts contain words in several alphabets. So a word counts only if all its letters pass for
Latin ones and spell a registered name or a site that everybody knows. No word beside it may be in
its own alphabet.

Letters that no single language has in one word, such as the Ukrainian і beside the Macedonian ѕ,
are an error. Other words may be meant, as ВВС is the Russian air force: they get advice, and none
in brackets or quotation marks, where texts give original names.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.check.impostor_names import alphabets_of
from generator.diagnostics.diagnostics import Place, Report
from generator.model.article import Article
from generator.model.term import Taxonomy
from generator.read.document import Document
from generator.read.lookalikes import latin_twin, scripts_of, skeleton
from generator.read.tables import table

_FOREIGN = re.compile("[\u0370-\u058f\u13a0-\u13fd\uab70-\uabbf]")
_WORD = re.compile(r"[^\W\d_]+")
_APART = re.compile(r"(`+)[^`]+\1|\w+://\S+")
"""Code, in which texts quote such words, and addresses, whose hosts are checked elsewhere."""
_BEFORE_ORIGINAL = frozenset("(\"«‘“„'/*_")
_SHORTEST = 3
_LANGUAGES = [
    frozenset("АВЕКМНОРСТУХЬагеорсух"),  # Russian, Bulgarian
    frozenset("АВЕІКМНОРСТУХЬагеіорсух"),  # Ukrainian, Belarusian, Kazakh
    frozenset("АВЕЅЈКМНОРСТУХагеѕјорсух"),  # Macedonian, Serbian
    frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγινορσυ"),  # Greek
]
"""The letters of some languages that pass for Latin ones."""


class _Found(NamedTuple):
    """A word in look-alike letters, and the name that it looks like."""

    word: str
    name: str
    start: int
    before: str
    """The character before the word, or ""."""


def check_words_of(
    article: Article, document: Document, taxonomies: Mapping[str, Taxonomy], report: Report
) -> None:
    """Report words of an article's title, summary and text that only look like a name."""
    fields = (("title", article.title), ("summary", article.summary))
    if not _FOREIGN.search(article.title + article.summary + document.body):
        return
    names = _names(taxonomies)
    for key, text in fields:
        node = document.front_matter.at(key)
        place = node.place if node else Place(document.path)
        for found in _disguised(text, names):
            _report(found, place, report)
    for found in _disguised(document.body, names):
        _report(found, document.place(found.start), report)


def _names(taxonomies: Mapping[str, Taxonomy]) -> Mapping[str, str]:
    """Map the shapes of registered names of one word, and of well-known sites, to the names."""
    words = table("generator.check", "known_sites")["names"].split()
    for taxonomy in taxonomies.values():
        for term in taxonomy:
            for name in term.names:
                if _WORD.fullmatch(name):
                    words.append(name)
    return {_shape(word): word for word in words if word.isascii() and len(word) >= _SHORTEST}


def _shape(word: str) -> str:
    """Reduce a Latin word to a key that look-alike words share: no case, and i equals l."""
    return word.casefold().replace("l", "i")


def _disguised(text: str, names: Mapping[str, str]) -> Iterator[_Found]:
    """Find the words of a text that look like one of the names."""
    own = _APART.sub(lambda match: " " * len(match.group()), text)
    matches = list(_WORD.finditer(own))
    words = ["", *(match.group() for match in matches), ""]
    for index, match in enumerate(matches, 1):
        word = words[index]
        if not _FOREIGN.search(word):
            continue
        name = names.get(_shape(skeleton(word)), "")
        scripts = scripts_of(word) - {"LATIN"}
        is_beside_its_own = any(
            _is_word_of(scripts, words[beside]) for beside in (index - 1, index + 1)
        )
        if name and not is_beside_its_own:
            start = match.start()
            yield _Found(word, name, start, own[:start][-1:])


def _is_word_of(scripts: set[str], word: str) -> bool:
    """Whether a word is in one of the scripts, and not in look-alike letters only."""
    return bool(scripts_of(word) & scripts) and not all(map(latin_twin, word))


def _report(found: _Found, place: Place, report: Report) -> None:
    word, name = found.word, found.name
    message = f"'{word}' looks like '{name}' but has letters of {alphabets_of(word)}"
    if not any(language.issuperset(word) for language in _LANGUAGES):
        help_line = f"write '{name}'; put it in `backticks` if the text is about the letters"
        report.add(place, "look-alike-name", message, help_line)
    elif found.before not in _BEFORE_ORIGINAL:
        help_line = f"write '{name}'; put an original name in brackets: ({word})"
        report.add(place, "look-alike-word", message, help_line)
