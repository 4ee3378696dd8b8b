"""Write comments for the editors into the draft of an edition: what its week has."""

from collections.abc import Iterable, Iterator

from generator.assemble.collection import Week
from generator.assemble.related import Threads
from generator.extras.editions.edition import changes_by_week, due_by_week, ranked
from generator.model.article import Articles
from generator.model.site import Site

_MATTERED = 5


def notes(site: Site, week: Week, articles: Articles) -> tuple[str, ...]:
    """List what may have mattered, threads that moved, corrections, and what is due next week.

    Corrections and due events are those that the page of the edition shows.
    """
    first = ranked(articles, site.settings, site.taxonomies)[:_MATTERED]
    changes = changes_by_week(site).get(week, ())
    due = due_by_week(site).get(week, ())
    return (
        *_part("What mattered? Candidates:", (article.title for article in first)),
        *_part("Threads that moved:", _moved(site, articles)),
        *_part("Corrections:", (f"{one.article.text}: {one.note}" for one in changes)),
        *_part("Due next week:", (f"{one.event.date} {one.event.label}" for one in due)),
    )


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = [f"- {' '.join(line.split())}" for line in lines]
    if listed:
        yield title
        yield from listed


def _moved(site: Site, articles: Articles) -> Iterator[str]:
    threads = Threads(site.published)
    for article in threads.newest(articles):
        earlier, _ = threads.around(article)
        if earlier:
            yield f"{article.title} (after: {earlier[-1].title})"
