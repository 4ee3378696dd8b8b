"""A report on a body that no registry has says its name."""

import json

import pytest

from newsroom.importer.reading import read
from newsroom.importer.suggestions import unregistered
from tests.command import succeed
from tests.corpus import SAMPLE


@pytest.mark.parametrize(
    "text, name",
    [
        ("Valsts drošības dienests otrdien aizturēja vīrieti.", "Valsts drošības dienests"),
        ("The Guild of Invented Tests (GIT) said it was safe.", "Guild of Invented Tests"),
        ("The National Oak Bureau of Exampleland met.", "National Oak Bureau of Exampleland"),
        ("Служба безопасности Примерии сообщила об этом.", "Служба безопасности Примерии"),
        (
            "Государственный комитет охраны Примерии сообщил.",
            "Государственный комитет охраны Примерии",
        ),
        ("Служба задержала двух человек.", ""),
        ("Das Bundesamt für Beispiele warnt vor einer Lücke.", "Bundesamt für Beispiele"),
        ("Agencja Przykładów zatrzymała dwie osoby.", "Agencja Przykładów"),
        ("The port closed on Monday after an attack.", ""),
        ("It cost a lot (USD) on Monday.", ""),
    ],
)
def test_names(text, name):
    """Its name is the words of its acronym, or those around a noun such as `Bureau`."""
    found = unregistered(read(text))
    assert (found.value if found else "") == name


def test_beside_an_ambiguous_name():
    """A name that other bodies share does not hide the one that is in no registry."""
    text = "The Oak Security Service, Exampleland's National Beech Bureau, met."
    assert unregistered(read(text), ["Security Service"]).value == "National Beech Bureau"


def test_import(tmp_path):
    """A draft and JSON have it, unless the text names a body that is registered."""
    file = tmp_path / "report.txt"
    file.write_text(
        "Rīga. Valsts drošības dienests (VDD) otrdien aizturēja vīrieti par spiegošanu."
    )
    said = "names a body that is not registered: Valsts drošības dienests"
    assert said in succeed(SAMPLE, "import", file).stdout
    found = json.loads(succeed(SAMPLE, "import", file, "--format", "json").stdout)
    assert found["unregistered"]["suggestion"] == "Valsts drošības dienests"
    file.write_text(f"{file.read_text()} The FBI said so in the United States.")
    found = json.loads(succeed(SAMPLE, "import", file, "--format", "json").stdout)
    assert found["unregistered"]["outcome"] == "nothing found"
