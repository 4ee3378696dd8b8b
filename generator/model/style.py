"""Words that editors want to be told of: what `site_config/style.yml` says for each language.

A word is meant as it is written: `regime` is not found in *Regime*, unless that begins a sentence,
since a capital makes it part of a name. A `*` at a word's end stands for any ending.
"""

from __future__ import annotations

from dataclasses import dataclass

BEGINNING = 4
"""Letters that must stand before a `*`."""


@dataclass(frozen=True, slots=True)
class Style:
    """What one language has words for."""

    loaded: tuple[tuple[str, str], ...] = ()
    """Words and phrases that judge, each with what to do instead."""
    attributions: tuple[str, ...] = ()
    """Words that say whose claim a claim is, such as `said` and `according`."""
    claims: tuple[str, ...] = ()
    """Words for what someone must have claimed, such as `killed` and `arrested`."""
    titles: tuple[str, ...] = ()
    """Words such as `Minister` and `Later` that stand before a name and are no part of it."""


NO_STYLE = Style()
"""For a language that style.yml says nothing of."""
