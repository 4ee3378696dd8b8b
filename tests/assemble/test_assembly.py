"""A site that is assembled of articles."""

import datetime as dt

from generator.model.article import Retraction
from tests.made import article, site, taxonomy


def test_withdrawn():
    """Retracted articles are listed by day of retraction, the last first; of one day, by address."""
    days = {"c": ("2024-05-04", 1), "b": ("2024-05-03", 2), "a": ("2024-05-02", 2)}
    written = [
        article(
            slug,
            day,
            terms={"topics": "red"},
            retracted=Retraction(dt.date(2024, 6, on), "It was wrong."),
        )
        for slug, (day, on) in days.items()
    ]
    gone = site([taxonomy("topics", "red")], written).withdrawn
    for where in ("", "topics/red/"):
        assert [one.slug for one in gone[where]] == ["a", "b", "c"], where
