"""Which links are dead, for `digest report --online`.

A run checks a limited number of links, those first that were checked longest ago. One host gets one
request at a time, a second apart, and only a few of them in a run.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from urllib.parse import urldefrag, urlsplit

from generator.diagnostics.failure import Failure
from generator.model.article import Article
from generator.model.upkeep import Checked, State
from generator.online.fetch import Fetched, FetchError, fetch
from generator.online.link_history import MOST_CHANGES, History
from generator.read.blocks import blocks_of, spans
from generator.read.web_addresses import is_front_page
from generator.read.written_links import web_address_problem

MOST = 200
"""Links checked in one run."""
_OF_ONE_HOST = 20
_HOSTS_AT_ONCE = 8
_PAUSE = 1.0
_SECONDS = 15.0
_GONE = (404, 410)

Answer = tuple[State, str, bool]
"""State, reason, and whether any server answered at all."""


def links_of(articles: Iterable[Article]) -> Iterator[str]:
    """Every web address that the digest links to, without fragment, each once."""
    seen: set[str] = set()
    for article in articles:
        stored = article.archive.url if article.archive else ""
        inner = (span.attributes.get("href") or "" for span in spans(blocks_of(article.body.html)))
        for url in filter(None, (article.source.url, stored, *inner)):
            whole = urldefrag(url).url
            if whole not in seen and not web_address_problem(whole):
                seen.add(whole)
                yield whole


def chosen(urls: Iterable[str], history: History, limit: int) -> list[str]:
    """Choose what to check in this run: links never checked, then those checked longest ago."""
    never = dt.date.min
    order = sorted(urls, key=lambda url: (history[url].checked if url in history else never, url))
    requests: Counter[str] = Counter()
    links: list[str] = []
    for url in order:
        host = urlsplit(url).hostname or ""
        requests[host] += 1
        if requests[host] <= _OF_ONE_HOST:
            links.append(url)
    return links[:limit]


def ask(url: str, get: Callable[[str], Fetched]) -> Answer:
    """Check one link."""
    try:
        end = get(url).address
    except FetchError as error:
        if error.status == 200:  # no text, but the server has it
            return "good", "", True
        return ("gone" if error.status in _GONE else "trouble"), error.reason[:200], error.status > 0
    if is_front_page(end) and not is_front_page(url):
        return "gone", f"leads to {end[:150]}", True
    return "good", "", True


def _get(url: str) -> Fetched:
    return fetch(url, seconds=_SECONDS)


def ask_all(
    urls: Sequence[str], get: Callable[[str], Fetched] = _get, pause: float = _PAUSE
) -> dict[str, Answer]:
    """Check links: several hosts at once, and the links of each host one after the other.

    Raises:
        Failure: when no server answered, which says more about this machine than about the links.
    """
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).hostname or ""].append(url)

    def ask_host(links: list[str]) -> Iterator[tuple[str, Answer]]:
        for index, url in enumerate(links):
            time.sleep(pause if index else 0)
            yield url, ask(url, get)

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        answers = dict(chain.from_iterable(pool.map(lambda links: list(ask_host(links)), hosts.values())))
    if answers and not any(reached for _, _, reached in answers.values()):
        raise Failure("no server answered: is this machine online? Nothing was saved")
    return answers


def updated(
    history: History, answers: Mapping[str, Answer], urls: Iterable[str], today: dt.date
) -> dict[str, Checked]:
    """Update the history after a run; links that the digest no longer has are forgotten."""
    after = {url: history[url] for url in urls if url in history}
    for url, (state, reason, _) in answers.items():
        before = after.get(url)
        if before is None:
            after[url] = Checked(today, state, reason, today)
        elif before.state == state:
            after[url] = Checked(today, state, reason, before.since, before.before)
        else:
            earlier = ((before.since, before.state), *before.before)[:MOST_CHANGES]
            after[url] = Checked(today, state, reason, today, earlier)
    return after
