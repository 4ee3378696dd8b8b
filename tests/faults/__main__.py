"""Many faults, for as long as it takes: python -m tests.faults --kills 100."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.faults.kills import Tally, delete_caches, kill_builds
from tests.faults.subject import LARGE, Subject, expected


def main() -> None:
    """Kill builds, delete caches under builds, and count what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--deletions", type=int, default=20, help="builds whose cache is deleted")
    parser.add_argument("--seed", type=int, default=1)
    values = parser.parse_args()
    rng = random.Random(values.seed)
    with tempfile.TemporaryDirectory(prefix="digest-faults-") as folder:
        whole = expected(Path(folder), LARGE)
        kills = kill_builds(Subject(Path(folder) / "killed", size=LARGE), whole, values.kills, rng)
        print(f"{kills.killed} builds killed, {kills.moved_on} of them after the step to the next version:")
        _tell(kills)
        deletions = delete_caches(Subject(Path(folder) / "deleted", size=LARGE), whole, values.deletions, rng)
        print(f"{deletions.killed} builds without their cache:")
        _tell(deletions)
    sys.exit(1 if kills.torn or kills.wrong or deletions.wrong else 0)


def _tell(tally: Tally) -> None:
    print(f"  {len(tally.torn)} torn sites, {len(tally.wrong)} wrong builds afterwards")
    for line in (*tally.torn, *tally.wrong):
        print(f"  {line}")


if __name__ == "__main__":
    main()
