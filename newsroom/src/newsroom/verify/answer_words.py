"""Words that answer, deny and doubt, by language."""

from collections.abc import Mapping

from generator.read.tables import table

_WORDS: Mapping[str, Mapping[str, list[str]]] = table(__package__, "answers")


def words_of_kinds(language: str) -> dict[str, tuple[str, ...]]:
    """Map each kind of words to its phrases; denials are among the answers, too."""
    listed = _WORDS.get(language.partition("-")[0], {})
    kinds = {kind: tuple(phrases) for kind, phrases in listed.items()}
    if kinds:
        kinds["answers"] += kinds["denials"]
    return kinds
