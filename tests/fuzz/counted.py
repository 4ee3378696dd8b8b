"""Count how many of N inputs fail: `python -m tests.fuzz.counted TARGET N`.

The same seed gives the same inputs, so two versions can be compared. Unlike `tests.fuzz` it needs no
Atheris.
"""

import argparse
import random

from tests.fuzz.targets import TARGETS


def main() -> None:
    """Count failures and print the first few."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.counted", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    values = parser.parse_args()
    chance = random.Random(values.seed)
    broken = 0
    for _ in range(values.count):
        data = bytes([chance.randint(0x40, 0xFF)]) + chance.randbytes(chance.randint(1, 24))
        try:
            TARGETS[values.target](data)
        except AssertionError as found:
            broken += 1
            if broken <= 3:
                print(data.hex(), found)
    print(f"{broken} of {values.count} broken")


if __name__ == "__main__":
    main()
