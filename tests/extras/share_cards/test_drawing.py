"""Share cards: what is drawn fits, has no boxes, and is what the pages name."""

import io
from urllib.parse import urlsplit

import msgspec
import pytest
from PIL import Image

from generator.extras.share_cards.drawing import card_file
from generator.installed import installed
from generator.load.loading import load
from generator.pages.share_cards import ShareCard
from generator.recipes.every_file import every_file
from generator.recipes.page_files import composed
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
        page = markup.parse(file.read_text())
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
        return shown(markup.parse((site / address / "index.html").read_text()))[0]

    for address in ("agencies/az-one", "themes/alpha"):
        assert where(address) == f"{address}/card.png"
    for page in (site / "editions").rglob("index.html"):
        assert where(page.parent) == "editions/card.png"
        assert (page.parent / "card.png").is_file() == (page.parent.name == "editions")
    assert where("articles/2024/05/everything") == "agencies/az-one/card.png"
    assert where(".") == where("archive") == where("agencies") == "card.png"


def test_own_card(tmp_path):
    """A site's own card is published, and none of ours at its address."""
    root = write_full(write_engine(tmp_path))
    (root / "site_config/public/card.png").write_bytes(card())
    loaded = load(root, installed(), engine="mkdocs.yml")
    paths = [path for product in every_file(loaded, Frame()) for path in product.paths]
    assert paths.count("card.png") == 1


def test_switched_off(tmp_path):
    """Without cards, pages name the site's own picture or none."""
    root = write_full(write_engine(tmp_path))
    settings = root / "site_config/site.yml"
    settings.write_text(settings.read_text() + "extras: {share_cards: false}\n")
    loaded = load(root, installed(), engine="mkdocs.yml")
    paths = [path for product in every_file(loaded, Frame()) for path in product.paths]
    assert not [path for path in paths if path.endswith("card.png")]
    assert not [page for page in composed(loaded) if "og:image" in page.head]


def test_title_without_letters(tmp_path):
    """A site whose title the font cannot write has no cards, and names its own picture or none."""
    site = load(write_full(tmp_path, title="ჟურნალი"), installed())
    assert [page for page in site.pages if page.card or page.picture[0]] == []
    assert "og:image" not in next(composed(site)).head


def test_unwritable_name(tmp_path):
    """An agency whose name the font cannot write has the site's picture, and so has an article on it."""
    root = write_full(tmp_path)
    file = root / "site_config/taxonomies/agencies.yml"
    file.write_text(file.read_text().replace("Agency as plain words", "უსაფრთხოება"))
    heads = {page.address: page.head for page in composed(load(root, installed()))}
    for address in ("agencies/az-one/", PAGE_OF_EVERYTHING):
        assert (
            '<meta property="og:image" content="https://digest.example.org/card.png">'
            in heads[address]
        )
