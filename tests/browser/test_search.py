"""The search page: results, facets, state in the address, and malformed input."""

import datetime as dt
import re
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.conftest import search_for, served, status
from tests.command import succeed
from tests.corpus import Entry, Maker, Size, write_content, write_engine

QUERIES = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text(encoding="utf-8"))
_ASK = """async (queries) => {
  const { search } = await import(new URL("engine.js", document.querySelector("script[src*='/search.']").src))
  const slug = async (result) => (await result.data()).url.split(/[/.]/).at(-2)
  const answers = []
  for (const { q, chosen = {}, order = "relevance" } of queries) {
    const { results, pages } = await search(q, { chosen, order })
    answers.push([await Promise.all(results.slice(0, 10).map(slug)), pages.map(({ address }) => address)])
  }
  return answers
}"""


def asked_on(query):
    """The day on which a query is asked, or nothing."""
    return query.get("today", "")


def ask(page, queries):
    """The first ten slugs for each query."""
    return [slugs for slugs, _ in page.evaluate(_ASK, queries)]


def rank(wanted, found):
    """Reciprocal rank of the first wanted article."""
    return next((1 / (place + 1) for place, slug in enumerate(found) if slug in wanted), 0.0)


def success(answers, most):
    """The share of queries with all wanted results among the first ones, and the failed queries."""
    missed = [
        (query["q"], slugs[:3], pages)
        for query, slugs, pages in answers
        if not satisfies(query, slugs, pages, most)
    ]
    return 1 - len(missed) / len(answers), missed


def satisfies(query, slugs, pages, most):
    """Whether the first three results, or the very first one, and the pages are those that a query wants."""
    every, some = {*query.get("first_three", ())}, {*query.get("any", ())}
    if not (every <= {*slugs[:3]} and {*query.get("pages", ())} <= {*pages}):
        return False
    return not (every | some) or bool((every | some) & {*slugs[:most]})


@pytest.mark.slow
def test_finds_what_readers_ask_for(watch, capsys):
    """The first three results answer 97% of the answerable queries and 90% of each kind."""
    reader = watch()
    replies = []
    for today, queries in groupby(sorted(QUERIES, key=asked_on), asked_on):
        if today:
            reader.page.clock.set_fixed_time(today)
        asked = [*queries]
        replies += [
            (query, *found)
            for query, found in zip(asked, reader.open().evaluate(_ASK, asked), strict=True)
        ]
    answers = [reply for reply in replies if not reply[0].get("nothing")]
    kinds = {query.get("kind", "words") for query, _, _ in answers}
    shares = {}
    with capsys.disabled():
        for kind in sorted(kinds):
            own = [reply for reply in answers if reply[0].get("kind", "words") == kind]
            shares[kind], missed = success(own, 3)
            print(
                f"\nsearch, {kind}: success@1 {success(own, 1)[0]:.3f}, @3 {shares[kind]:.3f}, {len(own)} queries"
            )
            for query in missed:
                print(f"  {query}")
    false = {query["q"]: slugs for query, slugs, _ in replies if query.get("nothing") and slugs}
    assert false == {}
    assert success(answers, 3)[0] >= 0.97
    assert all(share >= 0.9 for share in shares.values())


@pytest.fixture(scope="module")
def made_origin(tmp_path_factory):
    """A served site of three articles: one listed, one a draft, one retracted."""
    root = write_engine(tmp_path_factory.mktemp("made"))
    maker = Maker(Size(articles=0, agencies=3, themes=4, people=2, sources=2), seed=5)
    registries = maker.registries()
    meta = {
        "source": {"name": "Somewhere", "url": "https://example.org/"},
        "agencies": [next(iter(registries["taxonomies/agencies.yml"]))],
        "themes": [next(iter(registries["taxonomies/themes.yml"]))],
        "summary": "An invented report, long enough to be a summary.",
    }
    states = {
        "shown": {},
        "hidden": {"draft": True},
        "withdrawn": {"retracted": {"date": "2024-02-01", "reason": "It was wrong."}},
    }
    entries = [
        Entry(
            f"2024-01-0{day}-{name}.md",
            {"title": f"Xylograph {name}", "date": f"2024-01-0{day}", **meta, **state},
        )
        for day, (name, state) in enumerate(states.items(), start=1)
    ]
    write_content(root, registries, entries)
    succeed(root, "build")
    with served(root / "site") as origin:
        yield origin


def results(page):
    """The links of the shown results."""
    return page.locator("[data-digest-results] > li h2 a")


def shown_count(page, facet, value):
    """The number beside a facet's value."""
    return int(page.locator(f'label[for="facet-{facet}-{value}"] .count').text_content())


def unfold(page, facet):
    """Unfold a facet."""
    page.locator(f"#facet-{facet}").click()


def says(page, number):
    """Wait until the page shows the given number of articles."""
    expect(status(page)).to_have_text(f"{number} article{'' if number == 1 else 's'}")


class TestPage:
    """The search page: facets, order and address."""

    def test_before_a_query(self, watch):
        """Without a query there are newest articles and example queries, each of which finds something."""
        reader = watch()
        page = reader.open("search/")
        start = page.locator(".search-start")
        expect(start).to_be_visible()
        assert start.locator(".lines a").count() > 5
        examples = [
            link.get_attribute("href")
            for link in start.locator("ul").first.get_by_role("link").all()
        ]
        assert len(examples) == 3
        for example in examples:
            page = reader.open(f"search/{example.partition('search/')[2]}")
            expect(results(page).first).to_be_visible()
            assert not page.locator(".search-start").is_visible()

    def test_facets_combine(self, watch):
        """A facet's count is the number of articles left if it is chosen; two facets narrow together."""
        page = watch().open("search/?q=ransomware")
        expect(status(page)).to_contain_text("articles")
        first = shown_count(page, "agency", "eu-europol")
        page.locator("#facet-agency-eu-europol").check()
        says(page, first)
        expect(page).to_have_url(re.compile(r"\?q=ransomware&agency=eu-europol$"))
        second = shown_count(page, "year", "2024")
        assert 0 < second < first
        unfold(page, "year")
        page.locator("#facet-year-2024").check()
        says(page, second)
        assert results(page).count() == second
        page.locator("#facet-year-2025").check()
        says(page, first)

    def test_newest_first(self, watch):
        """Ordered by date, no article is newer than the one before it."""
        page = watch().open("search/?q=ransomware")
        expect(results(page)).to_have_count(8)
        page.get_by_label("Order").select_option("newest")
        expect(page).to_have_url(re.compile(r"\?q=ransomware&order=newest$"))
        expect(results(page).first).to_contain_text("Endgame")
        texts = page.locator(".search__meta").all_inner_texts()
        dates = [dt.datetime.strptime(text.split(" · ")[0], "%d %b %Y") for text in texts]  # noqa: DTZ007 (days)
        assert dates == sorted(dates, reverse=True)

    def test_address_is_the_state(self, watch):
        """The query survives a reload, and the back button undoes the last choice."""
        page = watch().open("search/?q=DTX&agency=az-scis&order=newest")
        says(page, 1)
        expect(page.locator("#facet-agency-az-scis")).to_be_checked()
        expect(page.get_by_label("Order")).to_have_value("newest")
        unfold(page, "year")
        page.locator("#facet-year-2025").check()
        expect(page).to_have_url(re.compile("year=2025"))
        page.reload()
        expect(page.locator("#facet-year-2025")).to_be_checked()
        expect(page.locator("input[name=q]")).to_have_value("DTX")
        page.go_back()
        expect(page.locator("#facet-year-2025")).not_to_be_checked()
        expect(page).to_have_url(re.compile("q=DTX&agency=az-scis&order=newest$"))
        says(page, 1)

    def test_unknown_in_the_address(self, watch):
        """Unknown facets, values and orders in the address are ignored."""
        reader = watch()
        page = reader.open("search/?q=emotet")
        says(page, 2)
        page = reader.open(
            "search/?q=emotet&agency=xx-none&agency=%3Cb%3E&nosuch=1&order=sideways&year=soon&__proto__=x"
            "&agency=constructor&theme=toString&constructor=name"
        )
        says(page, 2)
        expect(page.locator("fieldset").first).to_be_visible()
        assert page.locator("[data-digest-facets]").inner_text().count("function") == 0
        expect(page.get_by_label("Order")).to_have_value("relevance")
        assert page.locator("input[type=checkbox]:checked").count() == 0

    def test_nothing_found(self, watch):
        """A search without results leads to other ways to browse."""
        reader = watch()
        page = reader.open("search/?q=chocolate cake recipe")
        expect(status(page)).to_have_text(
            "Nothing found; no article has “chocolate”, “cake”, “recipe”"
        )
        expect(page.get_by_text("All names from A to Z")).to_be_visible()
        for address in ("names/", "archive/"):
            expect(page.locator(f'[data-digest-results] a[href$="/{address}"]')).to_be_visible()

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("Interrpol", "on International Criminal Police Organization, the closest spelling"),
            ("emotte", "2 articles on “Emotet”"),
            (
                "how much ransom did Colonial Pipeline pay",
                "No article has all of these words; 1 article with",
            ),
        ],
    )
    def test_guesses_are_said(self, watch, words, said):
        """If the search corrects a query, it says so."""
        page = watch().open(f"search/?q={quote(words)}")
        expect(status(page)).to_contain_text(said)

    def test_pages(self, watch):
        """Pages named in the query are shown above the results; an ambiguous name offers a choice, as it was typed."""
        reader = watch()
        box = reader.page.locator("[data-digest-pages]")
        reader.open("search/?q=ENISA")
        expect(box.get_by_role("link")).to_have_attribute(
            "href", "/names/#:~:text=European%20Union%20Agency%20for%20Cybersecurity"
        )
        page = reader.open("search/?q=MI6")
        expect(box).to_contain_text("Agency · no articles yet")
        expect(status(page)).to_have_text("No articles.")
        reader.open("search/?q=NCSC")
        expect(box.get_by_role("heading")).to_have_text("Which NCSC?")
        reader.open("search/?q=Ncsc")
        expect(box.get_by_role("heading")).to_have_text("Which Ncsc?")

    def test_days(self, watch):
        """Dates in the query or the fields narrow the results, appear in the address and can be cleared."""
        reader = watch()
        page = reader.open("search/?q=3 November 2021")
        expect(status(page)).to_have_text("2 articles from 3 November 2021")
        page.locator("input[name=from]").fill("2026-01-01")
        expect(page).to_have_url(re.compile("from=2026-01-01"))
        page = reader.open("search/?from=2026-01-01&to=2026-02-28")
        says(page, 1)
        page.get_by_role("button", name="Clear all").click()
        expect(page).to_have_url(re.compile("/search/$"))

    def test_title_and_counts(self, watch):
        """The window title contains the query, and no facet offers a value without results."""
        page = watch().open("search/?q=emotet")
        expect(page).to_have_title(re.compile("^emotet – Search"))
        expect(page.locator("fieldset").first).to_be_visible()
        assert "0" not in page.locator(".facet .count").all_text_contents()

    def test_folded_facets(self, watch):
        """The first two facets are unfolded, and so is one with a choice; what the reader folds stays folded."""
        page = watch().open("search/?q=ransomware&kind=official")
        unfolded = page.locator(".facet[open] > summary")
        expect(unfolded).to_have_text(["Agencies", "Themes", "Kind of source"])
        assert page.locator(".facet").count() > 5
        unfold(page, "agency")
        unfold(page, "country")
        page.locator("input[name=q]").fill("attack")
        expect(page).to_have_url(re.compile("q=attack"))
        expect(unfolded).to_have_text(["Themes", "Countries", "Kind of source"])

    def test_more_values(self, watch):
        """A facet shows six values and adds the others on demand, where the keyboard goes on."""
        page = watch().open("search/")
        agencies = page.get_by_role("group", name="Agencies")
        expect(agencies.get_by_role("listitem")).to_have_count(6)
        more = agencies.locator("summary")
        rest = int(re.fullmatch(r"(\d+) more", more.inner_text())[1])
        more.press("Enter")
        expect(agencies.get_by_role("listitem")).to_have_count(6 + rest)
        page.keyboard.press("Tab")
        expect(agencies.get_by_role("checkbox").nth(6)).to_be_focused()
        page.keyboard.press("Space")
        expect(results(page).first).to_be_visible()
        assert agencies.get_by_role("listitem").count() > 7

    def test_back(self, watch):
        """Results are loaded ten at a time; going back from an article restores their number and the scroll position."""
        page = watch().open("search/?q=agency")
        expect(results(page)).to_have_count(10)
        page.get_by_role("button", name="Show more").click()
        expect(results(page).nth(12)).to_be_visible()
        results(page).nth(12).click()
        page.wait_for_url("**/articles/**")
        page.go_back()
        expect(results(page).nth(12)).to_be_in_viewport()

    def test_by_keys(self, watch):
        """Field, order, facets and results can be reached and used by keyboard."""
        page = watch().open("search/")
        field = page.locator("input[name=q]")
        field.focus()
        page.keyboard.type("Emotet")
        page.keyboard.press("Enter")
        says(page, 2)
        expect(page.locator("#facet-agency-jp-npa")).to_be_visible()
        reached = []
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate("document.activeElement.id || document.activeElement.tagName")
            )
            if reached[-1] == "facet-agency-jp-npa":
                page.keyboard.press("Space")
                says(page, 1)
                expect(page.locator("#facet-agency-jp-npa")).to_be_focused()
            if reached[-1] == "A" and page.evaluate(
                "!!document.activeElement.closest('[data-digest-results]')"
            ):
                break
        assert "order" in reached
        assert "facet-agency-jp-npa" in reached
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles/2021/02/japan-warns-users-of-emotet-devices/")

    def test_terms(self, watch):
        """A result shows the short names of its agencies and themes, without their parents."""
        page = watch().open("search/?q=provocations Naghiyev")
        expect(page.locator(".search__terms").first).to_have_text(
            "SSS, Security Council of the Republic of Azerbaijan, "
            "Regional security, Counter-intelligence, Counter-terrorism, Information security"
        )

    def test_sentences_are_whole(self, watch):
        """A snippet goes on to the end of the sentence in which it would be cut."""
        page = watch().open("search/?q=ransomware")
        expect(results(page).first).to_be_visible()
        assert page.locator(".search__excerpt mark").count() > 2
        ends = [text.strip()[-1] for text in page.locator(".search__excerpt").all_inner_texts()]
        assert ends.count(".") > len(ends) / 2
        assert {*ends} <= {".", "…"}

    def test_marks(self, watch):
        """Matching words are highlighted, and markup in a text is shown as text."""
        page = watch().open("search/?q=spooler")
        expect(page.locator(".search__excerpt mark").first).to_have_text(
            re.compile("spooler", re.IGNORECASE)
        )
        made = page.evaluate("""async () => {
          const { passage } = await import(new URL("results.js", document.querySelector("script[src*='/search.']").src))
          const box = document.createElement("p")
          box.append(...passage({ content: "Title a <img src=x> <b>&amp;</b> end.", locations: [0, 4], meta: { title: "Title" } }))
          return [box.textContent, [...box.querySelectorAll("*")].map((one) => one.tagName)]
        }""")
        assert made == ["a <img src=x> <b>&amp;</b> end.", ["MARK"]]


BAD = {
    "long": "ransomware " * 910,
    "one long word": "x" * 10_000,
    "control": "emo\x00\x07tet \x1b[31m \u202e",
    "html": "<img src=x onerror=\"document.title='hit'\"><script>document.title='hit'</script>",
    "marks": "<mark>CISA</mark>",
    "punctuation": "!?.,;:'\"()[]{}*&^%$#@~`|\\/-_+=",
    "surrogates": "\ud800 CISA \udfff",
    "quote": '"CISA',
    "object": "__proto__ constructor toString",
}


@pytest.mark.slow
@pytest.mark.parametrize("words", BAD.values(), ids=BAD)
def test_bad_input(watch, words):
    """Any input gets an answer, causes no error and is shown only as text."""
    page = watch().open("search/")
    title = page.title()
    page.evaluate(
        """(words) => {
          const field = document.querySelector("input[name=q]")
          field.value = words
          field.dispatchEvent(new Event("input", { bubbles: true }))
          field.form.requestSubmit()
        }""",
        words,
    )
    expect(status(page)).to_have_text(re.compile(r"article|Nothing found"))
    assert page.title().endswith(title)
    assert page.title() != "hit"
    assert (
        page.locator(
            'main img[src=x], main script:not([src], [type="application/ld+json"])'
        ).count()
        == 0
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "query", ["%ED%A0%80", "%00%FF%FE", "%3Cscript%3Ealert(1)%3C/script%3E", "%"]
)
def test_bad_address(watch, query):
    """A malformed address causes no error and is shown only as text."""
    page = watch().open(f"search/?q={query}&agency={query}")
    expect(status(page)).to_have_text(re.compile(r"article|Nothing found"))


PARTS = ["pagefind.js", "pagefind-entry.json*", "*.pf_meta", "index/*", "filter/*"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "answer"),
    [
        *((f"pagefind/{part}", 404) for part in PARTS),
        ("search/names.json", 404),
        ("search/names.json", 500),
        ("search/names.json", None),
        ("pagefind/*.pf_meta", 500),
        ("pagefind/*.pf_meta", None),
        ("pagefind/index/*", None),
    ],
)
def test_index_that_does_not_arrive(watch, files, answer):
    """If the index cannot be loaded, the search says so and links to other pages."""
    reader = watch(quiet=False)
    errors = []
    reader.page.on("pageerror", lambda error: errors.append(str(error)))
    reader.page.route(
        f"**/{files}", lambda route: route.fulfill(status=answer) if answer else route.abort()
    )
    page = reader.open("search/?q=ransomware")
    expect(status(page)).to_contain_text("could not be loaded")
    expect(status(page).locator('a[href$="/names/"]')).to_be_visible()
    assert errors == []


def test_index_that_arrives_later(watch):
    """After a failure the next search tries to load the index again."""
    reader = watch(quiet=False)
    reader.page.route("**/search/names.json", lambda route: route.abort(), times=1)
    page = reader.open("search/?q=emotet")
    expect(status(page)).to_contain_text("could not be loaded")
    page.get_by_role("button", name="Search").first.press("Enter")
    says(page, 2)


CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)


@pytest.mark.slow
def test_below_a_folder_under_a_policy(watch_at, site, tmp_path):
    """The search works in a folder of a host under a strict policy, without violations."""
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "folder").symlink_to(site)

    def strict(route):
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": CSP})

    with served(tmp_path) as origin:
        reader = watch_at(origin)
        reader.page.route("**/*", strict)
        page = reader.open("some/folder/search/?q=emotet")
        says(page, 2)
        assert results(page).first.get_attribute("href").startswith("/some/folder/articles/")
        results(page).first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Emotet")
        page.unroute_all(behavior="wait")


def test_facets_after_results(watch):
    """Data for the facets is loaded after the results, and only when the facets are visible."""
    reader = watch(width=400)
    page = reader.open("search/?q=agency")  # not the name of a term, which would become a filter
    expect(results(page)).to_have_count(10)
    page.wait_for_load_state("networkidle")
    assert not [url for url in reader.requests if "/pagefind/filter/" in url]
    page.get_by_text("Filters", exact=True).click()
    expect(page.locator("fieldset").first).to_be_visible()
    assert [url for url in reader.requests if "/pagefind/filter/" in url]


def test_first_result_on_a_phone(watch):
    """On a phone the first result is on the upper two thirds of the screen."""
    reader = watch(width=360, height=740)
    for query in ("emotet", "ransomware", "march 2021", "Xaghiyevski"):
        first = reader.open(f"search/?q={query}").locator("[data-digest-results] a").first
        expect(first).to_be_visible()
        assert first.bounding_box()["y"] <= 500, query


def test_filters_of_a_phone(watch):
    """On a phone order and filters share a line, which says how many filters are chosen; dates are among them."""
    page = watch(width=360, height=740).open("search/?q=agency&agency=us-cisa&from=2020-01-01")
    expect(results(page).first).to_be_visible()
    filters, order = page.locator("summary", has_text="Filters"), page.get_by_label("Order")
    expect(filters).to_have_text("Filters 2")
    expect(page.get_by_label("From")).to_be_hidden()
    assert filters.bounding_box()["y"] < order.bounding_box()["y"] + order.bounding_box()["height"]
    filters.click()
    expect(page.get_by_label("From")).to_have_value("2020-01-01")
    expect(page.locator(".facet").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="Clear all").click()
    expect(filters).to_have_text("Filters")
    order.select_option("newest")
    expect(page).to_have_url(re.compile("order=newest"))
    page.set_viewport_size({"width": 1280, "height": 800})
    filters.evaluate("summary => { summary.parentElement.open = false }")
    page.set_viewport_size({"width": 360, "height": 740})
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".facet").first).to_be_visible()


def test_no_empty_column(watch):
    """Without results there are no filters, unless some are chosen, and the footer follows within the window's height."""
    page = watch(width=1280, height=800).open("search/?q=Xaghiyevski")
    suggested = page.locator("[data-digest-results] a").first
    expect(suggested).to_be_visible()
    assert suggested.bounding_box()["x"] == page.locator("h1").bounding_box()["x"]
    expect(page.get_by_label("From")).to_be_hidden()
    assert page.locator(".colophon").bounding_box()["y"] < 820
    page = watch(width=1280, height=800).open("search/?q=emotet&year=2019")
    expect(page.get_by_label("2019")).to_be_checked()
    page.get_by_role("button", name="Clear all").click()
    says(page, 2)


def test_nothing_before_use(watch):
    """A page loads no search files; the search page does."""
    reader = watch()
    page = reader.open("agencies/az-sss/")
    page.wait_for_load_state("networkidle")
    assert not [
        url
        for url in reader.requests
        if "/pagefind/" in url or "engine.js" in url or "names.json" in url
    ]
    search_for(page, "DTX")
    expect(results(page).first).to_be_visible()
    assert [url for url in reader.requests if "/pagefind/" in url]


def test_only_what_is_published(watch_at, made_origin):
    """Drafts and retracted articles are not found."""
    page = watch_at(made_origin).open()
    everything = [
        {"q": "xylograph"},
        {"q": "hidden"},
        {"q": "withdrawn"},
        {"q": "", "chosen": {"year": ["2024"]}},
    ]
    assert ask(page, everything) == [["shown"], [], [], ["shown"]]
