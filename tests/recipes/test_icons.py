"""The site's icons: what is drawn has no boxes, and the site's own pictures come first."""

import io
import json

import pytest
from PIL import Image

from generator.installed import installed
from generator.load.loading import load
from generator.recipes.every_file import every_file
from generator.recipes.icons import drawable, favicon, font, icon_letter, touch_icon
from generator.recipes.page_files import pictures
from generator.recipes.shell import Frame
from tests.corpus import write_engine
from tests.full import write_full

LAST_SIGN = 0x2FFF


def picture(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_no_boxes(weight):
    """The fonts have every sign that counts as drawable: none of them looks like a sign that is in no font."""
    face = font(weight, 40)

    def shape(sign):
        mask = face.getmask(sign)
        return mask.size, bytes(mask)

    box = shape("\U0010fffe")
    assert [
        hex(ord(sign))
        for sign in map(chr, range(LAST_SIGN))
        if drawable(sign) and shape(sign) == box
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "Dövlət Təhlükəsizliyi Xidməti ƏIıİĞğŞş",
        "Größenwahn über ẞ „so“",
        "Служба безпеки України ґ",
        "Υπηρεσία",
        "Łódź – …",
    ],
)
def test_drawable(text):
    assert drawable(text)


@pytest.mark.parametrize(
    "text", ["جهاز الأمن", "שב״כ", "国家安全", "საქართველო", "ก็", "e\u0301", "News 🙂", "a\nb"]
)
def test_not_drawable(text):
    assert not drawable(text)


def test_icons():
    assert picture(touch_icon(b"A")[0]).size == (512, 512)
    assert picture(favicon(b"A")[0]).info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert touch_icon(b"A") != touch_icon(b"B")
    assert picture(touch_icon(b"")[0]).size == (512, 512)


def test_own_pictures(tmp_path):
    """A site's own pictures are published, and none of ours at their addresses."""
    root = write_full(write_engine(tmp_path))
    names = {"touch-icon.png": touch_icon(b"X")[0], "favicon.ico": favicon(b"X")[0]}
    for name, data in names.items():
        (root / "site_config/public" / name).write_bytes(data)
    loaded = load(root, installed(), engine="mkdocs.yml")
    paths = [path for product in every_file(loaded, Frame()) for path in product.paths]
    assert [paths.count(name) for name in names] == [1, 1]


@pytest.fixture
def made(tmp_path):
    """The files beside the pages of a site that has no pictures of its own."""
    recipes = list(pictures(load(write_full(tmp_path), installed())))
    return {recipe.paths[0]: next(iter(recipe.contents())) for recipe in recipes}


def test_manifest(made):
    """The manifest has the site's title, and the icons its first letter."""
    manifest = json.loads(made["site.webmanifest"])
    assert manifest["name"] == "Site as plain words"
    assert made[manifest["icons"][0]["src"]] == touch_icon(b"S")[0]
    assert made["favicon.ico"] == favicon(b"S")[0]


@pytest.mark.parametrize("title, letter", [("«Über» 9", "Ü"), ("ჟურნალი", ""), ("!", "")])
def test_letter(title, letter):
    """The letter of the icons is the first that the font has."""
    assert icon_letter(title) == letter
