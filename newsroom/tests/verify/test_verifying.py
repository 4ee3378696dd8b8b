"""The command `digest verify`: sources, outputs, and what a hostile source can do."""

import json
import re
from html import escape

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.model.policy import source_of
from generator.system.bounds import within
from newsroom.importer import receive
from newsroom.online.fetch import Fetched, FetchError
from tests.command import digest, refused
from tests.editing.conftest import site

__all__ = ["site"]
BODY = "The institute has found the tool on 13 machines. It stole tests in May 2024.\n"
SOURCE = "The Institute of Inventions found the tool on 12 machines. It allegedly stole tests in May 2024."


@pytest.fixture
def verify(site):
    """Compare an article with a source; return the result of the command."""

    def run(source, *options, body=BODY, name="source.txt", **front):
        article = site.article("tool", body=body, **front)
        file = site.root / name
        file.write_bytes(source.encode())
        config = site.root / "mkdocs.yml"
        return digest(config, "verify", site.root / article, "--source", file, *options)

    return run


def kinds(result):
    """Kinds of the marks in JSON."""
    return [mark["kind"] for mark in json.loads(result.stdout)[0]["marks"]]


def test_text(verify):
    result = verify(SOURCE)
    assert result.exit_code == 0
    assert "tool.md:10: the source does not have this number: 13 [number]\n" in result.stdout
    assert (
        "    article: It stole tests in May 2024.\n    source: It allegedly stole" in result.stdout
    )
    assert verify(SOURCE, "--strict").exit_code == 1


@pytest.mark.parametrize(
    "body, shown",
    [
        ("The institute found the tool on 12 machines.\n", [("Support", False)]),
        ("Nobody expected what followed.\n", [("Little support", True)]),
    ],
)
def test_page_shows_support(verify, tmp_path, body, shown):
    """A sentence that its source hardly has is in colour, and has no mark for that."""
    result = verify(SOURCE, "--json", "--html", tmp_path / "page.html", body=body)
    assert set(kinds(result)) <= {"left-out", "hedge"}
    rows = LexborHTMLParser((tmp_path / "page.html").read_text()).css("section.row")
    [row] = [row for row in rows if body.strip() in row.text()]
    label = row.css_first(".support").text().partition(":")[0]
    assert [(label, "little" in row.attributes["class"].split())] == shown
    assert row.css(".source p")


def test_page_shows_no_support_across_languages(verify, tmp_path):
    """Words of two languages cannot be the same."""
    verify("Das Institut fand das Werkzeug.", "--html", tmp_path / "page.html")
    page = LexborHTMLParser((tmp_path / "page.html").read_text())
    assert page.css("section.row")
    assert not page.css(".support, .little")


def test_lines_of_a_paragraph_are_one_sentence(verify):
    """A sentence with a link has another source, also if the link is on its next line."""
    body = (
        "The institute found the tool on 12 machines. On 3 May 2024 it counted 99 more,\n"
        "[the Oak Gazette](https://example.org/a-long-address-of-a-page-that-ends-the-line)\nwrote.\n"
    )
    assert not {"number", "date", "name"} & set(kinds(verify(SOURCE, "--json", body=body)))


def test_days_of_the_week(verify):
    """A source that says `Tuesday` means the one before the article's day."""
    body = "It stole tests on 14 May 2024, and on 13 May 2024.\n"
    result = verify("It stole tests on Tuesday.", body=body, date="2024-05-15")
    assert "does not have this date: 13 May 2024 [date]" in result.stdout


def test_sources_that_were_not_given(verify):
    further = "[{name: Example Herald, url: https://news.example.org/2}]"
    result = verify(SOURCE, further_sources=further)
    assert "The texts of 1 of 2 sources were compared." in result.stdout
    assert "sources were compared" not in verify(SOURCE).stdout


def test_json_has_a_short_phrase_at_most(verify):
    long = "It allegedly stole tests in May 2024, " + "and more was said of it, " * 20 + "they say."
    marks = json.loads(verify(long, "--json").stdout)[0]["marks"]
    assert {"hedge", "number"} <= {mark["kind"] for mark in marks}
    assert all(len(mark["phrase"].split()) <= 12 for mark in marks)
    assert set(marks[0]) == {"line", "kind", "message", "sentence", "phrase"}


def test_copied_words(verify):
    copied = "This tool reads the tests of everybody at night and forgets them by day, they say."
    assert "borrowed" in kinds(verify(copied, "--json", body=f"{copied}\n"))


def test_a_saved_page(verify):
    page = f"<html><head><title>T</title></head><body><nav>99</nav><article><p>{SOURCE}</p></article></body></html>"
    assert "number" in kinds(verify(page, "--json", name="page.html"))


def test_page_to_read(verify, tmp_path):
    """The page shows text as text, and its policy allows nothing but its own style."""
    nasty = "The tool <script>alert(1)</script> </div> \u202egnp.exe & \u200b<img src=x onerror=y> stole tests in May 2024."
    file = tmp_path / "page.html"
    result = verify(nasty, "--html", file, body=f"<b>“{BODY}”\n", title="'<script>x</script>'")
    assert result.exit_code == 0
    html = file.read_text()
    tree = LexborHTMLParser(html)
    assert not tree.css("script, img, iframe, link, a, b b, form")
    assert escape("<script>alert(1)</script>") in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", html)
    policy = tree.css_first("meta[http-equiv]").attributes["content"]
    style = source_of(tree.css_first("style").text())
    assert policy == f"default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'"


@pytest.mark.parametrize(
    "source",
    [
        "<p>" * 200_000,
        "<html><body>" + "<div>" * 160_000 + SOURCE,
        "x" * 11 * 1024 * 1024,
        "\x00\x01\x02" * 1000,
        "",
        "%PDF-1.7 ...",
        "<rss version='2.0'><channel><item><title>T</title></item></channel></rss>",
    ],
    ids=range(7),
)
def test_sources_that_cannot_be_read(verify, source):
    """One line says why; advice never fails."""
    result = verify(source, "--json", name="page.html")
    (record,) = json.loads(result.stdout)
    assert result.exit_code == 0
    assert not record["marks"]
    assert re.fullmatch(
        r"A source was not compared: .*|There is no text .*", record["not_compared"][0]
    )


def test_ten_megabytes_of_text(verify):
    source = f"{SOURCE} " * 100_000
    (record,) = json.loads(verify(source, "--json").stdout)
    assert record["not_compared"] == [
        "Only the first 90,000 characters of each source were compared."
    ]
    assert "number" in [mark["kind"] for mark in record["marks"]]


@pytest.mark.parametrize("source", ["[" * 100_000, "1," * 2_500_000, "Aa " * 1_500_000])
def test_sources_without_sentences_take_seconds(verify, source):
    assert within(lambda: verify(f"{source} allegedly"), 15)


def test_no_hidden_characters(verify):
    """Bidi controls and zero-width characters of a source reach no output."""
    hidden = "\u202e\u2066\u200b\u200f\ufeff\U000e0041"
    source = f"It {hidden}allegedly{hidden} stole tests in May 2024{hidden}."
    for option in ("--json", "--strict"):
        output = verify(source, option).stdout
        assert "allegedly stole tests" in output
        assert not set(hidden) & set(output)
        assert "\\u" not in output


def test_another_language(verify):
    source = "Der Angriff wurde von der Behörde am 12. Mai 2024 gemeldet und es ist nicht bekannt, wer dahinter steht."
    (record,) = json.loads(verify(source, "--json").stdout)
    assert record["not_compared"][0].startswith(
        "The source is in German. Names that the registries do not"
    )
    assert {mark["kind"] for mark in record["marks"]} == {"number"}


def test_online_keeps_a_copy_for_later(site, monkeypatch):
    """`--online` fetches; later runs use the copy, which is in the cache and not in the site."""
    article = site.root / site.article("tool", body=BODY)
    config = site.root / "mkdocs.yml"
    nothing = digest(config, "verify", article).stdout
    assert "There is no text to compare with" in nothing
    assert "marks" not in nothing
    before = {file for file in site.root.rglob("*") if file.is_file()}
    page = f"<html><body><article><h1>T</h1><p>{SOURCE}</p></article></body></html>"

    def fetch(address):
        return Fetched(page.encode(), "text/html", "utf-8", address)

    monkeypatch.setattr(receive, "fetch", fetch)
    first = digest(config, "verify", article, "--online").stdout
    assert "number: 13" in first
    assert {file for file in site.root.rglob("*") if file.is_file()} == before

    def fail(address):
        raise FetchError(address, "the server answers 404 Not Found", 404)

    monkeypatch.setattr(receive, "fetch", fail)
    assert digest(config, "verify", article).stdout == first
    assert "A source was not compared: https://news.example.org/tool: the server answers 404" in (
        digest(config, "verify", article, "--online").stdout
    )


def test_further_sources_and_a_response(verify, site, monkeypatch):
    """All sources of the front matter are read, and a recorded response is an answer."""
    source = f"{SOURCE} The institute denied that it stole tests."
    assert "answer" in kinds(verify(source, "--json"))
    response = "{who: Institute of Inventions, stance: denied}"
    assert "answer" not in kinds(verify(source, "--json", response=response))
    texts = {
        "https://news.example.org/tool": SOURCE,
        "https://news.example.org/2": "On 13 machines.",
    }

    def fetch(address):
        return Fetched(texts[address].encode(), "text/plain", "utf-8", address)

    monkeypatch.setattr(receive, "fetch", fetch)
    further = "[{name: Example Herald, url: https://news.example.org/2}]"
    article = site.root / site.article("tool", body=BODY, further_sources=further)
    result = digest(site.root, "verify", article, "--online", "--json")
    assert "number" not in kinds(result)


def test_wrong_usage(site, tmp_path):
    one, other = (site.root / site.article(name) for name in ("one", "other"))
    source = tmp_path / "s.txt"
    source.write_text(SOURCE)
    config = site.root / "mkdocs.yml"
    result = refused(config, "verify", one, other, "--source", source, code=2)
    assert "--source is the source of one article" in result.output
    refused(config, "verify", tmp_path / "none.md", code=2)
    refused(config, "verify", code=2)


def test_an_article_with_errors_is_compared(site, verify):
    result = verify(SOURCE, date="tomorrow", agencies="[nobody]")
    assert result.exit_code == 0
    assert "[number]" in result.stdout
