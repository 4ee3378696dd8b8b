"""The output of `digest report`: an `Upkeep` as text and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from generator.assemble.interface import language_name
from generator.diagnostics.counting import counted
from generator.diagnostics.terminal import visible
from generator.model.article import Article
from generator.model.upkeep import Checked, Coverage, Upkeep, Use

_SHOWN = 20
_VALUES = 8


def as_text(found: Upkeep) -> str:
    """A section for each kind of item that needs attention, with its first twenty."""
    lines = [f"{counted(found.articles, 'article')} as of {found.as_of}"]
    lines += _section("terms without articles", map(_use, found.unused))
    lines += _section("terms with one article", map(_use, found.used_once))
    lines += _section(f"no article for {counted(found.months, 'month')}", map(_use, found.stale))
    lines += _section("sources without a stored copy", map(_article, found.without_copy))
    lines += _section("articles without an address of the source", map(_article, found.without_url))
    lines += _section("links to look at", map(_link, found.dead))
    for spread in found.coverage:
        lines += ["", f"{spread.title}: {_in_words(spread)}", *map(visible, _shares(spread))]
    lines += ["", f"corrections: {mending_in_words(found)}"]
    lines += [
        f"  {one.year}: {one.articles:,} articles, {one.corrected} corrected, {one.retracted} retracted"
        for one in found.mending
    ]
    return "\n".join(lines)


def _section(title: str, entries: Iterable[str]) -> Iterator[str]:
    every = list(entries)
    yield ""
    yield f"{title}: {len(every) or 'none'}"
    yield from (visible(f"  {entry}") for entry in every[:_SHOWN])
    if len(every) > _SHOWN:
        yield f"  … and {len(every) - _SHOWN:,} more (--format json names all)"


def _use(use: Use) -> str:
    return f"{use.taxonomy}/{use.slug}: {use.name}{f', last on {use.last}' if use.last else ''}"


def _article(article: Article) -> str:
    return f"{article.path}: {article.source.name}"


def _link(link: Checked) -> str:
    return f"{link.url}: {link.reason}, since {link.since}"


def label(title: str, value: str) -> str:
    """A value for readers: a language by its name, anything else unchanged."""
    return language_name(value) if title.startswith("Languages") and len(value) in (2, 3, 5) else value


def _shares(spread: Coverage) -> Iterator[str]:
    for value, count in spread.counts[:_VALUES]:
        yield f"  {spread.share(count):>3} %  {label(spread.title, value)} ({count:,})"
    if len(spread.counts) > _VALUES:
        yield f"         … and {len(spread.counts) - _VALUES:,} more"


def _in_words(spread: Coverage) -> str:
    if not spread.counts:
        return "none"
    return f"half of all mentions fall to {spread.half} of {len(spread.counts)}"


def mending_in_words(found: Upkeep) -> str:
    """One sentence on the number of corrections and retractions, and their delay."""
    every = sum(year.articles for year in found.mending)
    corrected = sum(year.corrected for year in found.mending)
    retracted = sum(year.retracted for year in found.mending)
    if not every:
        return "no articles"
    rate = f"{100 * corrected / every:.1f} %"
    text = f"{corrected:,} of {counted(every, 'article')} ({rate}) corrected, {retracted:,} retracted"
    days = found.days_to_correct
    return f"{text}; half of the corrections within {counted(days, 'day')}" if days is not None else text


def as_json(found: Upkeep) -> str:
    """The complete report, without limits on its lists."""
    record = {
        "as_of": found.as_of,
        "months": found.months,
        "articles": found.articles,
        "unused_terms": found.unused,
        "single_use_terms": found.used_once,
        "stale_terms": found.stale,
        "missing_archived_copies": [_article_record(article) for article in found.without_copy],
        "articles_without_url": [_article_record(article) for article in found.without_url],
        "coverage": [
            {"of": spread.title, "half": spread.half, "counts": dict(spread.counts)}
            for spread in found.coverage
        ],
        "corrections": {"median_days": found.days_to_correct, "years": found.mending},
        "links": [_link_record(link) for link in found.dead],
    }
    return msgspec.json.format(msgspec.json.encode(record), indent=2).decode()


def _article_record(article: Article) -> dict[str, str]:
    return {"path": article.path, "address": article.address, "source": article.source.name}


def _link_record(link: Checked) -> dict[str, object]:
    return {
        "url": link.url,
        "state": link.state,
        "reason": link.reason,
        "since": link.since,
        "checked": link.checked,
        "before": [{"since": day, "state": state} for day, state in link.before],
    }


FORMATS: dict[str, Callable[[Upkeep], str]] = {"text": as_text, "json": as_json}
