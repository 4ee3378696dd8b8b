"""How many of N bodies have a Markdown twin that is live somewhere: python -m tests.fuzz.counted 60000.

The same seed makes the same bodies, so two versions can be compared.
"""

from __future__ import annotations

import argparse
import random

from tests.fuzz.targets import twin
from tests.fuzz.tokens import CODE, MARKDOWN


def main() -> None:
    """Count, and print the first few that are."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.counted", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    values = parser.parse_args()
    chance = random.Random(values.seed)
    live = 0
    for _ in range(values.count):
        pieces = [chance.choice(chance.choice((MARKDOWN, CODE))) for _ in range(chance.randint(1, 14))]
        try:
            twin(b"\0" + "".join(pieces).encode("utf-8", "replace"))
        except AssertionError as found:
            live += 1
            if live <= 3:
                print(found)
    print(f"{live} of {values.count} live")


if __name__ == "__main__":
    main()
