"""Costs of search: indexing compared with Pagefind alone, bytes of one search, and quoted searches.

    python -m benchmarks.search --articles 10000

makes a corpus, builds it and prints figures; compare the ratios. Then it makes
2,000 articles of 600 words and compares quoted searches with a plain search of
the texts. All but the first part need Chromium.
"""

import argparse
import gzip
import random
import re
import resource
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pagefind.service import get_executable
from playwright.sync_api import Browser, Page, sync_playwright

from generator.installed import installed
from generator.load.loading import load
from generator.model.article import Article
from generator.search.index import index as index_records
from generator.search.records import records
from tests.corpus import Size, make

PHRASES = 50
ASK = r"""async (phrases) => {
  const script = document.querySelector("script[src*='/search.']").src
  const { search } = await import(new URL("engine.js", script))
  const results = async (phrase) => (await search(`"${phrase}"`)).results
  const found = await Promise.all(phrases.map(results))
  const address = async (one) => (await one.data()).url.replace(/\.html$/, "/")
  return Promise.all(found.map((results) => Promise.all(results.map(address))))
}"""


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall time."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def megabytes() -> int:
    """Peak memory of the largest child process so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def index(root: Path, site: Path, cache: Path) -> None:
    """Compare our indexing with Pagefind's on the same article pages."""
    loaded = load(root, installed()).checked
    listed, language = records(loaded), loaded.settings.language
    made = partial(index_records, docs={}, language=language, folder=cache)
    newest, middle = listed[0], len(listed) // 2
    text = "<html><body data-pagefind-body>Other words.</body></html>"
    other = replace(listed[middle], key=b"other", page=lambda: text)
    cold = timed(lambda: made(listed))
    ours = megabytes()
    again = timed(lambda: made(listed))
    added = timed(lambda: made([replace(newest, address="articles/new/"), *listed]))
    old = timed(lambda: made([*listed[:middle], other, *listed[middle + 1 :]]))
    pages = site.with_name("pages")
    shutil.copytree(site / "articles", pages / "articles")
    command = [str(get_executable()), "--site", str(pages), "--force-language", language, "--quiet"]
    alone = timed(lambda: subprocess.run(command, check=True))
    print(f"{'':34}{'seconds':>9}{'of Pagefind':>13}")
    for label, seconds in (
        ("pagefind --site, article pages", alone),
        ("ours, from nothing", cold),
        ("ours, one new article", added),
        ("ours, an old article edited", old),
        ("ours, nothing changed", again),
    ):
        print(f"{label:34}{seconds:9.2f}{seconds / alone:13.3f}")
    print(f"largest process: ours {ours} MB, Pagefind alone {megabytes()} MB")


class Quiet(SimpleHTTPRequestHandler):
    """A file server without a log."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Print nothing."""


@contextmanager
def browsing(site: Path) -> Iterator[tuple[Browser, str]]:
    """Serve a site; yield a browser and the site's address."""
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser, f"http://127.0.0.1:{server.server_port}/"
        browser.close()
        server.shutdown()


def sent(site: Path, address: str) -> int:
    """Size of a file in bytes as a compressing host sends it."""
    data = (site / address.partition("?")[0]).read_bytes()
    return len(data) if data[:2] == b"\x1f\x8b" else len(gzip.compress(data, 6))


def read(site: Path, queries: list[str]) -> None:
    """Measure bytes and time to the first results without a cache, and bytes with facets."""
    with browsing(site) as (browser, origin):
        print(f"\n{'query':34}{'KB':>9}{'requests':>10}{'ms':>7}")
        for query in queries:
            print_search(browser.new_context().new_page(), origin, site, query)
        page = browser.new_context().new_page()
        requests = watched(page, origin)
        page.goto(f"{origin}search/?q={queries[0]}")
        page.wait_for_selector("[data-digest-facets] fieldset")
        parts = {
            address
            for address in requests
            if re.match(r"pagefind/|search/names|assets/search\.", address)
        }
        size = sum(sent(site, address) for address in parts)
        print(f"{'the first, with facets':34}{size / 1000:9.1f}{len(parts):10}")


def watched(page: Page, origin: str) -> list[str]:
    """Record the requests of a page from now on."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(origin)))
    return requests


def print_search(page: Page, origin: str, site: Path, query: str) -> None:
    """Search in the dialog of a loaded page and print bytes, requests and time."""
    page.goto(f"{origin}about/", wait_until="networkidle")
    requests = watched(page, origin)
    page.keyboard.press("/")
    page.wait_for_selector("dialog input")
    page.keyboard.insert_text(query)
    start = time.perf_counter()
    page.wait_for_function("() => document.querySelector('.search__status')?.textContent")
    elapsed = (time.perf_counter() - start) * 1000
    total = sum(sent(site, address) for address in set(requests))
    print(f"{query:34}{total / 1000:9.1f}{len(requests):10}{elapsed:7.0f}")


def built(root: Path, size: Size) -> tuple[Path, list[Article]]:
    """Make a corpus and build it; return the site and its articles."""
    make(root, size)
    site = root.with_name(f"{root.name}-site")
    command = ["digest", "-f", str(root / "mkdocs.yml"), "build", "--site-dir", str(site)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    loaded = load(root, installed())
    assert loaded.site is not None
    return site, list(loaded.site.articles)


def words(article: Article) -> list[str]:
    """The words of an article's text."""
    return re.findall(r"\w+", unescape(re.sub("<[^>]*>", " ", article.body.html)))


def quoted(site: Path, articles: list[Article]) -> None:
    """Print how many articles with a phrase a quoted search misses."""
    texts = {f"/{article.address}": f" {' '.join(words(article)).lower()} " for article in articles}
    rng = random.Random(1)
    phrases = []
    for one in rng.sample(articles, PHRASES):
        start = rng.randrange(len(words(one)) - 6)
        phrases.append(" ".join(words(one)[start : start + rng.randint(2, 5)]).lower())
    with browsing(site) as (browser, origin):
        page = browser.new_page()
        page.goto(f"{origin}about/")
        answers = page.evaluate(ASK, phrases)
    wanted = [{url for url, text in texts.items() if f" {phrase} " in text} for phrase in phrases]
    missed = sum(len(urls - {*slugs}) for urls, slugs in zip(wanted, answers, strict=True))
    print(f"\n{len(phrases)} quoted searches: {missed} of {sum(map(len, wanted))} articles missed")


def main() -> None:
    """Run all parts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
        root = Path(folder, "corpus")
        site, articles = built(root, Size(articles=chosen.articles))
        index(root, site, Path(folder, "cache"))
        read(site, [words(articles[0])[3], " ".join(words(articles[0])[4:7])])
        quoted(*built(Path(folder, "long"), Size(articles=2_000, words=600)))


if __name__ == "__main__":
    main()
