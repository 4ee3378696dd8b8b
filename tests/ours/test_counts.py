"""The numbers of articles and answers in README.md and our pages are those of our articles."""

import re
from collections import Counter

import pytest

from generator.check.fields import STANCES
from generator.installed import installed
from generator.load.loading import load
from tests.corpus import PROJECT

pytestmark = pytest.mark.ours

_BEHIND = 0.05
"""The share of all articles by which a number may be behind: a new article needs no edit elsewhere."""
_PASSAGES = {
    "README.md": r"- \*\*The digest\.\*\* (.*?)\n-",
    "content/pages/about.md": r"\bOn\s+\d+ \w+ \d{4}, (\d+ of our \d+ articles accused.*?)\n\n",
    "content/pages/editorial-policy.md": r"\bOn \d+ \w+ \d{4}, (\d+ of our \d+ articles accused.*?)\n-",
}
"""Document → the passage that counts articles, those that accuse, and these by their answer."""


@pytest.fixture(scope="module")
def articles():
    return load(PROJECT, installed()).site.articles


def _counted(articles):
    """All articles, those that accuse, and these by the best stance: answers to the charge first."""
    best = Counter()
    for article in articles:
        if article.response:
            stance = min((one.stance for one in article.response), key=STANCES.index)
            best["answered" if stance == "denied" else stance] += 1
    kinds = [best[stance] for stance in STANCES[1:]]
    return [len(articles), sum(kinds), *kinds]


@pytest.mark.parametrize("document", _PASSAGES)
def test_counts(document, articles):
    text = (PROJECT / document).read_text(encoding="utf-8")
    passage = re.search(_PASSAGES[document], text, re.DOTALL)[1]
    stated = [int(number) for number in re.findall(r"(?<!\d)\d{1,3}(?!\d)", passage)]
    whole, accusing = sorted(stated[:2], reverse=True)
    stated[:2] = whole, accusing
    kinds = stated[2:]
    assert not kinds or sum(kinds) == accusing
    counted = _counted(articles)
    expected = counted if kinds else counted[:2]
    far = [
        (said, right)
        for said, right in zip(stated, expected, strict=True)
        if abs(said - right) > _BEHIND * len(articles)
    ]
    assert far == [], f"of {document}; {counted} would be right (digest report --all counts them)"


@pytest.mark.parametrize(
    "document", ["content/pages/about.md", "content/pages/editorial-policy.md"]
)
def test_newest(document, articles):
    """What a page says of its newest article was true on the day that it names."""
    text = (PROJECT / document).read_text(encoding="utf-8")
    (said,) = re.findall(r"newest article was dated (\d+ \w+)", text)
    days = {f"{article.date:%-d %B}" for article in articles}
    assert said in days
