"""Find the name of a body in a report that names none of the registries."""

from collections.abc import Iterator

from newsroom.importer.claims import Guess
from newsroom.importer.reading import Reading
from newsroom.importer.words import shapes

_NAME_FIRST, _NOUN_FIRST, _WITH_ACRONYM = shapes("body", "name_first noun_first acronym", 0)
_SMALL = 3
"""Most letters of a word in a name that its acronym may leave out."""
_MOST_WORDS = 8


def unregistered(reading: Reading) -> Guess | None:
    """The first body that a headline or a lead names, with its sentence; None if there is none."""
    for sentence in reading.sentences:
        if sentence.role in ("title", "lead"):
            for name in _names(sentence.text):
                return Guess(name, 0.0, " ".join(sentence.text.split()))
    return None


def _names(sentence: str) -> Iterator[str]:
    """Yield names: words before their acronym, then those around a noun such as `Service`."""
    for match in _WITH_ACRONYM.finditer(sentence):
        words = match["words"].split()
        for count in range(min(len(words), _MOST_WORDS), 1, -1):
            own = words[-count:]
            if own[0][0].isupper() and _is_acronym(match["acronym"], own):
                yield " ".join(own)
    for pattern in (_NAME_FIRST, _NOUN_FIRST):
        for match in pattern.finditer(sentence):
            yield match.group().removeprefix("The ")


def _is_acronym(acronym: str, words: list[str]) -> bool:
    long = [word for word in words if len(word) > _SMALL or word[0].isupper()]
    return any(
        "".join(word[0] for word in own).casefold() == acronym.casefold() for own in (words, long)
    )
