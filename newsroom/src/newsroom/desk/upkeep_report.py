"""Write the output of `digest report`: an `Upkeep` as text and as JSON."""

import msgspec

from generator.assemble.interface import language_name
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.terminal import visible
from generator.load.link_history import Checked
from generator.model.article import Article
from generator.pages.environment import make_environment
from newsroom.desk.upkeep import Upkeep
from newsroom.desk.upkeep_findings import LANGUAGES, NOT_STATED


def as_text(found: Upkeep, *, whole: bool = True) -> str:
    """Write a line for each kind of item that needs attention; if `whole`, the first twenty too."""
    templates = make_environment()
    templates.filters.update(counted=counted, visible=visible)
    return (
        templates.get_template("upkeep.txt").render(found=found, label=label, whole=whole).rstrip()
    )


def label(title: str, value: str) -> str:
    """Write a value of a `Coverage` for readers: languages by name, other values unchanged."""
    if title == LANGUAGES and value != NOT_STATED:
        return language_name(value)
    return value


def as_json(found: Upkeep) -> str:
    """Write the complete report, without limits on its lists."""
    coverage = [
        {"of": spread.title, "half": spread.half, "counts": dict(spread.counts)}
        for spread in found.coverage
    ]
    record = {
        "as_of": found.as_of,
        "months": found.months,
        "articles": found.articles,
        "unused_terms": found.unused,
        "single_use_terms": found.used_once,
        "stale_terms": found.stale,
        "missing_archived_copies": [_article_record(article) for article in found.without_copy],
        "articles_without_url": [_article_record(article) for article in found.without_url],
        "coverage": coverage,
        "quotas": found.quotas,
        "corrections": {
            "median_days": found.days_to_correct,
            "after_unknown_time": found.corrected_after_unknown_time,
            "years": found.mending,
        },
        "alarms": found.alarms,
        "links": [_link_record(link) for link in found.dead],
    }
    text = msgspec.json.encode(record)
    return msgspec.json.format(text, indent=2).decode()


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
