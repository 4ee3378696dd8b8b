"""What counts as a token, and what `make check` says about a room that has grown."""

import pytest

from tests import rooms


@pytest.mark.parametrize(
    "source, count",
    [
        ("", 0),
        ('"""Only words."""\n', 0),
        ("# a comment\nx = 1  # and one more\n", 3),
        ('f"{a} and {b!r} of {f"{c}"}"\n', 1),
        ('def f(a):\n    """Say it."""\n    return a + "text"\n', 10),
    ],
)
def test_of_python(source, count):
    assert rooms.of_python(source) == count


def test_of_script():
    assert rooms.of_script("// words\nconst a = b ?? 'x y'; /* more */") == 7


def test_above_the_budget(monkeypatch, capsys):
    """The room is named, and the check fails."""
    monkeypatch.setattr(
        rooms,
        "counts",
        lambda: {"core": 10**9, **dict.fromkeys(("extras", "newsroom", "scripts", "tests"), 1)},
    )
    with pytest.raises(SystemExit, match=r"above the budget in pyproject\.toml: core"):
        rooms.main()
    assert "1,000,000,000 of" in capsys.readouterr().out
