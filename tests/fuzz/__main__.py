"""Fuzz without a time limit: `python -m tests.fuzz TARGET --seconds 3600` (or `make fuzz`).

Atheris uses coverage to find new inputs. Failures are written to `.cache/fuzz/TARGET/`; fix the bug and
add the input to `tests/hostile`.
"""

import argparse
import sys

import atheris

from tests.corpus import PROJECT

with atheris.instrument_imports(include=["generator", "newsroom", "markdown", "yaml"]):
    from tests.fuzz.importer_target import importer

    from tests.fuzz.targets import TARGETS

TARGETS = {**TARGETS, "importer": importer}


def main() -> None:
    """Fuzz one target; stop with an error at the first input that fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=3600)
    values = parser.parse_args()
    folder = PROJECT / ".cache" / "fuzz" / values.target
    folder.mkdir(parents=True, exist_ok=True)
    seeds = PROJECT / "tests" / "hostile" / "articles"
    options = [f"-max_total_time={values.seconds}", f"-artifact_prefix={folder}/", "-max_len=2048"]
    options += ["-timeout=20", "-rss_limit_mb=500", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(folder), str(seeds)], TARGETS[values.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
