"""Compare warm with cold builds over many random histories: `python -m tests.publish --histories 200`."""

import argparse
import os
import random
import tempfile
from pathlib import Path

from tests.command import load_builder
from tests.publish.test_incremental import EVERY_EDIT, history


def main() -> None:
    """Run histories of up to ten edits until the warm and the cold build differ."""
    parser = argparse.ArgumentParser(prog="python -m tests.publish", description=__doc__)
    parser.add_argument("--histories", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    values = parser.parse_args()
    rng = random.Random(values.seed)
    with tempfile.TemporaryDirectory(prefix="digest-histories-") as folder:
        os.environ["DIGEST_CACHE_DIR"] = f"{folder}/caches"
        load_builder(Path(folder) / "loaded")
        for number in range(values.histories):
            edits = [
                (rng.choice(EVERY_EDIT), rng.randrange(2**16)) for _ in range(rng.randint(1, 10))
            ]
            print(number, *(edit.__name__ for edit, _ in edits), flush=True)
            history(Path(folder, str(number)), edits)
    print(f"{values.histories} histories: every warm site is the cold one, byte for byte")


if __name__ == "__main__":
    main()
