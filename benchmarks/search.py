"""What the search costs: indexing beside Pagefind alone, and what one search sends to a reader.

    python -m benchmarks.search --articles 10000

makes a corpus, builds it, and prints figures of one run on this machine; ratios
are what to compare. Chromium is needed for the second half.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pagefind.service import get_executable
from playwright.sync_api import Page, sync_playwright

from generator import pipeline
from generator.emit.search import index as index_records
from tests.corpus import Size, make


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall time."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def megabytes() -> int:
    """Peak memory of the largest child process so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def index(root: Path, site: Path, cache: Path) -> None:
    """Our index, against Pagefind over the same article pages."""
    builder = pipeline.Builder(pipeline.load(root))
    records, language = builder.records, builder.site.settings.language
    changed = replace(records[0], address="articles/new/", key=b"new")
    middle = len(records) // 2
    edited = [*records[:middle], replace(records[middle], key=b"edited"), *records[middle + 1 :]]
    cold = timed(lambda: index_records(records, language, cache, builder.workers))
    ours = megabytes()
    again = timed(lambda: index_records(records, language, cache, builder.workers))
    one = timed(lambda: index_records([changed, *records], language, cache, builder.workers))
    old = timed(lambda: index_records(edited, language, cache, builder.workers))
    pages = site.with_name("pages")
    shutil.copytree(site / "articles", pages / "articles")
    command = [str(get_executable()), "--site", str(pages), "--force-language", language, "--quiet"]
    alone = timed(lambda: subprocess.run(command, check=True))
    print(f"{'':34}{'seconds':>9}{'of Pagefind':>13}")
    for label, seconds in (
        ("pagefind --site, article pages", alone),
        ("ours, from nothing", cold),
        ("ours, one new article", one),
        ("ours, an old article edited", old),
        ("ours, nothing changed", again),
    ):
        print(f"{label:34}{seconds:9.2f}{seconds / alone:13.3f}")
    print(f"largest process: ours {ours} MB, Pagefind alone {megabytes()} MB")


class Quiet(SimpleHTTPRequestHandler):
    """Files without a log."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""


def sent(site: Path, address: str) -> int:
    """Bytes of a file as a host with compression sends it."""
    data = (site / address.partition("?")[0]).read_bytes()
    return len(data) if data[:2] == b"\x1f\x8b" else len(gzip.compress(data, 6))


def read(site: Path, queries: list[str]) -> None:
    """Bytes and time from a cold cache to the first list of results."""
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        print(f"\n{'query':34}{'KB':>9}{'requests':>10}{'ms':>7}")
        for query in queries:
            page = browser.new_context().new_page()
            print_search(page, f"http://127.0.0.1:{server.server_port}/", site, query)
        browser.close()
        server.shutdown()


def print_search(page: Page, origin: str, site: Path, query: str) -> None:
    """Open the quick search on a page that has loaded, type, and wait for results."""
    page.goto(f"{origin}about/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(origin)))
    page.keyboard.press("/")
    page.wait_for_selector("dialog input")
    page.keyboard.type(query)
    start = time.perf_counter()
    page.wait_for_function("() => document.querySelector('.search__status')?.textContent")
    elapsed = (time.perf_counter() - start) * 1000
    total = sum(sent(site, address) for address in set(asked))
    print(f"{query:34}{total / 1000:9.1f}{len(asked):10}{elapsed:7.0f}")


def main() -> None:
    """Run both halves."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
        root, site = Path(folder, "corpus"), Path(folder, "site")
        make(root, Size(articles=chosen.articles))
        subprocess.run(
            ["digest", "-f", str(root / "mkdocs.yml"), "build", "--site-dir", str(site)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        index(root, site, Path(folder, "cache"))
        loaded = pipeline.load(root)
        assert loaded.site is not None
        words = loaded.site.articles[0].body.html.replace("<p>", "").split()
        read(site, [words[3].strip(".,"), " ".join(word.strip(".,") for word in words[4:7])])


if __name__ == "__main__":
    main()
