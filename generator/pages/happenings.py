"""List the events that articles name."""

import datetime as dt

from generator.model.article import Articles, Event
from generator.pages.shared_views import SharedViews
from generator.pages.views import Link, View

_EVENTS = 20
"""Most events in a list, about a screen."""


class Happening(View, frozen=True):
    """An event and the article that tells of it."""

    date: dt.date
    end: dt.date
    label: str
    language: str
    """The language of the label; empty if it is the site's."""
    article: Link
    """Without an address if an event above it links to the article."""


class Happenings(View, frozen=True):
    """Events, newest first."""

    listed: tuple[Happening, ...] = ()
    earlier: int = 0
    """Earlier events, which are not listed."""


def happening(event: Event, article: Link) -> Happening:
    """Show an event, in the language of its article."""
    return Happening(event.date, event.end or event.date, event.label, article.language, article)


def happenings(shared: SharedViews, articles: Articles) -> Happenings:
    """List the events of some articles; only the newest event of each article links to it."""
    pairs = [(event, article) for article in articles for event in article.events]
    pairs.sort(key=lambda pair: (-pair[0].date.toordinal(), pair[0].label))
    linked: set[str] = set()
    listed = []
    for event, article in pairs[:_EVENTS]:
        link = shared.article(article)
        if article.path in linked:
            link = Link(link.text, language=link.language)
        linked.add(article.path)
        listed.append(happening(event, link))
    return Happenings(tuple(listed), len(pairs) - len(listed))
