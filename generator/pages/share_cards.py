"""Choose what is on share cards, the pictures that other sites show beside links.

`extras.share_cards` draws them. An article names the card of its first term in the leading
taxonomy: at 10,000 articles, a card for each would take 40 s of processor time and 170 MB.
"""

import re

from generator.model.settings import Settings
from generator.pages.views import View

CARD = "card.png"
_DRAWABLE = re.compile(
    "[ -~\u00a0-\u02ff\u0384-\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0482"
    "\u048a-\u0513"
    "\u1e00-\u1e9b\u1e9e\u1ea0-\u1ef9\u2010\u2012-\u2022\u2026\u2032-\u2034\u2039\u203a"
    "\u20ac\u2116\u2122\u2212]*"
)
"""Letters of the cards' font, without combining marks;
`tests/extras/share_cards/` compares them."""


class ShareCard(View, frozen=True):
    """The texts on a share card; the font has all their letters."""

    site: str
    kind: str
    """`Agency`."""
    title: str
    count: str
    """`12 articles`."""
    headline: str
    """The newest headline; empty if there is none, or if the font lacks a letter of it."""


def drawable(text: str) -> bool:
    """Whether the font of the cards has every letter of a text."""
    return _DRAWABLE.fullmatch(text) is not None


def has_card(settings: Settings, title: str) -> bool:
    """Whether a page of this title can have a card.

    An extension must draw it with a font that has its letters, and other sites need the card's
    absolute address.
    """
    draws = any(extension.draws_cards for extension in settings.extensions)
    return draws and bool(settings.url) and drawable(settings.title + title)


def share_card(settings: Settings, kind: str, title: str, count: str, headline: str) -> ShareCard:
    """Make a share card; a text with letters that the font lacks is left empty."""
    kind, count, headline = (text if drawable(text) else "" for text in (kind, count, headline))
    return ShareCard(settings.title, kind, title, count, headline)
