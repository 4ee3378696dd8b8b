"""What the search answers: bounds that are never dropped, unknown words, pages of the site, compounds, offices, tables."""

from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.conftest import served, status
from tests.command import succeed
from tests.corpus import write_sample

CASES = yaml.safe_load(Path(__file__).with_name("search_answers.yml").read_text())


TODAY = "2026-11-28T12:00:00Z"
_ASK = """async (queries) => {
  const { search } = await import(new URL("engine.js", document.querySelector("script[src*='/search.']").src))
  const read = async (one) => (await one.data()).filters.day[0]
  const answers = []
  for (const query of queries) {
    const { results, pages, ...answer } = await search(query)
    const paths = pages.map(({ address }) => address)
    answers.push({ ...answer, ids: results.map(({ id }) => id), days: await Promise.all(results.map(read)), paths })
  }
  return answers
}"""


@pytest.fixture
def ask(watch):
    """Search for some texts in a browser on a fixed day; return what the engine answers to each."""
    reader = watch()
    reader.page.clock.set_fixed_time(TODAY)
    page = reader.open("about/")
    return lambda *queries: page.evaluate(_ASK, list(queries))


@pytest.fixture
def asked(watch):
    """Open the search page with a query in its address on a fixed day; return the page."""
    reader = watch()
    reader.page.clock.set_fixed_time(TODAY)
    return lambda query, more="": reader.open(f"search/?q={quote(query)}{more}")


BOUNDS = CASES["bounds"]


def test_bounds(ask):
    """Days in a query bound its results, also where nothing is left; from later to earlier is the same period."""
    for (query, bound), answer in zip(BOUNDS.items(), ask(*BOUNDS), strict=True):
        assert answer["range"] == bound, query
        assert all(bound[0] <= day <= bound[1] for day in answer["days"]), query
    empty = ask("ransomware 2015")[0]
    assert (empty["days"], empty["instead"]["words"]) == ([], "ransomware")
    assert empty["paths"] == []


def test_no_bounds(ask):
    """The year of a number of the CVE list is no date, nor is one in quotation marks."""
    answers = ask("CVE-2021-34527", "cve 2021 34527", "CVE-2099-12345", '"2021"')
    assert [answer["range"] for answer in answers] == [None] * 4


def test_empty_bound_is_said(asked):
    """The page says that there is nothing within a period, and links to the search without it."""
    page = asked("ransomware 2015")
    expect(status(page)).to_contain_text("Nothing found from 2015")
    status(page).get_by_role("link").click()
    expect(page.locator("input[name=q]")).to_have_value("ransomware")
    expect(page.locator("[data-digest-results] h2").first).to_be_visible()
    page = asked("ransomware", "&from=2015-01-01&to=2015-12-31")
    status(page).get_by_role("link").click()
    expect(page.locator("input[name=to]")).to_have_value("")
    expect(page.locator("[data-digest-results] h2").first).to_be_visible()


def test_reversed_fields(asked):
    """A period that ends before it begins is named, and nothing is searched for."""
    page = asked("ransomware", "&from=2024-01-01&to=2023-01-01")
    expect(status(page)).to_have_text("The last day is before the first one.")
    expect(page.locator("[data-digest-results] h2")).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("heist", "Nothing found; no article has “heist”"),
        ("ransomware heist", "; no article has “heist”"),
        ("louvre victims", "Nothing found; no article has “louvre”. "),
        ("heist 2024", "Nothing found from 2024; no article has “heist”"),
    ],
)
def test_unknown_words(asked, query, said):
    """Words that no article has are named; a search that would lose half of its words is only offered."""
    expect(status(asked(query))).to_contain_text(said)


def test_subjects(ask):
    """A subject is found by any word by which the registries know it, in each of their languages."""
    subjects = {
        "terror funding": "themes/terrorist-financing/",
        "вымогатели": "themes/ransomware/",
        "kibertəhlükəsizlik": "themes/information-security/",
    }
    for (query, page), answer in zip(subjects.items(), ask(*subjects), strict=True):
        assert answer["ids"], query
        assert page in answer["paths"], query
    [beside, named, strange] = ask("кибератаки Польша", "Польша", "cheap terrorist flights")
    assert beside["ids"]
    assert set(beside["ids"]) <= set(named["ids"])
    assert strange["ids"] == []


@pytest.mark.parametrize(
    ("query", "said", "without"),
    [
        ("вымогатели", "on “Ransomware”; no article has “вымогатели”", "вымогатели"),
        ("extradited hacker", "No article has all of these words; ", "extradited"),
    ],
)
def test_what_a_result_lacks(asked, query, said, without):
    """A search that its subject widens, or that no article answers whole, says so; each result says what it lacks."""
    page = asked(query)
    expect(status(page)).to_contain_text(said)
    lacked = page.locator("[data-digest-results] .search__meta").first
    expect(lacked).to_contain_text(f"without: {without}")


def test_a_subject_stands_in_for_no_name(asked):
    """A name by which the registries know a subject finds nothing; the subject is offered."""
    page = asked("kimsuky")
    expect(status(page)).to_contain_text("Nothing found; no article has “kimsuky”. ")
    expect(status(page).get_by_role("link")).to_contain_text("on “Cyber espionage”")
    expect(page.locator("[data-digest-results] h2")).to_have_count(0)


def test_initials(ask):
    """Initials stand for a phrase that an article or its source writes out."""
    [initials, phrase] = ask("KEV", "known exploited vulnerabilities")
    assert initials["ids"] == phrase["ids"] != []
    assert (initials["guessed"], initials["query"]) == (True, phrase["query"])


def test_one_stop(watch):
    """What the status line says of an answer ends with one stop before another search is offered."""
    said = (
        watch()
        .open("about/")
        .evaluate("""async () => {
      const script = document.querySelector("script[src*='/search.']").src
      const { described } = await import(new URL("results.js", script))
      const answer = { results: [], pages: [{}], ignored: [], instead: { words: "x", count: 1 } }
      return described(answer, () => "#").map((part) => part.textContent ?? part).join("")
    }""")
    )
    assert said == "No articles. 1 article on “x”"


def test_compounds(ask):
    """A compound finds the same as one word, as two and with a hyphen."""
    for spellings in CASES["compounds"]:
        first, *others = [set(answer["ids"]) for answer in ask(*spellings)]
        assert first, spellings
        assert all(one == first for one in others), spellings


PAGES = CASES["pages"]
CZECH = "names/#:~:text=Security%20Information%20Service%20(Czech%20Republic)"
"""Where the list has a body without articles."""


def test_pages(ask):
    """Each page of the site is found by the words that readers use for it."""
    for path, queries in PAGES.items():
        for query, answer in zip(queries, ask(*queries), strict=True):
            assert path in answer["paths"][:3], query


def test_no_pages(ask):
    """A query about other things does not lead to pages of the site, nor to a body whose name is far from it."""
    queries = CASES["no pages"]
    for query, answer in zip(queries, ask(*queries), strict=True):
        assert {*answer["paths"]} & {*PAGES, CZECH} == set(), query


def test_informal_names(ask):
    """An agency is found by its country and a word for what it is, with or without its acronym."""
    for query, path in {
        "czech intelligence service": CZECH,
        "french cyber agency": "agencies/fr-anssi/",
        "BIS czech": CZECH,
    }.items():
        assert path in ask(query)[0]["paths"][:3], query


MEANT = CASES["meant pages"]


def test_meant_pages(ask):
    """First is the page of two terms together, or else the narrowest name: a body asked for by its kind, a country before a theme."""
    for (query, page), answer in zip(MEANT.items(), ask(*MEANT), strict=True):
        assert answer["paths"][0] == page, query


def test_corrected_phrases(ask):
    """A misspelt word of a phrase is corrected by a name that has another word of the phrase."""
    for wrong, right in CASES["phrases"].items():
        one, other = ask(wrong, right)
        assert {*one["ids"]} == {*other["ids"]} != set(), wrong


def test_few_pages(ask):
    """No more than three pages are offered, unless one name belongs to more terms with articles."""
    for query, answer in zip(MEANT, ask(*MEANT), strict=True):
        assert len(answer["paths"]) <= 3, query


def test_vague_days(ask, asked):
    """Days that are not read bound nothing, are not searched for as words, and the page says what to type instead."""
    for vague, rest in CASES["vague days"].items():
        one, other = ask(vague, rest)
        assert (one.get("range"), one["ids"]) == (None, other["ids"]), vague
    said = "To search by date, type 2026, November 2026 or 28 November 2026."
    expect(status(asked("last year"))).to_have_text(said)
    expect(status(asked("ransomware since March"))).to_have_text(f"8 articles. {said}")


def test_words_that_are_no_vague_days(ask):
    """Words for time within names and phrases are read as words, and days that are written out as days."""
    for query, answer in zip(CASES["read days"], ask(*map(str, CASES["read days"])), strict=True):
        assert answer.get("range") == CASES["read days"][query], query
        assert not answer.get("isVague"), query


@pytest.mark.parametrize(
    "query",
    ["a", "C++", "%00", "16", "the of and", "شركة الأمن", '"', '"" ""', "lorem ipsum " * 25],
)
def test_nothing_said(ask, query):
    """A letter, two digits, words that say nothing, another alphabet, bare quotation marks and long nonsense find nothing."""
    [answer] = ask(query)
    assert (answer["ids"], answer["paths"]) == ([], [])


def test_neighbours(ask):
    """A theme's word also means the themes that have it in their names."""
    narrow, wide = ask("counter-intelligence", "espionage")
    assert {*narrow["ids"]} < {*wide["ids"]}


def test_most_words(asked):
    """Behind few articles with all words are those with most of them, and the page says how many these are."""
    page = asked("japan emotet providers")
    expect(status(page)).to_have_text("1 article; 1 more with most of the words")
    first = page.locator("[data-digest-results] h2").first
    expect(first).to_contain_text("Japan to warn users")


def test_offices(ask, asked):
    """An office finds the person who holds it, with what is known of its days."""
    for answer in ask("prime minister of Poland", "head of MI5"):
        assert answer["paths"][0].startswith("people/")
    page = asked("head of MI5")
    expect(page.locator("[data-digest-pages]")).to_contain_text(
        "Director General of MI5, as of 16 November 2022"
    )


HOLDERS = """
ann-example:
  name: Ann Example
  offices:
    - {title: Keeper of Examples, since: 2018-01-01, until: 2020-06-30}
bob-sample:
  name: Bob Sample
  offices:
    - {title: Keeper of Examples, since: 2020-07-01}
"""


@pytest.mark.slow
def test_who_held_an_office(watch_at, tmp_path):
    """The last holder of an office comes first; with a period, there are only those who held it then."""
    root = write_sample(tmp_path / "sample")
    with (root / "site_config/taxonomies/people.yml").open("a", encoding="utf-8") as file:
        file.write(HOLDERS)
    succeed(root, "build")
    with served(root / "site") as origin:
        page = watch_at(origin).open("about/")
        asked = ("keeper of examples", "keeper of examples 2019", "keeper of examples 2024")
        answers = page.evaluate(_ASK, list(asked))
    people = [
        [path.partition("text=")[2] for path in answer["paths"] if path.startswith("names/#")]
        for answer in answers
    ]
    assert people == [["Bob%20Sample", "Ann%20Example"], ["Ann%20Example"], ["Bob%20Sample"]]


def test_without_storage(watch):
    """Where a browser refuses to store anything, the search works."""
    reader = watch()
    reader.page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError") } })
        }"""
    )
    page = reader.open("search/?q=emotet")
    expect(status(page)).to_have_text("2 articles")


@pytest.mark.slow
@pytest.mark.parametrize(("language", "words"), CASES["pages in other languages"])
def test_pages_in_other_languages(watch_at, tmp_path, language, words):
    """A site in another language has that language's words for its pages, and its small words say nothing."""
    root = write_sample(tmp_path / "sample")
    settings = root / "site_config/site.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("language: en", f"language: {language}"), encoding="utf-8")
    succeed(root, "build")
    with served(root / "site") as origin:
        page = watch_at(origin).open("search/")
        for path, query in words.items():
            [answer] = page.evaluate(_ASK, [query])
            assert path in answer["paths"][:3], query
        small = {"de": "wer ist das", "az": "kim kimdir", "ru": "кто это"}
        [answer] = page.evaluate(_ASK, [small[language]])
        assert answer["ids"] == []
