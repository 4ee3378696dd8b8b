"""Keep the history of link checks: when each link was checked, and since when it is dead.

A run of `digest report --online` checks a limited number of links, those checked longest ago first,
and only a few per host.

The file is stored with the site's settings, under version control. It has one line for each link,
so that a diff shows the changes.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import msgspec

from generator.load.link_history import FILE, Checked, History, State
from generator.model.article import Article
from generator.read.blocks import blocks_of, spans
from generator.read.written_links import web_address_problem
from generator.system.file_writing import write

MOST = 200
"""Maximum links checked in one run."""
_OF_ONE_HOST = 20
_CHANGED = "its text has changed"

Answer = tuple[State, str, bool]
"""State of a link, its reason, and whether any server responded."""


def write_history(root: Path, history: History) -> None:
    """Write the history, sorted by address."""
    links = (msgspec.to_builtins(link) for _, link in sorted(history.items()))
    texts = (json.dumps(link, ensure_ascii=False) for link in links)
    write(root / FILE, "[\n" + ",\n".join(texts) + "\n]\n")


def links_of(articles: Iterable[Article]) -> Iterator[str]:
    """Yield every web address that the articles link to, once and without a fragment."""
    seen: set[str] = set()
    for article in articles:
        for link in _links_in(article):
            url = urldefrag(link).url
            if url not in seen and not web_address_problem(url):
                seen.add(url)
                yield url


def _links_in(article: Article) -> Iterator[str]:
    if article.source.url:
        yield article.source.url
    if article.archive:
        yield article.archive.url
    for source in article.further_sources:
        if source.url:
            yield source.url
    for span in spans(blocks_of(article.body.html)):
        href = span.attributes.get("href")
        if href:
            yield href


def sources_of(articles: Iterable[Article]) -> set[str]:
    """Collect the addresses of all sources, without fragments."""
    sources = set()
    for article in articles:
        for source in (article.source, *article.further_sources):
            sources.add(urldefrag(source.url).url)
    return sources - {""}


def chosen(urls: Iterable[str], history: History, limit: int) -> list[str]:
    """Choose the links to check now: first those never checked, then those checked longest ago.

    At most `limit` are chosen, and only a few for each host.
    """
    checked = dict.fromkeys(urls, dt.date.min)
    for url in checked.keys() & history.keys():
        checked[url] = history[url].checked
    requests: Counter[str] = Counter()
    links: list[str] = []
    for url in sorted(checked, key=lambda url: (checked[url], url)):
        host = urlsplit(url).hostname or ""
        requests[host] += 1
        if requests[host] <= _OF_ONE_HOST:
            links.append(url)
    return links[:limit]


def updated(
    history: History,
    answers: Mapping[str, Answer],
    urls: Iterable[str],
    today: dt.date,
    texts: Mapping[str, str],
) -> dict[str, Checked]:
    """Update the history after a run; links that the digest no longer has are forgotten.

    `texts` maps sources whose text could be read to a hash of it.
    """
    after = {url: history[url] for url in urls if url in history}
    for url, (state, reason, _) in answers.items():
        text = texts.get(url, "")
        if state == "good" and _has_changed(after.get(url), text):
            after[url] = _next(url, after.get(url), today, "changed", _CHANGED, text)
        else:
            after[url] = _next(url, after.get(url), today, state, reason, text)
    return after


def _next(
    url: str, before: Checked | None, today: dt.date, state: State, reason: str, text: str
) -> Checked:
    since, first = today, text
    if before is not None:
        first = before.text or text
        if before.state == state:
            since = before.since
    return Checked(url, today, state, since, reason, first)


def _has_changed(before: Checked | None, text: str) -> bool:
    """Whether a source has another text than at its first check.

    If its text cannot be read today, the earlier finding holds.
    """
    if before is None:
        return False
    if not text:
        return before.state == "changed"
    return bool(before.text) and text != before.text
