"""Draw share cards with Pillow.

Colours are those of the light scheme in `digest.css`. A card has a palette of 16 colours, shades of
the ink and the accent, and text is drawn in indices of it. That takes 4 ms and 17 KB; full colour
takes 20 ms and 53 KB.
"""

import math
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from generator.pages.share_cards import ShareCard
from generator.recipes.icons import ACCENT, PAPER, font, saved

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_INK = (0x16, 0x20, 0x2A)
_WIDTH, _HEIGHT, _MARGIN = 1200, 630, 80
"""Pixels, as the sites that show cards recommend."""
_COLUMN = _WIDTH - 2 * _MARGIN
_SOFT, _STRONG, _BAND = 10, 14, 15
"""Colours in the palette. Below them are those of the edges of letters; the soft ink is near
`--soft`."""
_PALETTE: list[int] = []
for shade in range(_STRONG + 1):
    for paper, ink in zip(PAPER, _INK, strict=True):
        _PALETTE.append(round(paper + (ink - paper) * shade / _STRONG))
_PALETTE += ACCENT
_TITLE_SIZES = (92, 76, 64, 54, 46)
_TITLE_HEIGHT = 250
_decode = msgspec.msgpack.Decoder(ShareCard).decode


def card_file(view: bytes) -> list[bytes]:
    """Draw a card from an encoded `ShareCard`; return a PNG file."""
    from PIL import Image, ImageDraw

    card = _decode(view)
    picture = Image.new("L", (_WIDTH, _HEIGHT))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, _WIDTH, 27), _BAND)
    small, large = font("normal", 34), font("bold", 40)
    kind = _cut(card.kind, small, _COLUMN * 3 / 5)
    site = _cut(card.site, large, _COLUMN - _length(f"{kind}    ", small))
    draw.text((_MARGIN, 62), site, _STRONG, large)
    draw.text((_WIDTH - _MARGIN, 66), kind, _SOFT, small, anchor="ra")
    _title(draw, card.title)
    draw.rectangle((_MARGIN, 416, _WIDTH - _MARGIN, 419), _STRONG)
    draw.text((_MARGIN, 436), card.count, _STRONG, font("bold", 34))
    for number, line in enumerate(_lines(card.headline, font("normal", 38), 2)):
        draw.text((_MARGIN, 490 + 50 * number), line, _SOFT, font("normal", 38))
    picture.putpalette(_PALETTE)
    return [saved(picture, "PNG", bits=4, compress_type=3)]


def _title(draw: "ImageDraw", title: str) -> None:
    """Write the title in the largest size in which all of it fits.

    In the smallest size, what does not fit is cut off.
    """
    words = " ".join(title.split())
    for size in _TITLE_SIZES:
        height = round(size * 1.15)
        lines = _lines(words, font("bold", size), _TITLE_HEIGHT // height)
        if " ".join(lines) == words:
            break
    for number, line in enumerate(lines):
        draw.text((_MARGIN, 140 + number * height), line, _STRONG, font("bold", size))


def _lines(text: str, font: "FreeTypeFont", most: int) -> list[str]:
    """Break a text into at most `most` lines.

    A line that is too long, because of a long word or as the last one, is cut off and ends with
    `…`.
    """
    lines: list[str] = []
    end = math.inf
    for word in text.split():
        width = _length(f" {word}", font)
        end += width
        if end <= _COLUMN:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
            end = width
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [_cut(line, font, _COLUMN) for line in lines]


@cache
def _length(text: str, font: "FreeTypeFont") -> float:
    """Measure the width of a text in pixels.

    Results are cached: the same words are on many cards, and measuring one takes 10 µs.
    """
    return font.getlength(text)


def _cut(line: str, font: "FreeTypeFont", width: float) -> str:
    if _length(line, font) <= width:
        return line
    while _length(f"{line}…", font) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
