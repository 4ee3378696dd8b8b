"""Draw the site's icons with Pillow, in the colours of the light scheme in `digest.css`."""

import io
from functools import cache
from typing import TYPE_CHECKING

from generator.pages.share_cards import drawable

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

PAPER = (0xFD, 0xFB, 0xF7)
ACCENT = (0xA3, 0x24, 0x1C)
_DARK = (0x14, 0x20, 0x2B)
_FONTS = "mkdocs/themes/readthedocs/css/fonts/lato-{}.woff"
"""Lato 2, which MkDocs brings along. Pillow's own font lacks ə, ı, ö and ß."""


@cache
def font(weight: str, size: int) -> "FreeTypeFont":
    """Load a font of the weight `normal` or `bold`.

    The basic layout gives the same picture with every build of Pillow.
    """
    from importlib.metadata import distribution

    from PIL import ImageFont

    file = str(distribution("mkdocs").locate_file(_FONTS.format(weight)))
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def icon_letter(title: str) -> str:
    """The first letter or digit of a title that the font has; "" if there is none."""
    return next((sign for sign in title if sign.isalnum() and drawable(sign)), "")


def touch_icon(letter: str) -> list[bytes]:
    """Draw a letter on a square of 512 pixels; return a PNG file."""
    return [saved(_icon(letter), "PNG")]


def favicon(letter: str) -> list[bytes]:
    """Draw a letter in the sizes that browsers show; return `favicon.ico`."""
    return [saved(_icon(letter), "ICO", sizes=[(16, 16), (32, 32), (48, 48)])]


def _icon(letter: str) -> "Image":
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (512, 512), _DARK)
    draw = ImageDraw.Draw(picture)
    draw.text((256, 372), letter.upper(), PAPER, font("bold", 360), anchor="ms")
    draw.rectangle((0, 448, 512, 512), ACCENT)
    return picture


def saved(picture: "Image", kind: str, **options: object) -> bytes:
    """Encode a picture as a file of some format."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
