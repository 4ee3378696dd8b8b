"""A name that bodies of two countries have is the body's whose country the text names."""

import json

import pytest

from tests.command import succeed
from tests.corpus import PROJECT

pytestmark = pytest.mark.ours


@pytest.mark.parametrize(
    "text, body",
    [
        ("Gürcüstan DTX bildirib ki, Batumidə iki nəfər saxlanılıb.", "ge-sssg"),
        ("DTX said that it had detained two people in Batumi, Georgia.", "ge-sssg"),
        ("DTX bildirib ki, Bakıda, Azərbaycanda üç nəfər saxlanılıb.", "az-sss"),
    ],
)
def test_country_decides(tmp_path, text, body):
    """Azerbaijani media call the services of Azerbaijan and of Georgia DTX."""
    file = tmp_path / "report.txt"
    file.write_text(text)
    result = succeed(PROJECT, "import", file, "--format", "json")
    read = json.loads(result.stdout)["agencies"]
    offered = [one["value"] for one in read["suggestions"] if one["outcome"] == "offered"]
    assert [*read["value"], *offered] == [body]
