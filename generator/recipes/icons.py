"""Draw the site's icons with Pillow, in the colours of the light scheme in `digest.css`."""

import io
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

PAPER = (0xFD, 0xFB, 0xF7)
ACCENT = (0xA3, 0x24, 0x1C)
_DRAWABLE = re.compile(
    "[ -~\u00a0-\u02ff\u0384-\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0482"
    "\u048a-\u0513"
    "\u1e00-\u1e9b\u1e9e\u1ea0-\u1ef9\u2010\u2012-\u2022\u2026\u2032-\u2034\u2039\u203a"
    "\u20ac\u2116\u2122\u2212]*"
)
"""Letters of the icons' font, without combining marks; `tests/recipes/test_icons.py` compares."""
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


def drawable(text: str) -> bool:
    """Whether the font of the icons has every letter of a text."""
    return _DRAWABLE.fullmatch(text) is not None


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
