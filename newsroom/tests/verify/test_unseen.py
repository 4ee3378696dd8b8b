"""Faults and faithful sentences that somebody wrote who had not read the rules of `verify`."""

from collections import Counter
from pathlib import Path

import pytest
import yaml
from tests.verify.test_comparison import marks

from newsroom.importer.negation import has_opposite, has_rules

FOLDER = Path(__file__).parent
PAIRS = yaml.safe_load((FOLDER / "unseen_pairs.yml").read_text(encoding="utf-8"))
ACROSS = yaml.safe_load((FOLDER / "across.yml").read_text(encoding="utf-8"))
OPPOSITES = {
    "az": ["Şəxsiyyəti naməlumdur.", "O, susub.", "Yalnız bir server zədələnib."],
    "de": ["Der Täter ist unbekannt.", "Er schwieg.", "Nur ein Server fiel aus."],
    "en": ["The culprit is unknown.", "He was silent.", "Only one server failed."],
    "es": ["Se desconoce el autor.", "Guardó silencio.", "Solo falló un servidor."],
    "fr": ["L'auteur est inconnu.", "Il a gardé le silence.", "Un seul serveur a cédé."],
    "ru": ["Виновник неизвестен.", "Он молчал.", "Отказал лишь один сервер."],
    "tr": ["Fail belirsiz.", "Sustu.", "Sadece bir sunucu bozuldu."],
    "uk": ["Винуватець невідомий.", "Він мовчав.", "Відмовив лише один сервер."],
}
"""Ignorance, silence and a single case, which another language may say with `not`."""


def compared(article, source, there, here="en"):
    """The marks of an article, without what it leaves out."""
    found = marks(article, source, there if there != here else "", here)
    return [mark for mark in found if mark[0] != "left-out"]


def test_unseen_pairs():
    """34 of 40 faults are marked, every conviction among them; faithful texts have few marks."""
    missed, false = Counter(), []
    for kind, there, here, source, article, good, bad in PAIRS:
        known = compared(article, source, there, here)
        changed = compared(article.replace(good, bad), source, there, here)
        missed[kind] += all(mark in known for mark in changed)
        false += known
    assert len(PAIRS) == 40
    assert missed.total() <= 6, missed
    assert not missed["convicted"]
    assert len(false) <= 4, false


@pytest.mark.parametrize("there, source, article", ACROSS)
def test_faithful_across_languages(there, source, article):
    assert compared(article, source, there) == []


@pytest.mark.parametrize("language", OPPOSITES)
def test_opposites(language):
    """Words of every language that has rules for which another may say `not`."""
    assert has_rules(language)
    assert all(has_opposite(text, language) for text in OPPOSITES[language])


@pytest.mark.parametrize(
    "article, kinds",
    [
        ("The chief, Ivan Primerov, spoke in Seversk.", []),
        ("The chief, Ivan Obraztsov, spoke in Seversk.", ["name"]),
        ("The chief, Iwan Primerow, spoke in Seversk.", []),
        ("The chief, Pavel Obraztsov, spoke in Seversk.", []),  # may be a title
    ],
)
def test_another_surname_across_scripts(article, kinds):
    """A given name of the source with another surname is marked, whatever its letters."""
    found = compared(article, "В Северске выступил начальник, Иван Примеров.", "ru")
    assert [kind for kind, _ in found] == kinds
