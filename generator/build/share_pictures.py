"""Draws share cards and the site's icons, with Pillow.

Colours are those of the light scheme in `digest.css`. A card is drawn in shades of one colour with a palette
of 16: a quarter of the processor time of a picture in full colour, and 20 instead of 53 KB.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.metadata import distribution
from typing import TYPE_CHECKING

import msgspec

from generator.pages.share_cards import ShareCard, drawable

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_PAPER, _INK, _ACCENT, _DARK = (0xFD, 0xFB, 0xF7), (0x16, 0x20, 0x2A), (0xA3, 0x24, 0x1C), (0x14, 0x20, 0x2B)
_FONTS = "mkdocs/themes/readthedocs/css/fonts/lato-{}.woff"
"""Lato 2, which MkDocs brings along. Pillow's own font lacks ə, ı, ö and ß."""
_WIDTH, _HEIGHT, _MARGIN = 1200, 630, 80
"""Pixels, as the sites that show cards recommend."""
_SHADES = 15
_SOFT, _STRONG = 180, 255
"""Strengths of the ink; the soft one is near `--soft`."""
_TITLE_SIZES = (92, 76, 64, 54, 46)
_TITLE_HEIGHT = 250
_decode = msgspec.msgpack.Decoder(ShareCard).decode


@cache
def font(weight: str, size: int) -> FreeTypeFont:
    """Load a font, `normal` or `bold`. The basic layout gives the same picture with every build of Pillow."""
    from PIL import ImageFont

    file = str(distribution("mkdocs").locate_file(_FONTS.format(weight)))
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def card_file(view: bytes) -> list[bytes]:
    """Draw a card from an encoded `ShareCard`; returns a PNG file."""
    from PIL import Image, ImageDraw

    card = _decode(view)
    shades = Image.new("L", (_WIDTH, _HEIGHT))
    draw = ImageDraw.Draw(shades)
    draw.text((_MARGIN, 62), card.site, _STRONG, font("bold", 40))
    draw.text((_WIDTH - _MARGIN, 66), card.kind, _SOFT, font("normal", 34), anchor="ra")
    _title(draw, card.title)
    draw.rectangle((_MARGIN, 416, _WIDTH - _MARGIN, 419), _STRONG)
    draw.text((_MARGIN, 436), card.count, _STRONG, font("bold", 34))
    for number, line in enumerate(_lines(card.headline, font("normal", 38), 2)):
        draw.text((_MARGIN, 490 + 50 * number), line, _SOFT, font("normal", 38))
    picture = shades.point([min(_SHADES - 1, value * _SHADES // 256) for value in range(256)])
    ramp = [
        round(paper + (ink - paper) * shade / (_SHADES - 1))
        for shade in range(_SHADES)
        for paper, ink in zip(_PAPER, _INK, strict=True)
    ]
    picture.putpalette([*ramp, *_ACCENT])
    ImageDraw.Draw(picture).rectangle((0, 0, _WIDTH, 27), _SHADES)
    return [_saved(picture, "PNG", bits=4, compress_type=3)]


def _title(draw: ImageDraw, title: str) -> None:
    """Write the title in the largest size in which all of it fits; the smallest is cut off."""
    words = " ".join(title.split())
    for size in _TITLE_SIZES:
        height = round(size * 1.15)
        lines = _lines(words, font("bold", size), _TITLE_HEIGHT // height)
        if " ".join(lines) == words:
            break
    for number, line in enumerate(lines):
        draw.text((_MARGIN, 140 + number * height), line, _STRONG, font("bold", size))


def _lines(text: str, font: FreeTypeFont, most: int) -> list[str]:
    """Break a text into lines; a word wider than a line and what does not fit into the last end with `…`."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= _WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [_cut(line, font) for line in lines]


def _cut(line: str, font: FreeTypeFont) -> str:
    if font.getlength(line) <= _WIDTH - 2 * _MARGIN:
        return line
    while font.getlength(f"{line}…") > _WIDTH - 2 * _MARGIN:
        line = line[:-1]
    return f"{line.rstrip()}…"


def icon_letter(title: str) -> str:
    """The first letter or digit of a title that the font has; empty without one."""
    return next((sign for sign in title if sign.isalnum() and drawable(sign)), "")


def touch_icon(letter: str) -> bytes:
    """Draw a letter on a square of 512 pixels, as a PNG file."""
    return _saved(_icon(letter), "PNG")


def favicon(letter: str) -> bytes:
    """Draw the same as `favicon.ico`, in the sizes that browsers show."""
    return _saved(_icon(letter), "ICO", sizes=[(16, 16), (32, 32), (48, 48)])


def _icon(letter: str) -> Image:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (512, 512), _DARK)
    draw = ImageDraw.Draw(picture)
    draw.text((256, 372), letter.upper(), _PAPER, font("bold", 360), anchor="ms")
    draw.rectangle((0, 448, 512, 512), _ACCENT)
    return picture


def _saved(picture: Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
