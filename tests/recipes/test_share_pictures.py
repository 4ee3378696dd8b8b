"""Share cards and icons: what is drawn fits, has no boxes, and is what the pages name."""

import io
import json
from urllib.parse import urlsplit

import msgspec
import pytest
from PIL import Image

from generator.load.loading import load
from generator.pages.share_cards import ShareCard, drawable
from generator.recipes.every_file import every_file, public_files
from generator.recipes.page_files import composed, pictures
from generator.recipes.share_pictures import card_file, favicon, font, icon_letter, touch_icon
from generator.recipes.shell import Frame
from tests import markup
from tests.corpus import write_engine
from tests.full import PAGE_OF_EVERYTHING, write_full

LAST_SIGN = 0x2FFF
MARGIN = 80
LONG = (
    "Interministerial Coordination and Information Exchange Commission of the Federated States " * 3
)


def card(**changes):
    shown = {
        "site": "Site",
        "kind": "Agency",
        "title": "Name",
        "count": "3 articles",
        "headline": "News",
        **changes,
    }
    return card_file(msgspec.msgpack.encode(ShareCard(**shown)))[0]


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


@pytest.mark.parametrize("title", ["X", LONG, "Bundes" * 40, "İ" * 90, ""])
def test_fits(title):
    """Whatever is on it, a card is 1,200 x 630 pixels with an empty margin."""
    drawn = picture(card(site=title, kind=title, title=title, headline=title)).convert("RGB")
    assert (drawn.size, drawn.format) == ((1200, 630), None)
    paper = drawn.getpixel((5, 600))
    for edge in ((0, 40, MARGIN - 4, 630), (1200 - MARGIN + 4, 40, 1200, 630), (0, 600, 1200, 630)):
        assert drawn.crop(edge).getcolors() == [((edge[2] - edge[0]) * (edge[3] - edge[1]), paper)]


def test_title_and_headline_do_not_meet():
    """The title leaves space above the rule below it, whatever its size."""
    for words in range(1, 40):
        drawn = picture(card(title="Ågypq " * words)).convert("RGB")
        assert drawn.crop((0, 408, 1200, 415)).getcolors() == [
            (1200 * 7, drawn.getpixel((5, 600)))
        ], words


def test_card_changes():
    """The same card is the same file, and each part of it is shown."""
    assert card() == card()
    others = {
        "site": "Other",
        "kind": "Theme",
        "title": "Other",
        "count": "4 articles",
        "headline": "Older",
    }
    assert len({card(), *(card(**{part: text}) for part, text in others.items())}) == 1 + len(
        others
    )


def test_icons():
    assert picture(touch_icon(b"A")[0]).size == (512, 512)
    assert picture(favicon(b"A")[0]).info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert touch_icon(b"A") != touch_icon(b"B")
    assert picture(touch_icon(b"")[0]).size == (512, 512)


def shown(page):
    """The file and the text of the picture that a page names for shared links."""
    meta = {
        one.attributes.get("property"): one.attributes.get("content") for one in page.all("meta")
    }
    return urlsplit(meta["og:image"]).path.removeprefix("/"), meta["og:image:alt"]


@pytest.mark.slow
@pytest.mark.parametrize("words", ["plain", "hostile"])
def test_every_page(words, request):
    """Every page names a picture of the right size that is in the site."""
    site = request.getfixturevalue(words) / "site"
    for file in site.rglob("index.html"):
        page = markup.parse(file.read_text(encoding="utf-8"))
        if not [
            one for one in page.all("meta") if one.attributes.get("property") == "og:site_name"
        ]:
            continue  # a redirect
        path, text = shown(page)
        assert picture((site / path).read_bytes()).size == (1200, 630), file
        assert text


def test_whose_card(plain):
    """Terms have their own card, all editions one, an article that of its first agency, other pages the site's."""
    site = plain / "site"

    def where(address):
        return shown(markup.parse((site / address / "index.html").read_text(encoding="utf-8")))[0]

    weeks = [folder.name for folder in (site / "editions").iterdir() if folder.is_dir()]
    for address in ("agencies/az-one", "themes/alpha", "editions"):
        assert where(address) == f"{address}/card.png"
    assert {where(f"editions/{week}") for week in weeks} == {"editions/card.png"}
    assert [*(site / "editions").glob("*/card.png")] == []
    assert where("articles/2024/05/everything") == "agencies/az-one/card.png"
    assert where(".") == where("archive") == where("agencies") == "card.png"


def test_own_pictures(tmp_path):
    """A site's own pictures are published, and none of ours at their addresses."""
    root = write_full(write_engine(tmp_path))
    names = {
        "touch-icon.png": touch_icon(b"X")[0],
        "favicon.ico": favicon(b"X")[0],
        "card.png": card(),
    }
    for name, data in names.items():
        (root / "site_config/public" / name).write_bytes(data)
    loaded = load(root, engine="mkdocs.yml")
    assert names.keys() <= {
        path for product in public_files(loaded.public) for path in product.paths
    }
    assert names.keys().isdisjoint(
        path for product in every_file(loaded, Frame()) for path in product.paths
    )


@pytest.fixture
def made(tmp_path):
    """The files beside the pages of a site that has no pictures of its own."""
    recipes = [recipe.collected() for recipe in pictures(load(write_full(tmp_path)))]
    return {recipe.paths[0]: next(iter(recipe.contents())) for recipe in recipes}


def test_manifest(made):
    """The manifest has the site's title, and the icons its first letter."""
    manifest = json.loads(made["site.webmanifest"])
    assert manifest["name"] == "Site as plain words"
    assert made[manifest["icons"][0]["src"]] == touch_icon(b"S")[0]
    assert made["favicon.ico"] == favicon(b"S")[0]


@pytest.mark.parametrize(("title", "letter"), [("«Über» 9", "Ü"), ("ჟურნალი", ""), ("!", "")])
def test_letter(title, letter):
    """The letter of the icons is the first that the font has."""
    assert icon_letter(title) == letter


def test_title_without_letters(tmp_path):
    """A site whose title the font cannot write has no cards, and names its own picture or none."""
    site = load(write_full(tmp_path, title="ჟურნალი"))
    assert [page for page in site.pages if page.card or page.picture[0]] == []
    assert "og:image" not in next(composed(site)).head


def test_unwritable_name(tmp_path):
    """An agency whose name the font cannot write has the site's picture, and so has an article on it."""
    root = write_full(tmp_path)
    file = root / "site_config/taxonomies/agencies.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Agency as plain words", "უსაფრთხოება"),
        encoding="utf-8",
    )
    heads = {page.address: page.head for page in composed(load(root))}
    for address in ("agencies/az-one/", PAGE_OF_EVERYTHING):
        assert (
            '<meta property="og:image" content="https://digest.example.org/card.png">'
            in heads[address]
        )
