"""Ask every watched feed and page for its entries, politely and within bounds."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from newsroom.desk.feed_entries import read_entries
from newsroom.desk.feed_states import FeedState, InboxState, add_entries, forget
from newsroom.desk.watched import WatchedFeed
from newsroom.importer.claims import IntakeError
from newsroom.importer.import_run import guarded
from newsroom.importer.receive import Input
from newsroom.online.fetch import Fetched, FetchError, by_host, fetch
from newsroom.online.robots import Robots

PAUSE = 0.5
"""Seconds between two requests to one host."""

Get = Callable[..., Fetched]
"""`online.fetch.fetch`, or another function of an address and `validators`."""
Answer = Fetched | FetchError


def ask_feeds(
    feeds: Mapping[str, WatchedFeed],
    state: InboxState,
    today: dt.date,
    *,
    get: Get = fetch,
    pause: float = PAUSE,
) -> None:
    """Ask all feeds, hosts in parallel and the feeds of each host one by one; update the state."""
    by_url = {feed.url: feed for feed in feeds.values()}
    for feed in by_url.values():
        known = state.feeds.get(feed.slug)
        if known is None or known.url != feed.url:
            state.feeds[feed.slug] = FeedState(url=feed.url)

    def get_politely(address: str, **options: object) -> Fetched:
        time.sleep(pause)
        return get(address, **options)

    def ask_host(urls: Iterable[str]) -> list[tuple[WatchedFeed, Answer]]:
        robots = Robots(get_politely)
        own = [by_url[url] for url in urls]
        return [(feed, _ask(feed, robots, state.feeds[feed.slug], get_politely)) for feed in own]

    # Reading starts processes, which is safe only when no other thread is at work.
    for answers in by_host(by_url, ask_host):
        for feed, answer in answers:
            _take(feed, answer, state, today)
    forget(state, set(feeds), today)


def _ask(feed: WatchedFeed, robots: Robots, known: FeedState, get: Get) -> Answer:
    if refusal := robots.refusal(feed.url):
        return FetchError(feed.url, refusal)
    try:
        answer = get(feed.url, validators=known.validators)
    except FetchError as error:
        return error
    if refusal := robots.refusal(answer.address):
        return FetchError(feed.url, f"it leads to {answer.address[:100]}, and {refusal}")
    return answer


def _take(feed: WatchedFeed, answer: Answer, state: InboxState, today: dt.date) -> None:
    """Record the answer to a request in the feed's state."""
    known = state.feeds[feed.slug]
    try:
        problem = _use(feed, answer, state, today)
    except IntakeError as error:
        problem = str(error).removeprefix(f"{feed.url}: ")[:200]
    known.problem = problem
    if problem:
        known.failing_since = known.failing_since or today
        known.validators = {}
    else:
        known.failing_since = None


def _use(feed: WatchedFeed, answer: Answer, state: InboxState, today: dt.date) -> str:
    """Store the entries of an answer; return what is wrong with it, or "".

    Raises:
        IntakeError: it is not what feeds.yml says, or cannot be read.
    """
    if isinstance(answer, FetchError):
        return answer.reason[:200]
    known = state.feeds[feed.slug]
    known.moved_to = answer.moved_to
    if answer.is_unchanged:
        return ""
    given = Input(answer.data, feed.url, answer.kind, answer.charset, answer.address)
    entries = guarded(partial(read_entries, given, feed.watch))
    if not entries:
        return "it has no entries"
    add_entries(state, feed.slug, entries, today)
    known.validators = dict(answer.validators)
    return ""
