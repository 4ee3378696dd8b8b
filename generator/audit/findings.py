"""What was found in one file."""

from __future__ import annotations

from dataclasses import dataclass

from generator.audit.problem import Problem

Anchor = tuple[str, str]
"""A heading that is linked to: its file and its id."""

ALWAYS_THERE = ("", "top")
"""Fragments that lead to the top of every page (HTML Standard, "scrolling to a fragment")."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong in a file, in no particular order, and the headings elsewhere that it relies on."""

    problems: tuple[Problem, ...] = ()
    anchors: frozenset[Anchor] = frozenset()
