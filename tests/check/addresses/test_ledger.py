"""The ledger: a list that is read as it is written, also after a merge, and that decides identities."""

import datetime as dt
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.addresses.ledger import as_recorded, ledger_text, read_ledger
from generator.diagnostics.diagnostics import Report
from tests import made

PATH = "site_config/permalinks.txt"
TAG = "tag:example.org,2024-05-02:report"
addresses = st.from_regex(r"\A(?:[a-z0-9][a-z0-9-]{0,9}/){1,4}\Z")
ledgers = st.dictionaries(addresses, st.sampled_from(["", TAG]), max_size=8)


def read(text):
    report = Report()
    ledger = read_ledger(text, PATH, report)
    return ledger, [(one.code, one.place.line, one.message, one.help) for one in report]


@given(ledgers, st.dates(), st.data())
def test_round_trip(recorded, day, data):
    """The ledger is sorted, one address a line, may have Windows line ends, and needs no days."""
    known = st.lists(st.sampled_from(sorted(recorded))) if recorded else st.just([])
    days = dict.fromkeys(data.draw(known), day)
    text = ledger_text(recorded, days)
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines == sorted(lines)
    for written in (text, text.replace("\n", "\r\n"), "\n".join(reversed(text.splitlines()))):
        ledger, problems = read(written)
        assert (ledger.recorded, ledger.days, problems) == (recorded, days, [])


def test_merged():
    """An address in two lines was published on the earlier day, and keeps its identity."""
    ledger, problems = read(f"b/\na/ 2024-05-04\na/ {TAG} 2024-05-03\na/ {TAG} 2024-05-05\n")
    assert problems == []
    assert ledger.recorded == {"a/": TAG, "b/": ""}
    assert ledger.days == {"a/": dt.date(2024, 5, 3)}


@pytest.mark.parametrize(
    "line",
    [
        "About us",  # no address
        "../about/",  # climbs
        "/about/",  # from the root
        "about",  # without a slash
        "about/ x",  # no identity
        "about/ 2024-13-01",  # no day
        "<<<<<<< HEAD",  # conflict
        "\u202eabout/",  # invisible
        "x" * 10_000_000,
    ],
    ids=lambda line: line[:12],
)
def test_foreign_lines(line):
    """Lines that are no addresses are one problem, at the first of them."""
    text = f"# Written by digest permalinks --write\na/\n{line}\nb/\n{line}\n"
    ledger, problems = read(text)
    assert ledger.recorded is None
    message = f"'{line[:60]}' is not an address with its day; 1 more line cannot be used"
    help_line = f"delete such lines, or: git restore {PATH}"
    assert problems == [("edited-ledger", 3, message, help_line)]


def test_two_identities():
    """Two identities for one address are an error, since feeds can have only one of them."""
    ledger, problems = read(f"a/ {TAG}\na/ {TAG}-two\n")
    assert ledger.recorded is None
    message = "/a/ has another identity in line 1"
    assert problems == [("edited-ledger", 2, message, "keep the older of the two lines")]


@pytest.mark.parametrize("is_foreign", [False, True])
def test_many_lines(is_foreign):
    """A ledger of 100,000 lines takes less than two seconds of processor time, whatever is in it."""
    articles = {
        f"articles/2024/{n % 12 + 1:02d}/report-of-{n}/": f"{TAG}-{n}" for n in range(100_000)
    }
    text = ledger_text(articles, {})
    if is_foreign:
        text = text.replace("articles/", "articles ")
    start = time.process_time()
    ledger, problems = read(text)
    assert time.process_time() - start < 2
    assert (ledger.recorded == articles, len(problems)) == (not is_foreign, int(is_foreign))


def test_identities():
    """An article keeps the identity of an address that it has or had; a new one gets its own."""
    moved = made.article("moved", redirect_from=("articles/2024/05/before/",))
    kept, new = made.article("kept"), made.article("new")
    recorded = {"articles/2024/05/before/": TAG, kept.address: f"{TAG}-kept"}
    known = as_recorded([moved, kept, new], recorded, "digest.example.org")
    assert [article.id for article in known] == [TAG, f"{TAG}-kept", ""]


def test_identities_of_an_earlier_version():
    """The `id` of front matter counts until the ledger has one, if no other article has it."""
    first = "tag:example.org,2023:a"
    own, known = (
        replace(made.article(name), id=f"tag:example.org,2023:{name}") for name in ("a", "b")
    )
    copied = replace(made.article("c"), id=first)
    articles = as_recorded([own, known, copied], {known.address: TAG}, "digest.example.org")
    assert [article.id for article in articles] == [first, TAG, ""]


@pytest.mark.parametrize(
    "identity",
    [
        "17",
        "tag:cisa.gov,2024-05-02:advisory",  # another site's
        "tag:digest.example.org,2021:feed/agencies/aq-ioi/",  # a feed's
        "tag:digest.example.org,2024-04-29:editions/2024-W18",  # an edition's
        "tag:digest.example.org,2024-04-30:a/correction/2024-05-01/1",
        "tag:digest.example.org,2024-04-30:a/retraction",
    ],
)
def test_other_identities(identity):
    """An `id` of something else is ignored: a feed reader would take the article for that."""
    article = replace(made.article("a"), id=identity)
    assert [one.id for one in as_recorded([article], {}, "digest.example.org")] == [""]
