"""Names that bodies of two countries have are not given to one of them alone."""

import json
import re

import pytest

from generator.load.loading import load
from tests.command import digest
from tests.corpus import PROJECT

pytestmark = pytest.mark.ours


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Gürcüstan DTX bildirib ki, Batumidə iki nəfər saxlanılıb.", "ge-sssg"),
        ("DTX said that it had detained two people in Batumi, Georgia.", "ge-sssg"),
        ("DTX bildirib ki, Bakıda, Azərbaycanda üç nəfər saxlanılıb.", "az-sss"),
    ],
)
def test_country_decides(tmp_path, text, body):
    """Azerbaijani media call the services of Azerbaijan and of Georgia DTX."""
    file = tmp_path / "report.txt"
    file.write_text(text, encoding="utf-8")
    result = digest("-f", PROJECT / "mkdocs.yml", "suggest", file, "--json")
    assert result.exit_code == 0, result.output
    assert [one["value"] for one in json.loads(result.stdout)["fields"]["agencies"]] == [body]


def test_our_texts():
    """No article or headline of a source has one body's own name if it is about other countries."""
    loaded = load(PROJECT).checked
    wrong = []
    for term in loaded.taxonomies["agencies"]:
        own = "|".join(map(re.escape, sorted(term.names, key=len, reverse=True)))
        name = re.compile(rf"(?<![\w[])(?:{own})(?![\w\]])")
        for article in loaded.articles:
            said = (
                f"{article.title}\n{article.source.title}\n{article.summary}\n{article.body.text}"
            )
            found = name.search(" ".join(said.split()))
            about = term.slug in article.terms["agencies"] or article.source.name in term.names
            is_elsewhere = term.country.lower() not in ("", *article.terms["countries"])
            if found and is_elsewhere and not about:
                wrong.append((article.slug, term.slug, found.group()))
    assert wrong == []
