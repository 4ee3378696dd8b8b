"""Words that `digest check` warns about: `site_config/style.yml`, by language.

A word is meant as it is written: `regime` is not found in *Regime*, unless that begins a sentence,
since a capital makes it part of a name. A `*` at a word's end stands for any ending.
"""

from __future__ import annotations

from dataclasses import dataclass

BEGINNING = 4
"""Letters that a `*` needs before it."""


@dataclass(frozen=True, slots=True)
class Style:
    """The lists of words of one language."""

    loaded: tuple[tuple[str, str], ...] = ()
    """Judgemental words and phrases, each with advice for the author."""
    attributions: tuple[str, ...] = ()
    """Words that attribute a claim, such as `said` and `according`."""
    claims: tuple[str, ...] = ()
    """Words that report a claim, such as `killed` and `arrested`."""
    titles: tuple[str, ...] = ()
    """Words such as `Minister` and `Later` before a name, which do not belong to it."""


NO_STYLE = Style()
"""For a language that style.yml does not list."""
