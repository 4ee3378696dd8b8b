"""Add many hostile articles to many good ones: `python -m tests.hostile --good 1000 --bad 200`."""

import argparse
import resource
import tempfile
import time
from pathlib import Path

from generator.diagnostics.terminal import visible
from tests.command import files, run
from tests.hostile.among import add_strangers, good_site


def main() -> None:
    """Build with and without the hostile articles and print the differences."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--good", type=int, default=1000)
    parser.add_argument("--bad", type=int, default=200)
    values = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="digest-hostile-") as folder:
        root = good_site(Path(folder) / "digest", values.good)
        command = ("generator", "-f", root / "mkdocs.yml", "build", "--site-dir")
        assert run(*command, root / "site").returncode == 0
        before = files(root / "site", but="pagefind")
        bad = add_strangers(root, values.bad)
        start = time.monotonic()
        refused = run(*command, root / "site")
        seconds = time.monotonic() - start
        unnamed = [path for path in bad if visible(path) not in refused.stderr]
        print(
            f"{len(bad)} hostile files: exit {refused.returncode} in {seconds:.1f} s, {len(unnamed)} not named"
        )
        print(
            f"  the site is {'as' if files(root / 'site', but='pagefind') == before else 'NOT as'} it was"
        )
        left_out = run(*command, root / "other", "--skip-invalid")
        after = files(root / "other", but="pagefind")
        changed = [
            path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
        ]
        print(
            f"--skip-invalid: exit {left_out.returncode}, {len(before)} files, {len(changed)} of them changed"
        )
        print(*(f"  {path}" for path in [*unnamed, *changed][:20]), sep="\n")
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"the largest process needed {most} MB")


if __name__ == "__main__":
    main()
