"""Negated parts of sentences, and marks on sentences that negate what their source does not."""

from pathlib import Path

import pytest
import yaml
from tests.verify.test_comparison import marks

from newsroom.importer.negation import has_rules, negated

PAIRS = yaml.safe_load(Path(__file__).with_name("negation.yml").read_text())


def marked(label):
    """Pairs with a label, and whether a mark says that only one of the two sentences negates."""
    for key, pairs in PAIRS.items():
        language = key if has_rules(key) else "en"
        for source, article in pairs[label]:
            kinds = [kind for kind, _ in marks(article, source, language=language)]
            yield (source, article), "negation" in kinds


def test_lost_and_added_negations():
    """At least nine of ten are marked."""
    pairs = list(marked(False))
    missed = [pair for pair, is_marked in pairs if not is_marked]
    assert len(pairs) >= 60
    assert len(missed) <= len(pairs) / 10, missed


def test_moved_negations():
    """Of faithful rewordings, at most one of twenty is marked."""
    pairs = list(marked(True))
    wrong = [pair for pair, is_marked in pairs if is_marked]
    assert len(pairs) >= 60
    assert len(wrong) <= len(pairs) / 20, wrong


@pytest.mark.parametrize(
    "language, sentence, part",
    [
        (
            "en",
            "It has no link with the Oak Office, the Elm Office said.",
            "It has no link with the Oak Office",
        ),
        (
            "en",
            "All offices except the Oak, the Elm and the Ash Office must.",
            "the Oak, the Elm and the Ash Office must",
        ),
        ("en", "The Oak Office was not involved.", "The Oak Office was not involved"),
        (
            "en",
            "The Elm Office said that the Oak Office was not involved.",
            "the Oak Office was not involved",
        ),
        ("en", "The raid is unrelated to the Oak Office.", "the Oak Office"),
        ("de", "Das Amt hat damit nichts zu tun.", "Das Amt hat damit nichts zu tun"),
        ("es", "El Elm dijo que el Oak no participó.", "el Oak no participó"),
        ("fr", "Il n'est pas exclu que le Bureau vienne.", None),
        ("ru", "Бюро не имеет отношения к делу.", "Бюро не имеет отношения к делу"),
        ("tr", "Sadece liman değil, okul da kapandı.", None),
        ("de", "Keine Spur, sagt das Amt.", "Spur"),
        ("fr", "Il ne connaît pas le Bureau.", "connaît pas le Bureau"),
        ("ru", "Дело не связано с Бюро, сообщила полиция.", "Дело не связано с Бюро"),
        ("az", "Polis bildirir, Büronun bununla əlaqəsi yoxdur.", "Büronun bununla əlaqəsi yoxdur"),
        ("en", "Not only the Oak Office came, but the Elm Office.", None),
        ("en", "No. 12 is open.", None),
        ("xx", "It is not open.", None),
    ],
)
def test_parts(language, sentence, part):
    """A part ends with its clause; after `except`, a list belongs to it."""
    found = [sentence[each.start : each.end].strip() for each in negated(sentence, language)]
    assert found[:1] == ([part] if part else [])


@pytest.mark.parametrize(
    "language, source, article",
    [
        ("en", "The Oak group denied any part in it.", "The Oak group said it was not involved."),
        ("de", "Elm bestritt, am Angriff beteiligt zu sein.", "Elm wies die Beteiligung zurück."),
        ("ru", "Выкуп порт не платил.", "Порт не заплатил выкуп, сказала директор."),
        ("ru", "Порт открыт, сказала директор Лена Браск.", "По словам Лены Браск, порт открыт."),
    ],
)
def test_faithful_answers_and_names(language, source, article):
    """A denial told as a negation is no lost answer, and cases are no other names."""
    kinds = [kind for kind, _ in marks(article, source, language=language)]
    assert {"answer", "name", "negation"}.isdisjoint(kinds)


def test_nine_negations():
    """A sentence full of negations is read, and marks are no more than one."""
    sentence = "No one never denied that nobody had not said no, nor that nothing without doubt did not fail to stop."
    assert len(negated(sentence, "en")) >= 8
    kinds = [kind for kind, _ in marks("Somebody denied that it did stop.", sentence)]
    assert kinds.count("negation") <= 1


def test_language_without_rules():
    """Sentences of such a language are compared in all else."""
    assert not has_rules("fi")
    found = marks(
        "Ministeriö ei sulkenut 12 porttia.", "Ministeriö sulki 13 porttia.", language="fi"
    )
    assert [kind for kind, _ in found if kind != "left-out"] == ["number"]
