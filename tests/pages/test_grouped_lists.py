"""The list of a page: in groups, each article once, with combinations; also of extreme terms."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from generator.installed import installed
from generator.load.loading import load
from generator.model import address
from generator.model.address import resolve
from generator.model.article import Retraction
from generator.pages.kinds import pages
from generator.pages.rendering import render
from generator.pages.shared_views import encoded, site_view
from tests import corpus, made, markup

OFFICES = made.taxonomy("offices", "one", "two", "three", group_by="topics")
TOPICS = made.taxonomy("topics", "red", "blue", "green", "grey", group_by="offices")


def page(articles, where="offices/one/", taxonomies=(OFFICES, TOPICS), **settings):
    site = made.site([*taxonomies], articles, crossings=(made.PAIR,), **settings)
    return made.tree(site, where)


def articles(*topics, office="one"):
    """An article for each, the newest first."""
    return [
        made.article(f"a{at:04}", f"20{24 - at // 300}-{12 - at % 300 // 25:02}-{28 - at % 25:02}", terms={"offices": office, "topics": named})
        for at, named in enumerate(topics)
    ]  # fmt: skip


def groups(tree):
    """The heading of each group, and the titles of its entries."""
    return [
        (
            one.first("h2").text.partition(" all ")[0],
            [title.text.removeprefix("Title of ") for title in one.all("h3")],
        )
        for one in tree.all("section", css="by-group")
    ]


def chips(tree):
    only = tree.all(css="only")
    return [one.text for one in only[0].all("li")] if only else []


@pytest.fixture(scope="module", params=["made", pytest.param("ours", marks=pytest.mark.slow)])
def composed(request, tmp_path_factory):
    """Our own site and a made one: address → number of articles and HTML, of each agency and theme."""
    root = corpus.PROJECT
    if request.param == "made":
        size = replace(corpus.english(300), agencies=60, themes=20)
        root = corpus.make(tmp_path_factory.mktemp("made"), size)
    site = load(root, installed()).site
    counts = {
        address.term(name, slug): len(members)
        for name in ("agencies", "themes")
        for slug, members in site.members[name].items()
    }
    return site.settings.long_listing, {
        one.address: (counts[one.address], resolve(render(encoded(one, site_view(site))).content, one.address))
        for one in [*pages(site)]
        if one.address in counts
    }  # fmt: skip


def test_groups_are_the_list(composed):
    """Each article is one full entry in a group, and is linked at most three times.

    The first heading is in the first half of the page's text.
    """
    most, trees = composed
    seen = 0
    for where, (count, html) in trees.items():
        tree = markup.parse(html)
        if count < 2:
            continue
        seen += 1
        entries = tree.all(css="entry")
        assert len(entries) == min(count, most), where
        in_groups = [one for group in tree.all("section", css="by-group") for one in group.all(css="entry")]  # fmt: skip
        assert in_groups == entries, where
        headings = [group.first("h2") for group in tree.all("section", css="by-group")]
        assert not [one.text for one in headings if "unseen" in one.classes], where
        before = markup.parse(html.partition('<section class="by-group')[0])
        assert len(before.text) < len(tree.text) / 2, where
        links = Counter(markup.target(where, link) for link in tree.links() if "/articles/" in link)
        assert max(Counter(str(link).partition("#")[0] for link in links.elements()).values()) <= 3, where  # fmt: skip
    assert seen > 30


def test_newest_comes_first():
    """A page begins with its newest article; groups follow by their newest article."""
    tree = page(articles("grey", "red", "blue", "red", "blue green", "green blue", "green"))
    assert groups(tree) == [
        ("Grey", ["a0000"]),
        ("Red", ["a0001", "a0003"]),
        ("Blue", ["a0002", "a0004"]),
        ("Green", ["a0005", "a0006"]),
    ]


def test_order():
    """Readers may choose the order by date only where it would be another one."""
    for colours, is_offered in [("red blue red", True), ("red red blue", False)]:
        links = page(articles(*colours.split())).all("a")
        orders = [one.attributes for one in links if "data-digest-order" in one.attributes]
        assert [one["href"] for one in orders] == ["?order=newest"] * is_offered


def test_entries_carry_less():
    """An entry shows at most two terms, and none that the page or its group says."""
    tree = page(
        [
            made.article(
                f"a{at}", terms={"offices": "one two three", "topics": "red blue green grey"}
            )
            for at in range(3)
        ]
    )
    assert {tuple(chip.text for chip in one.all(css="chip")) for one in tree.all(css="entry")} == {
        ("Two", "Blue")
    }


def test_combinations():
    """There is a chip for every combination of two articles, the largest first; of more than 13, 12 are seen."""
    slugs = "abcdefghijklmnop"
    topics = made.taxonomy("topics", *slugs, "single")
    tree = page(articles(*[" ".join(slugs)] * 2, "p single", "o"), taxonomies=(OFFICES, topics))
    assert chips(tree) == ["O 3", "P 3", *[f"{one} 2" for one in "ABCDEFGHIJKLMN"]]
    folded = tree.first(css="only").first("details")
    assert (folded.first("summary").text, len(folded.all("li"))) == ("and 4 more", 4)
    assert tree.first(css="only").links()[1] == "../../offices/one/p/"
    assert "In one group" not in tree.text


def test_few_articles_have_no_filters():
    tree = page(articles("red", "blue", "green"))
    assert not chips(tree)
    assert [heading for heading, _titles in groups(tree)] == ["Red", "Blue", "Green"]


def test_a_heading_for_each_term():
    """What shares no term is below its own first term, also if that has one article."""
    offices = made.taxonomy("offices", *"abcde")
    named = [made.article(slug, f"2024-05-0{9 - at}", terms={"offices": slug, "topics": "red"}) for at, slug in enumerate("acbde")]  # fmt: skip
    tree = page(named, "topics/red/", (offices, TOPICS))
    assert groups(tree) == [(slug.upper(), [slug]) for slug in "acbde"]


def test_countries():
    """What names no office is below its first country; what has no country either is last."""
    lands = made.taxonomy("lands", "norway", "chad", implied_by="offices")
    named = [
        ("a5", "one", "norway"),
        ("a4", "", ""),
        ("a3", "", "norway chad"),
        ("a2", "two", "norway"),
        ("a1", "", "norway"),
    ]
    listed = [
        made.article(slug, f"2024-05-0{slug[1]}", terms={"offices": office, "lands": land, "topics": "red"})
        for slug, office, land in named
    ]  # fmt: skip
    tree = page(listed, "topics/red/", (OFFICES, TOPICS, lands))
    assert groups(tree) == [
        ("One", ["a5"]),
        ("Norway", ["a3", "a1"]),
        ("Two", ["a2"]),
        ("Other articles", ["a4"]),
    ]


def test_combination():
    """The page of two terms is one list, which says neither of them again, and leads to both."""
    tree = page(articles("red blue", "red", "red blue", "red"), "offices/one/red/")
    assert groups(tree) == [("Articles", ["a0000", "a0001", "a0002", "a0003"])]
    assert [one.text for one in tree.all(css="chip")] == ["Blue", "Blue"]
    assert {"../../../offices/one/", "../../../topics/red/"} <= {*tree.first(css="crumbs").links()}


def test_heading_leads_to_combination():
    """A heading says how many articles its combination has where some are in other groups."""
    tree = page(articles("red blue", "blue red", "blue", "red"))
    first, second = tree.all("section", css="by-group")
    assert first.first("h2").text == "Red all 3: Red"
    assert first.first("h2").links() == ["../../offices/one/red/"] * 2
    assert second.first("h2").links() == ["../../offices/one/blue/"] * 2


def test_two_terms_without_a_page():
    """Two terms that one article shares have no page: the heading leads to the term, and there is no chip."""
    tree = page(articles("red", "red", "blue", "green", "green"))
    assert [one.first("h2").links() for one in tree.all("section", css="by-group")] == [
        ["../../offices/one/red/"],
        ["../../topics/blue/"],
        ["../../offices/one/green/"],
    ]
    assert chips(tree) == ["Red 2", "Green 2"]
    site = made.site([OFFICES, TOPICS], articles("red", "red", "blue"), crossings=(made.PAIR,))
    addresses = {page.address for page in pages(site)}
    assert "offices/one/red/" in addresses
    assert "offices/one/blue/" not in addresses


@pytest.mark.parametrize("where", ["offices/one/", "topics/red/", "offices/one/red/"])
def test_long_list(where):
    """The newest sixty of a long list are in full, and the others are headlines by year, each once."""
    tree = page(articles(*["red"] * 700), where)
    assert len(tree.all(css="entry")) == 60
    older = tree.first(css="older")
    assert [one.text for one in older.all("h3")] == ["2024 240", "2023 300", "2022 100"]
    links = [link for link in tree.links() if "/articles/" in link]
    assert len(links) == len({*links}) == 700
    # The slugs count up from the newest article, and the list is one group.
    assert links == sorted(links, key=lambda link: link.strip("/").rpartition("/")[2])


def test_twelve_topics():
    """An article with twelve topics is one entry with two chips."""
    slugs = [f"t{at:02}" for at in range(12)]
    topics = made.taxonomy("topics", *slugs)
    tree = page(articles(" ".join(slugs), *["t11"] * 4), taxonomies=(OFFICES, topics))
    assert groups(tree) == [("T11", [f"a{at:04}" for at in range(5)])]
    assert len(tree.first(css="rows").first("li").all(css="chip")) == 2


def test_article_without_a_term():
    """Articles that name nothing of `group_by` come last; without any term there is one plain list."""
    tree = page(articles("red", (), "red", (), "red"))
    assert groups(tree) == [("Red", ["a0000", "a0002", "a0004"]), ("Other articles", ["a0001", "a0003"])]  # fmt: skip
    plain = page(articles((), (), (), ()))
    assert [heading for heading, _titles in groups(plain)] == ["Articles"]
    assert not plain.all(css="only")


def test_order_of_groups():
    """Of many articles the group with the newest is first and the others by size; chips are all by size."""
    few = articles("blue", "red", "green", "red", "green", "red", "blue")
    assert [heading for heading, _titles in groups(page(few))] == ["Blue", "Red", "Green"]
    many = page(articles("blue", *["grey"] * 2, "red", *["green"] * 5, *["red"] * 12, "blue"))
    assert [heading for heading, _titles in groups(many)] == ["Blue", "Red", "Green", "Grey"]
    assert chips(many) == ["Red 13", "Green 5", "Blue 2", "Grey 2"]


def test_wholes_stand_apart():
    """The chips of terms with parts among the chips stand behind these, after a word that says so."""
    topics = made.taxonomy("topics", "wide", "narrow", "slim", parents={"narrow": "wide"})
    named = articles(*["narrow"] * 3, *["wide"] * 2, *["slim"] * 4)
    box = page(named, taxonomies=(OFFICES, topics)).first(css="only")
    assert [one.text for one in box.all("li")] == ["Slim 4", "Narrow 3", "Wide 5"]
    assert [one.text for one in box.first("div").all("li")] == ["Wide 5"]
    assert box.first("div").first("p").text == "With their parts:"


def test_rest_on_phones():
    """A group of more than three entries leads to all of them, if a combination has a page."""
    tree = page(articles(*["red"] * 4, *["blue"] * 3, "green"))
    boxes = {one.first("h2").text.split()[0]: one for one in tree.all("section", css="by-group")}
    assert {name: "by-parts" in box.classes for name, box in boxes.items()} == {
        "Red": True,
        "Blue": False,
        "Green": False,
    }
    assert boxes["Red"].first("h2").links() == ["../../offices/one/red/"] * 2


def test_a_term_of_2000_articles():
    """Its page has 60 articles in full, 1,200 headlines and a link to the archive, and at most 400 KB."""
    many = articles(*["red", "blue", "green"] * 667)[:2000]
    site = made.site([OFFICES, TOPICS], many, crossings=(made.PAIR,), long_listing=60)
    html = resolve(made.composed(site)["offices/one/"].content, "offices/one/")
    assert len(html.encode()) < 400_000
    tree = markup.parse(html)
    assert len(tree.all("article", css="entry")) == 60
    older = tree.first(css="older")
    assert len(older.all("li")) == 1200
    assert older.text.strip().endswith("and 740 more: All articles by date")


def test_retracted():
    """A term's page names its retracted articles."""
    one, *others = articles("red", "red", "red")
    gone = replace(one, retracted=Retraction(dt.date(2024, 12, 31), "Wrong."))
    note = page([gone, *others]).first(css="notice")
    assert note.text == "One article was retracted: Title of a0000"
    assert note.links() == [f"../../{gone.address}"]


def test_names_in_chips():
    """A name of 160 characters is whole in its chip, and one in Arabic keeps its direction."""
    long, arabic = "Directorate " * 13 + "Last", "الأمن السيبراني"
    topics = made.taxonomy("topics", "red", "blue")
    topics.terms["red"] = replace(topics.terms["red"], name=long)
    topics.terms["blue"] = replace(topics.terms["blue"], name=arabic, languages={arabic: "ar"})
    tree = page(articles(*["red blue"] * 4), taxonomies=(OFFICES, topics))
    red, blue = tree.first(css="only").all("li")
    assert red.text.startswith(long)
    name = blue.first("a").first("span")
    assert (name.text, name.attributes["lang"], name.attributes["dir"]) == (arabic, "ar", "rtl")
