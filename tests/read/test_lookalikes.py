import pytest

from generator.read.hosts import latin_twin, scripts_of


@pytest.mark.parametrize(
    ("word", "scripts"),
    [
        ("plain", {"LATIN"}),
        ("простой", {"CYRILLIC"}),
        ("Ransоm", {"LATIN", "CYRILLIC"}),
        ("αbеⴕ", {"GREEK", "LATIN", "CYRILLIC"}),
        ("日本", set()),
        ("123", set()),
    ],
)
def test_scripts_of(word, scripts):
    assert scripts_of(word) == scripts


@pytest.mark.parametrize(
    ("char", "twin"),
    [
        ("а", "a"),
        ("В", "B"),
        ("ο", "o"),
        ("ɡ", "g"),
        ("a", "a"),
        ("я", ""),
        ("ə", ""),
        ("é", ""),
        ("本", ""),
    ],
)
def test_latin_twin(char, twin):
    assert latin_twin(char) == twin
