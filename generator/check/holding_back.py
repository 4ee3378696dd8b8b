"""Decide which articles are not published yet: drafts, and articles with a date in the future."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from generator.diagnostics.diagnostics import counted
from generator.model.article import Article


def held_back(
    articles: Iterable[Article], today: dt.date, recorded: Collection[str]
) -> list[Article]:
    """Mark the articles that are dated after today; see `Article.held_until`.

    Args:
        articles: The articles of a site.
        today: The day of the build where it runs.
        recorded: The addresses in the ledger. Days begin earlier in the east: an article of
            tomorrow that the ledger has was published by a machine where tomorrow has begun, and
            must not vanish here.
    """
    tomorrow = today + dt.timedelta(days=1)
    marked = []
    for article in articles:
        is_out = article.date <= today or (article.date == tomorrow and article.address in recorded)
        if is_out:
            marked.append(article)
        else:
            marked.append(replace(article, held_until=article.date))
    return marked


def summary(left_out: Sequence[Article]) -> list[str]:
    """Say in lines which articles a build leaves out because they are not public yet."""
    lines = []
    drafts = [article for article in left_out if article.draft]
    if drafts:
        lines.append(f"{counted(len(drafts), 'draft')} left out")
    days = sorted(
        article.held_until for article in left_out if article.held_until and not article.draft
    )
    if days:
        until = f"until {days[0]}" if len(days) == 1 else f"for now, the first until {days[0]}"
        lines.append(f"{counted(len(days), 'article')} dated after today left out {until}")
    return lines
