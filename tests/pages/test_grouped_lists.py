"""The list of a page: in groups, each article once, with filters; also of extreme terms."""

from collections import Counter
from dataclasses import replace

import pytest

from generator.installed import installed
from generator.load.loading import load
from generator.model import address
from generator.model.address import resolve
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
        (one.first("h2").text, [title.text.removeprefix("Title of ") for title in one.all("h3")])
        for one in tree.all("section", css="by-group")
    ]


def chips(tree):
    return [one.first("span").text for one in tree.all("label")]


@pytest.fixture(scope="module", params=["ours", "made"])
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
        assert len(entries) == (count if count <= most else 5), where
        in_groups = [one for group in tree.all("section", css="by-group") for one in group.all(css="entry")]  # fmt: skip
        assert in_groups == entries, where
        headings = [group.first("h2") for group in tree.all("section", css="by-group")]
        assert not [one.text for one in headings if "unseen" in one.classes], where
        before = markup.parse(html.partition('<section class="by-group"')[0])
        assert len(before.text) < len(tree.text) / 2, where
        links = Counter(markup.target(where, link) for link in tree.links() if "/articles/" in link)
        assert max(Counter(str(link).partition("#")[0] for link in links.elements()).values()) <= 3, where  # fmt: skip
    assert seen > 30


def test_filters_agree(composed):
    """A filter shows as many entries as it says, and its fragment exists for each that there is."""
    _most, trees = composed
    for where, (count, html) in trees.items():
        tree = markup.parse(html)
        for label in tree.all("label"):
            number = label.first("input").attributes["value"]
            entries = [one for one in tree.all("li") if number in one.attributes.get("data-in", "").split()]  # fmt: skip
            shown = len(entries) if number != "0" else count
            assert label.first(css="count").text == str(shown), (where, label.text)


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
    assert page(articles("red", "blue", "red")).all(css="switch")
    assert not page(articles("red", "red", "blue")).all(css="switch")


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


def test_filters():
    """There is a chip for every term; of more than six, the others are folded."""
    topics = made.taxonomy("topics", *"abcdefgh")
    tree = page(articles(*["a b c d e f g h"] * 3, "h", "h g"), taxonomies=(OFFICES, topics))
    assert chips(tree) == [
        "All 5", "H 55 of 5 articles", "G 44 of 5 articles", *[f"{letter} 33 of 5 articles" for letter in "ABCDEF"],
    ]  # fmt: skip
    assert len(tree.first(css="only").first("details").all("label")) == 2
    assert tree.first(id="in-h").tag == "label"


def test_few_articles_have_no_filters():
    tree = page(articles("red", "blue", "green"))
    assert not chips(tree)
    assert [heading for heading, _titles in groups(tree)] == ["Red", "Blue", "Green"]


def test_parents_and_countries():
    """What shares no term is under a shared parent, then under the country of its offices."""
    offices = made.taxonomy("offices", "a", "b", "c", "d", "e", "top", parents={"a": "top", "b": "top"})  # fmt: skip
    for slug in "cd":
        offices.terms[slug] = replace(offices.terms[slug], country="NO")
    named = [made.article(slug, f"2024-05-0{9 - at}", terms={"offices": slug, "topics": "red"}) for at, slug in enumerate("acbde")]  # fmt: skip
    tree = page(named, "topics/red/", (offices, TOPICS))
    assert groups(tree) == [("Top", ["a", "b"]), ("Norway", ["c", "d"]), ("E", ["e"])]


def test_combination():
    """The page of two terms is grouped by the other terms that its articles name."""
    tree = page(articles("red blue", "red", "red blue", "red"), "offices/one/red/")
    assert groups(tree) == [("Blue", ["a0000", "a0002"]), ("Other topics", ["a0001", "a0003"])]


def test_long_list():
    """Of a long list, five articles are in full; then each term has three others and all of its own."""
    tree = page(articles(*["red", "blue", "red green"] * 30))
    assert [len(titles) for _heading, titles in groups(tree)] == [5]
    sections = tree.all("section", css="line-group")
    assert [one.first("h3").text for one in sections] == ["Red", "Blue", "Green"]
    links = [link for one in sections for link in one.links() if "/articles/" in link]
    assert len(links) == len({*links}) == 9
    assert [one.all("a")[-1].text for one in sections] == ["all 60: Red", "all 30: Blue", "all 30: Green"]  # fmt: skip
    assert sections[0].links()[-1] == "../../offices/one/red/"
    assert tree.first(id="in-red").links() == ["../../offices/one/red/"]
    assert tree.first(id="years").links() == ["../../offices/one/2024/"]


def test_long_list_of_one_term():
    """Two thousand articles of one topic: a page that ends, on both sides and for the combination."""
    many = articles(*["red"] * 2_000)
    for where in ("offices/one/", "topics/red/", "offices/one/red/"):
        tree = page(many, where)
        links = [link for link in tree.links() if "/articles/" in link]
        assert len(links) <= 5 + 3 + 20, where
        assert len(tree.first(id="years").links()) == 7, where
        assert not tree.all(css="only"), where


@pytest.mark.parametrize("count", [39, 40, 41, 60])
def test_many_terms(count):
    """Forty terms filter a list, as many as the styles have rules for; others lead to their pages."""
    topics = made.taxonomy("topics", *[f"t{at:02}" for at in range(count)])
    tree = page(
        articles(*[f"t{at:02} t{(at + 1) % count:02}" for at in range(count)]),
        taxonomies=(OFFICES, topics),
    )
    values = [int(one.attributes["value"]) for one in tree.all("input")]
    assert values == [*range(min(count, 40) + 1)]
    fragments = [one for one in tree.walk() if one.attributes.get("id", "").startswith("in-")]
    assert len(fragments) == count
    styles = (corpus.PROJECT / "generator/theme/common/assets/digest.css").read_text()
    assert all(f'[data-in~="{value}"]' in styles for value in values[1:])
    assert '[data-in~="41"]' not in styles


def test_twelve_topics():
    """An article with twelve topics is one entry, which all twelve filters show."""
    slugs = [f"t{at:02}" for at in range(12)]
    topics = made.taxonomy("topics", *slugs)
    tree = page(articles(" ".join(slugs), *["t11"] * 4), taxonomies=(OFFICES, topics))
    assert groups(tree) == [("T11", [f"a{at:04}" for at in range(5)])]
    first = tree.first(css="rows").first("li")
    assert len(first.attributes["data-in"].split()) == 12
    assert len(first.all(css="chip")) == 2


def test_article_without_a_term():
    """Articles that name nothing of `group_by` come last; without any term there is one plain list."""
    tree = page(articles("red", (), "red", (), "red"))
    assert groups(tree) == [("Red", ["a0000", "a0002", "a0004"]), ("Other topics", ["a0001", "a0003"])]  # fmt: skip
    assert groups(page(articles((), "red", "red")))[0] == ("Latest", ["a0000"])
    plain = page(articles((), (), (), ()))
    assert [heading for heading, _titles in groups(plain)] == ["Articles"]
    assert not plain.all(css="only")


def test_names_in_filters():
    """A name of 160 characters is whole in its filter, and one in Arabic keeps its direction."""
    long, arabic = "Directorate " * 13 + "Last", "الأمن السيبراني"
    topics = made.taxonomy("topics", "red", "blue")
    topics.terms["red"] = replace(topics.terms["red"], name=long)
    topics.terms["blue"] = replace(topics.terms["blue"], name=arabic, languages={arabic: "ar"})
    tree = page(articles(*["red blue"] * 4), taxonomies=(OFFICES, topics))
    assert tree.first(id="in-red").first("span").text.startswith(long)
    name = tree.first(id="in-blue").first("span").first("span")
    assert (name.text, name.attributes["lang"], name.attributes["dir"]) == (arabic, "ar", "rtl")
