"""Test many faults: `python -m tests.faults --kills 100`."""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.command import load_builder
from tests.faults.edits import EditTally, history, kill_edits
from tests.faults.kills import Tally, delete_caches, kill_builds
from tests.faults.sizes import STEP, builds_in_small_folders
from tests.faults.subject import LARGE, Subject, expected


def main() -> None:
    """Kill builds and edits, delete caches during builds, and count failures."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--deletions", type=int, default=20, help="builds whose cache is deleted")
    parser.add_argument("--sizes", type=int, default=35, help="sizes of a small temporary folder")
    parser.add_argument(
        "--edits", type=int, default=100, help="rename, merge, fmt and check --fix to kill"
    )
    parser.add_argument(
        "--histories", type=int, default=80, help="histories of ten edits, most of them killed"
    )
    parser.add_argument("--seed", type=int, default=1)
    values = parser.parse_args()
    rng = random.Random(values.seed)
    with tempfile.TemporaryDirectory(prefix="digest-faults-") as folder:
        load_builder(Path(folder) / "loaded")
        wrong = _edits(Path(folder), values.edits, values.histories, rng)
        if values.kills or values.deletions:
            wrong |= _builds(Path(folder), values.kills, values.deletions, rng)
        wrong |= _small_folders(Path(folder) / "sizes", values.sizes)
    sys.exit(wrong)


def _builds(folder: Path, kills: int, deletions: int, rng: random.Random) -> bool:
    whole = expected(folder, LARGE)
    killed = kill_builds(Subject(folder / "killed", size=LARGE), whole, kills, rng)
    print(
        f"{killed.killed} builds killed, {killed.moved_on} of them after the step to the next version:"
    )
    _tell(killed)
    deleted = delete_caches(Subject(folder / "deleted", size=LARGE), whole, deletions, rng)
    print(f"{deleted.killed} builds without their cache:")
    _tell(deleted)
    return bool(killed.torn or killed.wrong or deleted.wrong)


def _small_folders(folder: Path, count: int) -> bool:
    """Try increasing sizes, once each, up to more than a build needs."""
    sizes = range(STEP, STEP * (count + 1), STEP)
    wrong = list(builds_in_small_folders(folder, expected(folder), sizes)) if count else []
    print(f"{count} sizes of a small temporary folder:")
    print(f"  {len(wrong)} wrong")
    for line in wrong:
        print(f"  {line}")
    return bool(wrong)


def _edits(folder: Path, kills: int, histories: int, rng: random.Random) -> bool:
    killed = kill_edits(folder / "edits", kills, rng)
    print(f"{killed.killed} edits killed, {killed.half_done} of them half done:")
    print(f"  {len(killed.torn)} torn")
    past = EditTally()
    for number in range(histories):
        print(f"history {number + 1} of {histories}", flush=True)
        history(folder / f"history{number}", rng, 10, past)
    print(f"{past.edits} edits in {histories} histories, {past.killed} killed at a write:")
    print(f"  {len(past.torn)} torn")
    for line in (*killed.torn, *past.torn):
        print(f"  {line}")
    return bool(killed.torn or past.torn)


def _tell(tally: Tally) -> None:
    print(f"  {len(tally.torn)} torn sites, {len(tally.wrong)} wrong builds afterwards")
    for line in (*tally.torn, *tally.wrong):
        print(f"  {line}")


if __name__ == "__main__":
    main()
