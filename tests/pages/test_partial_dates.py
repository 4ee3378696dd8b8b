"""Years and months in registries are shown as precisely as they are known."""

import pytest

from generator.assemble import interface
from generator.installed import installed
from generator.load.loading import load
from generator.model.partial_date import PartialDate
from generator.recipes.page_files import composed
from tests.check.golden_site import lay

AGENCIES = """
aq-moe:
  name: Ministry of Examples
  country: AQ
  since: 2003
  until: "2010-06"
aq-ioi:
  name: Institute of Inventions
  country: AQ
  since: 2003-05
aq-day:
  name: Office of a Day
  until: 2003-05-16
"""
PEOPLE = """
jane-example:
  name: Jane Example
  offices:
    - {title: Minister, at: aq-moe, since: 2003, until: 2010-06}
"""


ARTICLE = """\
---
title: An invented minister inspects an invented office
date: 2024-05-03
source: {name: Example News, url: https://news.example.org/3}
agencies: [aq-moe, aq-ioi, aq-day]
themes: [phishing]
people: [Jane Example]
summary: Jane Example inspected three offices that nobody but tests has ever visited.
---

The minister inspected the Ministry of Examples, the Institute of Inventions and the Office of a Day.
"""


@pytest.fixture
def loaded(tmp_path):
    files = {
        "content/articles/2024/2024-05-03-visit.md": ARTICLE,
        "site_config/taxonomies/agencies.yml": AGENCIES,
        "site_config/taxonomies/people.yml": PEOPLE,
    }
    result = load(lay({"files": files}, tmp_path / "site"), installed())
    assert list(result.report) == []
    return result


def test_pages(loaded):
    """A month has no day and a year no month."""
    pages = {page.address: page.content for page in composed(loaded)}
    assert "<dd>2003 – June 2010</dd>" in pages["agencies/aq-moe/"]
    assert '<time datetime="2003-05">May 2003</time>' in pages["agencies/aq-ioi/"]
    assert '<time datetime="2003-05-16">16 May 2003</time>' in pages["agencies/aq-day/"]
    assert ", since 2003, until June 2010</li>" in pages["people/jane-example/"]


@pytest.mark.parametrize(
    "first, last, shown",
    [
        (PartialDate(2003), PartialDate(2010), "2003–2010"),
        (PartialDate(2003), PartialDate(2003), "2003"),
        (PartialDate(2003, 5), PartialDate(2010), "May 2003 – 2010"),
        (PartialDate(2003, 5, 16), PartialDate(2003, 5, 20), "16–20 May 2003"),
    ],
)
def test_spans(first, last, shown):
    assert interface.span_of_time(first, last) == shown
