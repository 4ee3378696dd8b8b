"""A few seconds of fuzzing; `make fuzz` continues without a limit."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import tried
from tests.fuzz.targets import TARGETS, body, file_of_an_article
from tests.fuzz.tokens import CONFUSING, FRONT_MATTER, GOOD, HIDDEN, KEYS, MARKDOWN

QUICK = settings(suppress_health_check=list(HealthCheck), max_examples=tried(150))
SLOW = settings(QUICK, max_examples=tried(25))


def pieces(of):
    """Texts that mix the given tokens with random strings."""
    return st.lists(st.one_of(st.sampled_from(of), st.text(max_size=8)), max_size=24).map("".join)


def values():
    """Any value of a key, in any of YAML's styles."""
    scalars = pieces([*HIDDEN, *CONFUSING, *(token for token in FRONT_MATTER if "\n" not in token)])
    quoted = st.one_of(
        scalars, scalars.map(lambda one: f'"{one}"'), scalars.map(lambda one: f"'{one}'")
    )
    lists = st.lists(quoted, max_size=4).map(lambda some: f"[{', '.join(some)}]")
    mappings = st.lists(st.tuples(st.sampled_from(KEYS), quoted), max_size=3).map(
        lambda some: "{" + ", ".join(f"{key}: {value}" for key, value in some) + "}"
    )
    blocks = scalars.map(lambda one: f"|\n  {one}")
    return st.one_of(quoted, lists, mappings, blocks)


@QUICK
@given(st.lists(st.tuples(st.sampled_from(KEYS), values()), max_size=4))
def test_any_front_matter(entries):
    """An article with any values is harmless or refused with a place and help."""
    own = {key for key, _ in entries}
    kept = "".join(line for line in GOOD.splitlines(keepends=True) if line.split(":")[0] not in own)
    lines = "".join(f"{key}: {value}\n" for key, value in entries)
    file_of_an_article(f"---\n{kept}{lines}---\n\nText.\n".encode("utf-8", "replace"))


@QUICK
@given(pieces(MARKDOWN))
def test_any_body(text):
    """A body with any text is inert."""
    body(b"\0" + text.encode("utf-8", "replace"))


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "cache"])
@SLOW
@given(st.binary(max_size=300))
def test_any_bytes(name, data):
    """Every target accepts any bytes."""
    TARGETS[name](data)


@pytest.mark.slow
@settings(SLOW, max_examples=8)
@given(st.binary(min_size=12, max_size=60))
def test_any_damage_of_the_cache(data):
    """Damage to the cache does not change the site; few examples, because each needs a build."""
    TARGETS["cache"](data)


def test_targets_can_fail(monkeypatch):
    """A broken guarantee makes its target fail."""
    body(b"\0text")
    monkeypatch.setattr("tests.fuzz.targets.breaches", lambda html: [html])
    with pytest.raises(AssertionError):
        body(b"\0text")
