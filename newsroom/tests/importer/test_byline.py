"""Names in bylines: persons, but not newsrooms, jobs or photographers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.importer.byline import names


@pytest.mark.parametrize(
    "line, persons",
    [
        ("By Jane Example, Staff Writer, and John Sample", ["Jane Example", "John Sample"]),
        ("BY JANE EXAMPLE", ["Jane Example"]),
        ("Written by Sam O'Test | Security Editor", ["Sam O'Test"]),
        (
            "By Ludwig van der Probe and Dr. Mary-Ann Test in Brussels",
            ["Ludwig van der Probe", "Mary-Ann Test"],
        ),
        ("By Jane Example and Reuters", ["Jane Example"]),
        ("By Jane Example (jane@example.org)", ["Jane Example"]),
        ("Example, Jane", ["Jane Example"]),
        ("JANE EXAMPLE, SECURITY CORRESPONDENT", ["Jane Example"]),
        ("Security Correspondent Jane Example", ["Jane Example"]),
        ("Reporting by Jane Example; Editing by John Sample", ["Jane Example"]),
        ("Автор: Иван Примеров, корреспондент", ["Иван Примеров"]),
        ("Глеб ПРИМЕРОВ", ["Глеб Примеров"]),
        ("Müəllif: Nigar Örnəkova", ["Nigar Örnəkova"]),
        ("Anar Nümunə oğlu", ["Anar Nümunə oğlu"]),
        ("Von unserer Korrespondentin Anna Beispiel, Berlin", ["Anna Beispiel"]),
        ("Par Jeanne Exemple, correspondante à Bakou", ["Jeanne Exemple"]),
        ("Von Lars Muster (Text) und Ute Beispiel (Fotos)", ["Lars Muster"]),
        ("Haber: Ayşe Örnek", ["Ayşe Örnek"]),
        ("Words: Jane Example. Photographs: John Sample", ["Jane Example"]),
        ("Lucía Ejemplar. Valencia", ["Lucía Ejemplar"]),
        ("Alert Code", []),
        ("By Staff", []),
        ("By Example Outlet", []),
        ("By the Example Newsroom", []),
        ("Photo by Jane Example", []),
        ("Ministry of Defence", []),
        ("Par ailleurs", []),
        ("https://example.org/jane", []),
        ("admin", []),
    ],
)
def test_names(line, persons):
    assert list(names(line, {"example outlet"})) == persons


@given(st.text(max_size=300))
def test_any_line(line):
    """No byline makes it fail or gives a name with a line break."""
    assert all("\n" not in name and len(name) <= 60 for name in names(line))
