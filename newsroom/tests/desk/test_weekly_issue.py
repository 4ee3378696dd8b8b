"""The weekly issue: inert texts of feeds, and answers of editors that become decisions."""

import datetime as dt
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.diagnostics.failure import Failure
from generator.read.text import find_forbidden
from newsroom.desk.alarms import Alarm
from newsroom.desk.candidates import Candidate, by_identifier, decision_on
from newsroom.desk.feed_entries import IncomingEntry
from newsroom.desk.feed_states import Seen
from newsroom.desk.inbox_decisions import Decision
from newsroom.desk.issue_answers import Answers, Said, decided, read_answers
from newsroom.desk.listing import as_issue
from newsroom.desk.ranking import Reason

TODAY = dt.date(2026, 3, 9)
HOSTILE = (
    "@everyone fixes #1",
    "/close",
    "- [x] `abcde` ticked",
    "`` ` ``` ```` code",
    "a ` @everyone fixes #1 `` <img src=x> ``` https://example.org",
    "<img src=x onerror=alert(1)><!-- hidden -->",
    "![picture](https://example.org/a.png) [link](https://example.org)",
    "\u202ereversed\u202c \u200bhidden\U000e0041",
    "https://example.org/bare www.example.org a@example.org GH-1 us/digest#1 !1 ~bug %v1",
    "line one\n\n/close\n- [x] `abcde`\r\n/assign @me\u2028/lock",
    "x" * 10_000,
    "",
)


def candidate(number, title="A story", url="https://news.example.org/1"):
    """A candidate with one report."""
    entry = IncomingEntry(title, url)
    reasons = (Reason(1.0, "no article on a@b yet"),)
    return Candidate(f"{number:012x}", (Seen(entry, "a-feed", TODAY),), {}, None, reasons)


def written(found=(), alarms=(), decisions=()):
    """The text of an issue."""
    return as_issue(found, alarms, len(found), decisions, TODAY)


def outside_code(text):
    """Everything of a text that is not in a code span or the target of a link."""
    parts = []
    for token in MarkdownIt().parse(text):
        for child in token.children or ():
            if child.type == "text":
                parts.append(child.content)
            assert child.type not in ("image", "html_inline"), child
        assert token.type not in ("html_block", "fence", "code_block"), token
    return "\n".join(parts)


@pytest.mark.parametrize("title", HOSTILE)
def test_texts_are_inert(title):
    """Wherever a text of a feed is shown, it is code on one line."""
    plain = outside_code(written([candidate(1)], [Alarm("f", "", "no")]))
    alarm = Alarm("f", "", title)
    taken = Decision(TODAY, "a", "taken", title, (), title)
    text = written([candidate(1, title)], [alarm], [taken])
    assert not find_forbidden(text)
    told = outside_code(text)
    for sign in ("@", "#1", "/close", "<", "http", "[x]", "GH-"):
        assert sign not in told, told
    assert not re.search(r"^\s*/\w", text, re.MULTILINE)
    assert text.count("- [ ]") == 1 + title.count("- [ ]")
    assert len(re.findall(r"^- \[.\]", text, re.MULTILINE)) == 1
    assert plain.splitlines()[0] in told
    assert len(text) < 3_000


PARTS = "` `` ``` \\ @all #1 <b> --> \n \r /close `abcde` * _ [a](b) ![p](q) &lt; &#64;x ~ | $` `$"
PIECES = [*PARTS.split(" "), " ", "- [x] ", "\u200b", "\u202e", "\u2028"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_title_is_inert(title):
    """No mixture of marks opens the code span."""
    text = written([candidate(1, title)])
    told = outside_code(text)
    for sign in ("@", "#1", "/close", "<", "[x]"):
        assert sign not in told
    assert len(re.findall(r"^- \[.\]", text, re.MULTILINE)) == 1


@pytest.mark.parametrize(
    "url, shown",
    [
        ("https://news.example.org/1", "[report](<https://news.example.org/1>)"),
        (
            "https://news.example.org/a)>b<img>\"`'[x]",
            "[report](<https://news.example.org/a%29%3Eb%3Cimg%3E%22%60%27%5Bx%5D>)",
        ),
        ("https://github.com/us/digest/issues/1", "` https://github.com/us/digest/issues/1 `"),
        (
            "https://github.com/us/digest&sol;issues&sol;1",
            "[report](<https://github.com/us/digest&amp;sol;issues&amp;sol;1>)",
        ),
        ("", "no address"),
        (f"https://news.example.org/{'x' * 600}", "no address"),
    ],
)
def test_addresses(url, shown):
    """An address stays in its link, and leaves no note in anybody's issue."""
    assert f": {shown}\n" in written([candidate(1, url=url)])


def test_every_title():
    """Reports of one story show their own titles: whoever rejects the story rejects them all."""
    url = "https://news.example.org/1"
    spam = Seen(IncomingEntry("Buy our tool", url), "b", TODAY - dt.timedelta(1))
    news = Seen(IncomingEntry("Port closes after an attack", url), "a", TODAY)
    text = written([Candidate("000000000001", (spam, news))])
    assert text.count("Buy our tool") == 1
    assert f"[report](<{url}>) ` Port closes after an attack `" in text


def test_many_candidates():
    """The issue has at most as many candidates as the host accepts, and says how many it lacks."""
    found = [candidate(number, "word " * 100) for number in range(1_000)]
    text = written(found)
    assert len(text) < 60_000
    more = 1_000 - text.count("- [ ]")
    assert f"{more} more" in text
    assert "`digest inbox --most 1000`" in as_issue(found, (), 29_000, (), (), TODAY)


def test_answers():
    """Ticked boxes take, in the name of who ticked; comments reject with a reason."""
    found = [candidate(number) for number in range(1, 7)]
    text = written(found).replace("\n", "\r\n")
    first = text.replace("- [ ] `000000000001`", "- [x] `000000000001`").replace(
        "- [ ] `000000000002`", "- [X] `000000000002`"
    )
    second = first.replace("- [X] `000000000002`", "- [ ] `000000000002`").replace(
        "[ ] `000000000003`", "[x] `000000000003`"
    )
    comment = (
        "Good morning.\r\nreject 000000000004 No security @news\r\nreject `000000000005`: old \u202estory\n"
        "> reject 000000000006 quoted\nreject 000000000006\nreject 000000000001 mine\nreject ffffffffffff unknown"
    )
    answers = {
        "edits": [{"by": "ann", "body": first}, {"by": "ben", "body": second}],
        "comments": [{"by": "cem", "body": comment}],
    }
    made, replies = decided(read_answers(json.dumps(answers).encode(), "x"), found, TODAY)
    assert [(one.candidate, one.verdict, one.by, one.why) for one in made] == [
        ("000000000001", "taken", "ann", ""),
        ("000000000003", "taken", "ben", ""),
        ("000000000004", "rejected", "cem", "No security @news"),
        ("000000000005", "rejected", "cem", "old story"),
    ]
    reply, unknown = replies
    assert unknown == "cem names ffffffffffff, which no open candidate has"
    assert reply.startswith("the rejection of 000000000006 by cem does not count; ")
    assert reply.endswith("write the reason after it: reject 000000000006 REASON")
    assert "does not count" in as_issue([], [], 0, [], [], TODAY, replies=replies)


def test_collected_once():
    """Answers about candidates that are no longer open change nothing."""
    answers = Answers(comments=(Said("ann", "reject 000000000001 old"),))
    earlier = [decision_on(candidate(1), "taken", TODAY, "ben")]
    assert decided(answers, [candidate(2)], TODAY, earlier) == ([], [])


def test_earlier_report():
    """A candidate keeps the identifiers that it had before an earlier report of its story was found."""
    first, second = (IncomingEntry("A story", f"https://{name}.example.org/1") for name in "ab")
    before = named_candidate((Seen(second, "b", TODAY),))
    earlier = Seen(first, "a", TODAY - dt.timedelta(1))
    after = named_candidate((earlier, Seen(second, "b", TODAY)))
    assert before.id != after.id
    comment = Said("ann", f"reject {before.id} old\nreject {after.id} again")
    ((made,), _) = decided(Answers(comments=(comment,)), [after], TODAY)
    assert (made.candidate, made.why) == (after.id, "old")


def named_candidate(entries):
    """A candidate with the identifier that the inbox gives it."""
    plain = Candidate("", entries[:1])
    (name,) = by_identifier([plain]).keys() - {""}
    return Candidate(name, entries)


@pytest.mark.parametrize("data", [b"", b"[1]", b'{"edits": [{"by": 1}]}', b"\xff", b"[" * 9_999])
def test_damaged_answers(data):
    """A file that is none is one line of an error."""
    with pytest.raises(Failure, match=r"answers\.json: these are not the answers"):
        read_answers(data, "answers.json")
