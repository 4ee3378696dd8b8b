"""Terms that move or merge in YAML: the intended change is made, and no comment is lost."""

import re
import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Place
from generator.model.term import Term
from newsroom.editing.mentions import move_terms
from newsroom.editing.term_edits import follow_terms, merge_entries
from tests.editing.test_yaml_edits import ORDER, changed
from tests.editing.written import front_matter, meaning_of, with_comments
from tests.made import taxonomy

_REMARK = re.compile(r"# remark-\d+-")
TOPICS = taxonomy("topics", "red", "green", "blue", front_matter="topics")
SEEDS = st.lists(st.integers(0, 10_000), max_size=8)


def remarks(text):
    return sorted(_REMARK.findall(text))


@st.composite
def with_topics(draw):
    """Front matter with a list of topics in any style, with comments."""
    named = draw(st.lists(st.sampled_from(["red", "green", "blue", "black"]), max_size=6))
    style = draw(st.sampled_from(["[{}]", '["{}"]', "\n- {}", "\n  - '{}'"]))
    between = {"[{}]": ", ", '["{}"]': '", "', "\n- {}": "\n- ", "\n  - '{}'": "'\n  - '"}[style]
    topics = f"topics: {style.format(between.join(named)) if named else '[]'}\n"
    rest = draw(front_matter())
    text = unicodedata.normalize("NFC", topics + rest if draw(st.booleans()) else rest + topics)
    assume(meaning_of(text) is not None and not rest.startswith(("{", "? ")))
    return with_comments(text, draw(SEEDS)), named


@given(with_topics())
def test_moved_terms(case):
    """The list has the new terms without repeats; other values and all comments stay."""
    text, named = case
    after = changed(text, (move_terms, TOPICS, {"red": "green"}, "green"))
    wanted, seen = [], False
    for name in named:
        new = "green" if name == "red" else name
        if new != "green" or not seen:
            wanted.append(("text", new))
        seen = seen or new == "green"
    assert meaning_of(after) == {**meaning_of(text), "topics": wanted}
    assert remarks(after) == remarks(text)
    if "red" not in named and named.count("green") < 2:
        assert after == text


NAMES = st.sampled_from(["Aa", "Bb", "Cc", "Dd", "{az: Ee}", "'F: f'"])
TERM = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "aliases": st.lists(NAMES, max_size=3, unique=True),
        "ambiguous": st.lists(NAMES, max_size=2, unique=True),
        "redirect_from": st.lists(st.sampled_from(["x", "y"]), unique=True, min_size=1),
        "offices": st.lists(
            st.sampled_from(["{title: A}", "{title: B, at: c}"]), max_size=2, unique=True
        ),
        "parent": st.sampled_from(["blue", "red", "null"]),
        "vocabulary": st.just("{en: {5: [a, b], 2: [c]}}"),
        "ids": st.sampled_from(["{group: G1}", "{group: [G2], cve: C1}", "{cve: {a: C2}}"]),
        "description": st.just(">-\n    one\n    two"),
    },
)


def _registry(terms, flow):
    lines = []
    for slug, term in terms.items():
        pairs = {
            key: f"[{', '.join(value)}]" if isinstance(value, list) else value
            for key, value in term.items()
        }
        if flow:
            pairs.pop("description", None)
            lines.append(
                f"{slug}: {{{', '.join(f'{key}: {value}' for key, value in pairs.items())}}}"
            )
        else:
            lines += [f"{slug}:", *(f"  {key}: {value}" for key, value in pairs.items())]
    return "\n".join(lines) + "\n"


@given(
    st.fixed_dictionaries({"red": TERM, "green": TERM, "blue": TERM}),
    st.permutations(["red", "green", "blue"]),
    st.booleans(),
    SEEDS,
)
def test_merged_terms(terms, slugs, flow, seeds):
    """Any two terms become one with all names and slugs; no comment is lost."""
    text = _registry({slug: terms[slug] for slug in slugs}, flow)
    assume(meaning_of(text) is not None)
    text = with_comments(text, seeds)
    place = Place("a")
    known = taxonomy("topics", "red", "green", "blue")
    kept = Term("green", name=str(_said(terms["green"]["name"])), place=place)
    known = type(known)(known.settings, {**known.terms, "green": kept})
    merged = changed(
        text, (follow_terms, {"red": "green"}), (merge_entries, known, ["red"], "green", ORDER)
    )
    after = meaning_of(merged)
    assert set(after) == {"green", "blue"}
    assert remarks(merged) == remarks(text)
    assert ("text", "red") in after["green"]["redirect_from"]
    assert all(term.get("parent") != ("text", "red") for term in after.values())


def _said(name):
    return re.sub(r"[{}']|az: ", "", name)
