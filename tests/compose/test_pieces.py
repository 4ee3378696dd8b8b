"""Pieces of pages are rendered once for the same arguments, and for those only."""

from __future__ import annotations

from types import SimpleNamespace

from markupsafe import Markup

from generator.compose.pieces import _KEYS, pieces
from generator.model.term import Term
from generator.report.diagnostics import Place


def rendered(asked):
    """The pieces of macros that say what they were asked for."""

    def macro(name):
        def render(*arguments):
            asked.append(name)
            return Markup(f"{name} {len(asked)}")

        return render

    return pieces(SimpleNamespace(**{name: macro(name) for name in _KEYS}))


def test_once():
    """The same term is asked for once; a term of this slug elsewhere is another."""
    asked: list[str] = []
    term_name = rendered(asked)["term_name"]
    term, other = Term("one", "One", Place("")), Term("one", "Another", Place(""))
    assert term_name("agencies", term) == term_name("agencies", term)
    assert term_name("themes", other) != term_name("agencies", term)
    assert term_name("agencies", term, "Short") != term_name("agencies", term)
    assert len(asked) == 3


def test_apart():
    """Two pieces that depend on the same thing are not taken for one another."""
    asked: list[str] = []
    known = rendered(asked)
    term = Term("one", "One", Place(""))
    assert known["chip"]("agencies", term) != known["listed_term"]("agencies", term)
    assert known["jump"]("agencies", term, 1) != known["jump"]("agencies", term, 2)
    assert known["jump"]("agencies", None, 1) != known["jump"]("agencies", term, 1)
