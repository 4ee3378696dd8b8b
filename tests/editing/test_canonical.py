import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.editing import canonical
from generator.editing.yaml_text import Plain
from tests.editing.written import TEXTS


@pytest.mark.parametrize(
    "value, written",
    [
        ("Ministry reports an attack", "Ministry reports an attack"),  # plain
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("tag:example.org,2024:a", "tag:example.org,2024:a"),  # tag uri
        ("24.kg", "24.kg"),  # digits and letters
        ("Report: part two", '"Report: part two"'),  # colon
        ('He said "yes": twice', "'He said \"yes\": twice'"),  # fewer escapes
        ("NO", '"NO"'),  # norway
        ("12:30", '"12:30"'),  # sexagesimal
        ("a\tb", '"a\\tb"'),  # tab
        ("1.5\u00a0million", "1.5\u00a0million"),  # no break space
    ],
)
def test_text(value, written):
    assert canonical.in_one_line(value) == written


@given(TEXTS, st.booleans())
def test_every_reader(value, flow):
    """Text is read as text by YAML 1.1 readers too, alone or in brackets."""
    line = canonical.in_one_line(value, flow=flow)
    assert yaml.safe_load(f"[{line}, x]" if flow else f"a: {line}\n") == (
        [value, "x"] if flow else {"a": value}
    )


@pytest.mark.parametrize("value", ["2024", "true", "~", "2024-05-02", "1.5"])
def test_plain_values(value):
    """Values of other types stay unquoted; quoted ones stay quoted."""
    assert canonical.in_one_line([Plain(value), value]) == f'[{value}, "{value}"]'
