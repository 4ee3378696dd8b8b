"""The text of the ledger: it survives a round trip, and every edit is detected."""

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.check.addresses.ledger import days_recorded, ledger_text, read_ledger, salvage
from generator.diagnostics.diagnostics import Report

CASES = yaml.safe_load(Path(__file__).with_name("ledger.yml").read_text())


PATH = "site_config/permalinks.txt"
TAG = "tag:example.org,2024-05-02:report"
RECORDED = {
    "about/": "",
    "articles/2024/05/report/": TAG,
    "editions/2024-W18/": "",
    "news/1.html/": "",
}
addresses = st.from_regex(r"\A(?:[a-z0-9][a-z0-9-]{0,9}/){1,4}\Z")
ledgers = st.dictionaries(addresses, st.sampled_from(["", TAG]), max_size=8)


def read(text):
    report = Report()
    recorded = read_ledger(text, PATH, report)
    assert (recorded is None) == bool(len(report))
    assert len(report) <= 1
    return recorded


@given(ledgers)
def test_round_trip(recorded):
    """The ledger is sorted, one address a line, and may have Windows line ends."""
    text = ledger_text(recorded)
    assert read(text) == salvage(text, PATH, Report()) == recorded
    assert read(text.replace("\n", "\r\n")) == recorded
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines == sorted(lines)


@given(ledgers, st.dates(), st.data())
def test_days(recorded, day, data):
    """The date of an address is optional and does not affect the recorded content."""
    days = dict.fromkeys(
        data.draw(st.lists(st.sampled_from(sorted(recorded)))) if recorded else (), day
    )
    text = ledger_text(recorded, days)
    assert read(text) == salvage(text, PATH, Report()) == recorded
    assert days_recorded(text) == days
    earlier = ledger_text(recorded, dict.fromkeys(days, dt.date.min))
    assert days_recorded(text + earlier) == dict.fromkeys(days, dt.date.min)


@given(ledgers, st.data())
def test_any_edit_is_detected(recorded, data):
    """A letter lost, doubled or changed in an address or the seal is detected."""
    text = ledger_text(recorded)
    start = re.search(r"^(?!#)|^# addresses", text, re.MULTILINE).start()
    at = data.draw(st.integers(start, len(text) - 2))
    new = data.draw(st.sampled_from(["", text[at] * 2, "x" if text[at] != "x" else "y"]))
    edited = text[:at] + new + text[at + 1 :]
    count = re.compile(r"# addresses: [\d,]+")
    if count.sub("", edited) != count.sub("", text):
        assert read(edited) is None


@pytest.mark.parametrize(
    "old, new, line",
    CASES["edit"],
)  # fmt: skip
def test_edit(old, new, line):
    report = Report()
    assert read_ledger(ledger_text(RECORDED).replace(old, new), PATH, report) is None
    (problem,) = report
    assert (problem.place.line, problem.code) == (line, "edited-ledger")


def test_empty_file():
    assert read("") is None


def test_merged():
    """A merged ledger has the addresses of both sides, without git's conflict markers."""
    ours, theirs = ledger_text({**RECORDED, "a/": ""}), ledger_text({**RECORDED, "b/": ""})
    merged = f"{ours}<<<<<<< HEAD\n=======\n{theirs}>>>>>>> other\n"
    assert salvage(merged, PATH, Report()) == {**RECORDED, "a/": "", "b/": ""}
    assert read(ours + theirs) is None


def test_merged_identities():
    """Two identities for one address are an error."""
    report = Report()
    assert salvage(f"a/ {TAG}\na/\na/ {TAG}-two\nno address\n", PATH, report) is None
    assert [(problem.place.line, problem.message) for problem in report] == [
        (3, f"/a/ has two identities, '{TAG}' and '{TAG}-two'"),
        (4, "'no address' is not an address"),
    ]


def test_many_addresses():
    """The ledger can contain the addresses of 10,000 articles and their pages."""
    articles = {
        f"articles/2024/{n % 12 + 1:02d}/report-of-{n}/": f"{TAG}-{n}" for n in range(10_000)
    }
    pages = {f"agencies/aq-{n}/2024/": "" for n in range(5_000)}
    assert read(ledger_text(articles | pages)) == articles | pages
