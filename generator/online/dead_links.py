"""Which links are dead: `digest report --online` asks, politely.

A run asks for a bounded number of links, those first that were asked for
longest ago; one host gets one question at a time, a second apart, and not many
of them. A link that the digest no longer has is forgotten.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
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
"""Links asked for in one run."""
_OF_ONE_HOST = 20
_HOSTS_AT_ONCE = 8
_PAUSE = 1.0
_SECONDS = 15.0
_GONE = (404, 410)


def links_of(articles: Iterable[Article]) -> Iterator[str]:
    """Every web address the digest links to, without fragment, each once."""
    seen: set[str] = set()
    for article in articles:
        stored = article.archive.url if article.archive else ""
        inner = (span.attributes.get("href") or "" for span in spans(blocks_of(article.body.html)))
        for url in filter(None, (article.source.url, stored, *inner)):
            whole = urldefrag(url).url
            if whole not in seen and not web_address_problem(whole):
                seen.add(whole)
                yield whole


def chosen(urls: Iterable[str], history: History, most: int) -> list[str]:
    """What to ask for this time: those never asked for, then the longest not asked for."""
    never = dt.date.min
    order = sorted(urls, key=lambda url: (history[url].checked if url in history else never, url))
    asked: dict[str, int] = defaultdict(int)
    found: list[str] = []
    for url in order:
        host = urlsplit(url).hostname or ""
        if asked[host] < _OF_ONE_HOST and len(found) < most:
            asked[host] += 1
            found.append(url)
    return found


Answer = tuple[State, str, bool]
"""State, reason, and whether any server answered at all."""


def ask(url: str, get: Callable[[str], Fetched]) -> Answer:
    """What becomes of one link."""
    try:
        end = get(url).address
    except FetchError as error:
        reason = str(error).removeprefix(f"{url[:200]}: ")[:200]
        if error.status == 200:  # no text, but there
            return "good", "", True
        return ("gone" if error.status in _GONE else "trouble"), reason, error.status > 0
    if is_front_page(end) and not is_front_page(url):
        return "gone", f"leads to {end[:150]}", True
    return "good", "", True


def _get(url: str) -> Fetched:
    return fetch(url, seconds=_SECONDS)


def ask_all(
    urls: Sequence[str], get: Callable[[str], Fetched] = _get, pause: float = _PAUSE
) -> dict[str, Answer]:
    """Ask for links: several hosts at once, of each host one after the other.

    Raises:
        Failure: when nothing answered at all, which says more about this machine than of the links.
    """
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).hostname or ""].append(url)

    def of_host(those: list[str]) -> list[tuple[str, Answer]]:
        answers: list[tuple[str, Answer]] = []
        for place, url in enumerate(those):
            if place:
                time.sleep(pause)
            answers.append((url, ask(url, get)))
        return answers

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        found = {url: answer for answers in pool.map(of_host, hosts.values()) for url, answer in answers}
    if found and not any(reached for _, _, reached in found.values()):
        raise Failure("no server answered: is this machine online? Nothing was written down")
    return found


def updated(
    history: History, answers: Mapping[str, Answer], urls: Iterable[str], today: dt.date
) -> dict[str, Checked]:
    """The history after a run; links that the digest no longer has are forgotten."""
    wanted = set(urls)
    after = {url: one for url, one in history.items() if url in wanted}
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
