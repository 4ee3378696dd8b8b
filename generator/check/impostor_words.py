"""Find words in look-alike letters that spell a name in Latin ones: `сіѕа` for CISA.

Honest texts contain words in several alphabets. So a word counts only if all its letters pass for
Latin ones and spell a registered name or a site that everybody knows. No word beside it may be in
its own alphabet.

Letters that no single language has in one word, such as the Ukrainian і beside the Macedonian ѕ,
are an error. Other words may be meant, as ВВС is the Russian air force: they get advice, and none
in brackets or quotation marks, where texts give original names.
"""

import re
from collections.abc import Callable, Iterator, Mapping

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
"""Matches code, which texts about such words use, and addresses, whose hosts are checked elsewhere."""
_BEFORE_ORIGINAL = frozenset("(\"«‘“„'/*_")
_SHORTEST = 3
_LANGUAGES = tuple(
    map(
        frozenset,
        (
            "АВЕКМНОРСТУХЬагеорсух",  # Russian, Bulgarian
            "АВЕІКМНОРСТУХЬагеіорсух",  # Ukrainian, Belarusian, Kazakh
            "АВЕЅЈКМНОРСТУХагеѕјорсух",  # Macedonian, Serbian
            "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγινορσυ",  # Greek
        ),
    )
)
"""The letters of some languages that pass for Latin ones."""


def check_words_of(
    article: Article, document: Document, taxonomies: Mapping[str, Taxonomy], report: Report
) -> None:
    """Report words of an article's title, summary and text that only look like a name."""
    names: Mapping[str, str] = {}
    for text, place_of in _texts(article, document):
        if not _FOREIGN.search(text):
            continue
        names = names or _names(taxonomies)
        own = _APART.sub(lambda match: " " * len(match.group()), text)
        for match, name in _disguised(own, names):
            _report(match.group(), name, own[: match.start()][-1:], place_of(match.start()), report)


def may_imitate(data: bytes) -> bool:
    """Whether a file has letters that may imitate Latin ones, so that its check depends on all names."""
    return not data.isascii() and _FOREIGN.search(data.decode("utf-8", "replace")) is not None


def _texts(article: Article, document: Document) -> Iterator[tuple[str, Callable[[int], Place]]]:
    """Title, summary and text, each with a function from an offset to its place."""
    for key, text in (("title", article.title), ("summary", article.summary)):
        node = document.front_matter.at(key)
        place = node.place if node else Place(document.path)
        yield text, lambda _, place=place: place  # type: ignore[misc]
    yield document.body, document.place


def _names(taxonomies: Mapping[str, Taxonomy]) -> Mapping[str, str]:
    """Shape → name, for all registered names of one word and for sites that everybody knows."""
    words = table("generator.check", "known_sites")["names"].split()
    for taxonomy in taxonomies.values():
        for term in taxonomy:
            for name in term.names:
                if _WORD.fullmatch(name):
                    words.append(name)
    return {_shape(word): word for word in words if word.isascii() and len(word) >= _SHORTEST}


def _shape(word: str) -> str:
    """A Latin word without case; І is listed as a look-alike of l, so i and l are equal."""
    return word.casefold().replace("l", "i")


def _disguised(text: str, names: Mapping[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    """The words of a text that look like one of the names, each with the name."""
    words = list(_WORD.finditer(text))
    for index, match in enumerate(words):
        word = match.group()
        if word.isascii() or not _FOREIGN.search(word):
            continue
        name = names.get(_shape(skeleton(word)), "")
        beside = [
            other.group() for other in words[max(0, index - 1) : index + 2] if other is not match
        ]
        own = scripts_of(word) - {"LATIN"}
        if name and not any(_is_word_of(own, other) for other in beside):
            yield match, name


def _is_word_of(scripts: set[str], word: str) -> bool:
    """Whether a word is in one of the scripts, and not in look-alike letters only."""
    return bool(scripts_of(word) & scripts) and not all(map(latin_twin, word))


def _report(
    word: str,
    name: str,
    before: str,
    place: Place,
    report: Report,
) -> None:
    message = f"'{word}' looks like '{name}' but has letters of {alphabets_of(word)}"
    if not any(language.issuperset(word) for language in _LANGUAGES):
        help_line = f"write '{name}'; put it in `backticks` if the text is about the letters"
        report.add(place, "look-alike-name", message, help_line)
    elif before not in _BEFORE_ORIGINAL or not before:
        help_line = f"write '{name}'; put an original name in brackets: ({word})"
        report.add(place, "look-alike-word", message, help_line)
