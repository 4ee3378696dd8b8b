"""Sentences that are surer or less sure than their source: every step and hedge, in every language."""

from itertools import product
from pathlib import Path

import pytest
import yaml
from tests.verify.test_comparison import marks

from newsroom.verify.certainty import certainty, languages

FOLDER = Path(__file__).parent
LISTED = yaml.safe_load((FOLDER / "certainty.yml").read_text(encoding="utf-8"))
PAIRS = yaml.safe_load((FOLDER / "certainty_pairs.yml").read_text(encoding="utf-8"))
STEPS = ("suspected", "accused", "charged", "tried", "convicted", "sentenced")
STAGES = (("suspected",), ("accused", "charged", "tried"), ("convicted", "sentenced"))
HEDGES = ("doubts", "hearsay", "linked", "attributed")


def is_another_step(said, written):
    """Whether an article is further than its source, at an earlier stage, or ends otherwise."""
    if "acquitted" in (said, written):
        return said != written
    [before], [after] = (
        [number for number, steps in enumerate(STAGES) if step in steps] for step in (said, written)
    )
    return STEPS.index(written) > STEPS.index(said) or after < before


def is_another_claim(said, written):
    """Whether an article that claims less or more than its source must be marked."""
    return (said, written) in [
        *((hedge, "plain") for hedge in HEDGES),
        ("plain", "doubts"),
        ("linked", "attributed"),
    ]


def differs(source, article, there, here):
    """Whether a mark says that an article is more or less sure than a source."""
    found = marks(article, source, there if there != here else "", language=here)
    return any(kind in ("hedge", "negation") for kind, _ in found)


@pytest.mark.parametrize("here", LISTED["steps"])
@pytest.mark.parametrize("there", LISTED["steps"])
def test_every_step_and_hedge(there, here):
    """A source in one language, in its first wording, and an article in another, in its second."""
    wrong = []
    steps, hedges = LISTED["steps"], LISTED["hedges"]
    for said, written in product(steps[there], steps[here]):
        found = differs(steps[there][said][0], steps[here][written][1], there, here)
        if found != is_another_step(said, written):
            wrong.append((said, written))
    for said, written in product(hedges[there], hedges[here]):
        is_other = is_another_claim(said, written)
        found = differs(hedges[there][said][0], hedges[here][written][1], there, here)
        if (is_other or said == written) and found != is_other:
            wrong.append((said, written))
    assert not wrong


@pytest.mark.parametrize("language", LISTED["order"])
def test_order_of_events(language):
    """`A before B` and `B after A` are one order, and `A after B` is the other."""
    before, same, other = LISTED["order"][language]
    for source, article, is_marked in [
        (before, before, False),
        (before, same, False),
        (same, before, False),
        (before, other, True),
        (same, other, True),
        (other, before, True),
    ]:
        found = [kind for kind, _ in marks(article, source, language=language)]
        assert ("order" in found) == is_marked, (source, article)


def test_every_language_has_every_step():
    assert all(set(each) == set(languages()) for each in LISTED.values())
    for of_language in LISTED["steps"].values():
        assert list(of_language) == [*STEPS, "acquitted"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["fault"][1])
def test_reports(pair):
    """A fault is marked; what is faithful has no mark, except for what it leaves out."""
    language = pair.get("article_language", "en")
    other = "" if pair["language"] == language else pair["language"]
    before, after = pair["fault"]
    known = marks(pair["article"], pair["source"], other, language)
    assert [mark for mark in known if mark[0] != "left-out"] == []
    assert before in pair["article"]
    changed = marks(pair["article"].replace(before, after), pair["source"], other, language)
    assert [mark for mark in changed if mark not in known]


@pytest.mark.parametrize(
    "language, text",
    [
        ("en", "He faces trial."),
        ("en", "If convicted, they could be sentenced in May."),
        ("en", "Nobody has been charged."),
        ("en", "The chargé d’affaires is in charge of the embassy, which tried to help."),
        ("de", "Ihm droht eine Haftstrafe."),
        ("fr", "Il risque cinq ans de prison."),
        ("es", "Podría ser condenado."),
        ("ru", "Ему грозит до пяти лет лишения свободы."),
        ("uk", "Йому загрожує позбавлення волі."),
        ("tr", "Hapis cezası isteniyor."),
        ("az", "Məhkum edilməyib."),
        ("fi", "Hän sai tuomion."),
    ],
)
def test_steps_that_were_not_reached(language, text):
    assert not certainty(text, language).steps


def test_may_is_a_month():
    assert not certainty("The raid was in May.", "en").words
    assert certainty("They may return.", "en").words == {"doubts": "may"}
