"""Compare build times of the digest and its peers, on the same articles in the same run.

    python -m benchmarks.build --articles 10000
    python -m benchmarks.build --articles 1000 --only digest --scenarios cold unchanged

makes a corpus, builds it with every contestant, prints tables and writes
benchmarks/results.md. Contestants take turns, run by run, so that a busy
moment of the machine does not affect only one of them. Figures are medians;
compare the ratios. With --only or --scenarios the tables are written only
if --write is given.
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import preview
from benchmarks.contestants import Contestant, Digest, Lean, Tenth
from benchmarks.machine import describe, measured_commit, processor
from benchmarks.measure import CommandError, run
from benchmarks.output import count
from benchmarks.peers import Hugo, Material, Pelican, versions
from benchmarks.results import Results, placed, remembered, section
from generator.system.file_writing import SETTLED
from tests.corpus import english, make

CONTESTANTS: tuple[type[Contestant], ...] = (Digest, Lean, Tenth, Hugo, Material, Pelican)
_LARGE = 50_000
"""Articles above which Hugo is the only peer, because the others take too long."""
_AT_LARGE = ("digest", "tenth", "hugo")
_SAVES = 5
_LONG = 300
"""Seconds; a peer that takes longer for a run gets no other."""
RESULTS = Path(__file__).with_name("results.md")
INTRO = """\
# Build times, compared with other generators

`make bench` writes this page. Each contestant builds the same generated articles in the same run,
taking turns. An article has about 380 words; 60 agencies and 24 themes follow Zipf's law. Figures
are medians, except that a peer that takes more than five minutes runs once. Compare ratios rather
than seconds; ratios, too, depend on the processor, which each section names. A section begins with
what readers get: Material's frame. Memory is that of all processes together, with shared pages
counted once. All files are in the page cache.

The peers do different amounts of work; a section lists those that its run had:

- **The digest** has Material's frame, as our own site has. Its lean frame is measured as well.
- **Hugo** has a minimal theme with an article page, a list and an Atom feed for each term of the
  five taxonomies, and an archive by year and month.
- **Pagefind** indexes Hugo's article pages, with the terms as filters.
- **Pelican** has its own simple theme. The terms of four taxonomies are tags and sources are
  categories, each with a feed.
- **MkDocs and Material** build the articles' own Markdown alone, without lists or feeds.

Only the digest relates articles, combines agencies with themes, and has weekly editions, JSON feeds
and structured data.
"""


def defaults(articles: int) -> list[str]:
    """The default contestants."""
    names = [contestant.name for contestant in CONTESTANTS]
    return [
        name for name in names if (name in _AT_LARGE if articles >= _LARGE else name != "tenth")
    ]


def prepare(names: list[str], articles: int, folder: Path, results: Results) -> list[Contestant]:
    """Make the corpora and prepare each contestant's folder."""
    corpora = {}
    ready: list[Contestant] = []
    for kind in CONTESTANTS:
        if kind.name not in names:
            continue
        size = articles // 10 if kind is Tenth else articles
        if size not in corpora:
            say(f"making {size:,} articles")
            corpora[size] = make(folder / f"corpus-{size}", english(size))
        contestant = kind(corpora[size], folder / kind.name)
        results.titles[kind.name] = kind.title
        try:
            say(f"preparing {kind.title}")
            contestant.prepare()
            ready.append(contestant)
        except CommandError as error:
            fail(contestant, error, results)
    return ready


def take_turn(contestant: Contestant, scenarios: list[str], results: Results) -> None:
    """Run each scenario of a contestant once."""
    contestant.restore()
    time.sleep(SETTLED / 1e9)  # the digest reads recently written files again
    built = False
    for scenario in contestant.scenarios:
        if scenario not in scenarios:
            continue
        cold = "cold" in scenario
        if not cold and (scenario == "check warm" or not built):
            contestant.warm_up(scenario)
        contestant.change(scenario)
        for part, command in contestant.commands(scenario).items():
            usage = run(command)
            results.add(contestant.name, scenario, part, usage)
            took = f"{usage.wall:.2f} s, processor {usage.cpu:.2f} s, {usage.memory / 1e6:.0f} MB"
            say(f"{part}, {scenario}: {took}")
        if scenario == "cold":
            results.outputs.setdefault(contestant.name, count(contestant.site))
        built = scenario != "check cold"


def compete(ready: list[Contestant], scenarios: list[str], runs: int, results: Results) -> None:
    """Do all runs, each from another contestant on; drop those that fail or are too slow."""
    out: set[str] = set()
    for turn in range(runs):
        say(f"run {turn + 1} of {runs}")
        first = turn % len(ready) if ready else 0
        for contestant in ready[first:] + ready[:first]:
            if contestant.name not in out:
                begun = time.monotonic()
                try:
                    take_turn(contestant, scenarios, results)
                except CommandError as error:
                    fail(contestant, error, results)
                    out.add(contestant.name)
                if contestant.name != Digest.name and time.monotonic() - begun > _LONG:
                    out.add(contestant.name)


def look(ready: list[Contestant], results: Results) -> None:
    """Measure the live preview of the digest."""
    for contestant in ready:
        if isinstance(contestant, Digest) and contestant.name == "digest":
            say("serving")
            contestant.restore()
            try:
                contestant.warm_up("unchanged")
                results.preview = preview.measure(contestant, _SAVES)
            except CommandError as error:
                fail(contestant, error, results)


def fail(contestant: Contestant, error: CommandError, results: Results) -> None:
    """Record that a contestant has failed."""
    say(f"{contestant.title}: {error}")
    results.failures[contestant.name] = str(error).strip().splitlines()[-1]


def say(text: str) -> None:
    """Print progress to stderr."""
    print(text, file=sys.stderr, flush=True)


def parse() -> argparse.Namespace:
    """Parse the command line."""
    every = [*Digest.scenarios, "preview"]
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.build",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--only",
        nargs="+",
        choices=[contestant.name for contestant in CONTESTANTS],
        metavar="CONTESTANT",
    )
    parser.add_argument("--scenarios", nargs="+", choices=every, metavar="SCENARIO")
    parser.add_argument("--write", action="store_true", help="write results.md even if narrowed")
    names = ", ".join(contestant.name for contestant in CONTESTANTS)
    parser.epilog = f"contestants: {names}; scenarios: {', '.join(every)}"
    return parser.parse_args()


def main() -> None:
    """Run the benchmark and write its results."""
    chosen = parse()
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit("ended")
    )  # so that its processes are killed, too
    results = Results(chosen.articles, describe(versions()), processor())
    scenarios = chosen.scenarios or [*Digest.scenarios, "preview"]
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
        ready = prepare(
            chosen.only or defaults(chosen.articles), chosen.articles, Path(folder), results
        )
        compete(ready, scenarios, chosen.runs, results)
        if "preview" in scenarios:
            look(ready, results)
    print(section(results))
    if chosen.write or not (chosen.only or chosen.scenarios):
        before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
        text = placed(INTRO + before[before.find("\n## ") :], results)
        RESULTS.write_text(remembered(text, results, measured_commit(RESULTS)), encoding="utf-8")
    sys.exit("digest" in results.failures)


if __name__ == "__main__":
    main()
