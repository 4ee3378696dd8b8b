"""Share cards: pictures with a page's name, which other sites show beside links to it."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from generator.extension import Extension

if TYPE_CHECKING:
    from generator.load.loaded import Loaded
    from generator.model.page import Page
    from generator.recipes.recipe import Recipe
    from generator.recipes.shell import Frame


class ShareCards(Extension):
    """The pictures; `generator/pages/share_cards.py` chooses what is on them."""

    package = __name__
    draws_cards = True

    def recipes(self, loaded: "Loaded", frame: "Frame | None") -> "Iterable[Recipe]":  # noqa: ARG002
        """List a card for each page that has one."""
        from generator.extras.share_cards.drawing import card_file
        from generator.pages.share_cards import CARD
        from generator.recipes.recipe import Collected, Recipe

        for page in loaded.pages:
            if page.card is not None:
                shown = Collected(partial(_shown, page))
                yield Recipe((page.address + CARD,), card_file, (shown,))


def _shown(page: "Page") -> bytes:
    """Encode the `ShareCard` of a page that has one."""
    import msgspec

    return msgspec.msgpack.encode(page.card() if page.card else None)


extension = ShareCards()
