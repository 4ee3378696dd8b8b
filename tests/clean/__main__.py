"""Test that every site `check` accepts can be published: `python -m tests.clean --articles 2000`."""

import argparse
import tempfile
from pathlib import Path

from tests.clean.site import Maker
from tests.clean.verdict import kept, refusal


def main() -> None:
    """Make sites, and print the audit's problems with those that passed the check."""
    parser = argparse.ArgumentParser(prog="python -m tests.clean", description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--per-site", type=int, default=200, help="fewer vary settings more often")
    parser.add_argument("--seed", type=int, default=1)
    values = parser.parse_args()
    accepted, refused = 0, 0
    sites = -(-values.articles // values.per_site)
    for seed in range(values.seed, values.seed + sites):
        with tempfile.TemporaryDirectory(prefix="digest-clean-") as folder:
            root = Maker(seed, values.per_site).write(Path(folder) / "digest")
            try:
                accepted += kept(root)
                output = refusal(root)
            except Exception as error:  # noqa: BLE001 (the next site may show more)
                output = repr(error)
            number = seed - values.seed + 1
            print(f"site {number} of {sites} audited, {accepted} clean articles", flush=True)
            if output:
                refused += 1
                print(f"seed {seed}:\n{output}", flush=True)
    print(
        f"{sites} sites with {values.articles} articles, {accepted} of them clean, {refused} sites refused"
    )
    raise SystemExit(1 if refused else 0)


if __name__ == "__main__":
    main()
