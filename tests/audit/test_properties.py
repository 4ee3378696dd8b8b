"""Property tests of the audit: scripts are found wherever they are, and every problem has a place."""

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.audit.conftest import ADDRESSES, ARTICLE, audit_file, codes, page
from tests.examples import tried

CASES = yaml.safe_load(Path(__file__).with_name("properties.yml").read_text())
PIECES = st.sampled_from(CASES["pieces"])


def disguised(piece, chance):
    """An equivalent spelling for browsers: other case, character references, white space."""
    name, _, rest = piece.partition("javascript")
    if rest:
        letters = [
            chance.choice([char, char.upper(), f"&#{ord(char)};", f"&#x{ord(char):x};"])
            for char in "javascript"
        ]
        piece = name + "".join(letters) + rest
    swaps = {
        " ": chance.choice([" ", "/", "\t", "\n", "\f", "  "]),
        "=": chance.choice(["=", " =", "= "]),
    }
    head, _, tail = piece.partition(">")
    head = "".join(swaps.get(char, char) for char in head)
    return "".join(
        chance.choice([char, char.upper()]) if char.isalpha() and "&" not in piece else char
        for char in f"{head}>{tail}"
    )


@pytest.mark.parametrize("around", CASES["around"], ids=lambda one: one[0] or "nothing")
@pytest.mark.parametrize("acting", CASES["acting"])
def test_acting_is_found(acting, around):
    """Active markup is found in any surroundings and in any disguise."""
    chance = random.Random(f"{acting}{around}")
    for _ in range(8):
        before, after = around
        assert codes(page(before + disguised(acting, chance) + after)), before


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=tried(300))
def test_anything_can_be_read(piece):
    """No page makes the audit fail; each problem has a line in the file, a message and help."""
    data = page(piece).encode()
    for problem in audit_file(ARTICLE, data, ADDRESSES):
        assert 1 <= problem.place.line <= data.count(b"\n") + 1
        assert problem.message
        assert problem.help
