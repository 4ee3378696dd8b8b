"""Make the editors' desk, a page of `digest serve`: what is new, what is due, and who has it."""

import datetime as dt
import shlex
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.assemble.interface import _, day, digits
from generator.check.article_fields import Context
from generator.extras.advice.lexicon import met
from generator.load.loaded import Loaded
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.views import Content
from generator.read.links import web_addresses
from generator.read.tables import table
from generator.read.text import words
from generator.system.cache_folder import cache_of
from newsroom.desk.alarms import alarms
from newsroom.desk.candidates import Candidate, candidates, worth_listing
from newsroom.desk.feed_states import read_state
from newsroom.reading import files_of

_SOON = dt.timedelta(days=14)
_WEEK = dt.timedelta(days=7)
_MOST_COMMON = 12
"""Articles of a name from which a common name says little about the event."""
_SHOWN = 15
"""Lines of a part that are shown: half an hour's work."""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """Something to do or to know, and the command that deals with it."""

    text: str
    command: str = ""
    address: str = ""
    """The address of a page of this site, or ""."""
    url: str = ""
    """The address of a page elsewhere, or ""."""


@dataclass(frozen=True, slots=True)
class DeskPart:
    """A heading and its lines."""

    title: str
    lines: tuple[DeskLine, ...]
    more: int = 0
    """The number of further lines, which are not shown."""


class Desk(Content, frozen=True, tag="desk.html"):
    """The desk as its page shows it."""

    parts: tuple[DeskPart, ...]


def with_desk(loaded: Loaded) -> Loaded:
    """Add the page of the desk to a preview, if the site could be read."""
    if loaded.site is None:
        return loaded
    desk = Desk(board(loaded, loaded.site, loaded.known))
    what = _("What is new, what is due, and who has it. This page is never published.")
    but = _("Requests for corrections arrive as issues or by e-mail, so they are not listed here.")
    page = Page(
        address=address.DESK,
        title=_("The editors' desk"),
        description=f"{what} {but}",
        indexed=False,
        package="newsroom",
        content=lambda: desk,
    )
    return replace(loaded, pages=(*loaded.pages, page))


def board(loaded: Loaded, site: Site, context: Context) -> tuple[DeskPart, ...]:
    """Collect every part of the desk of a preview, on the context's day."""
    today = context.today
    state = read_state(cache_of(loaded.root))
    drafts = _drafts(loaded, site)
    decisions = files_of(loaded.checked).decisions
    found = candidates(state, site, loaded.unpublished, decisions, context)
    attention = [
        DeskLine(str(one), "digest inbox", url=one.url)
        for one in alarms(files_of(site).watched, state, today)
    ]
    return (
        _part(_("Candidates"), _candidates(found)),
        _part(_("Drafts"), _draft_lines(loaded, drafts)),
        _part(_("Due"), _due(site, today)),
        _part(_("What happened next"), _next(site, found, today)),
        _part(_("Feeds that need attention"), attention),
    )


def _part(title: str, lines: Iterable[DeskLine]) -> DeskPart:
    found = tuple(lines)
    return DeskPart(title, found[:_SHOWN], max(0, len(found) - _SHOWN))


def _candidates(found: Sequence[Candidate]) -> Iterator[DeskLine]:
    listed = worth_listing(found)
    for one in listed:
        text = f"{one.lead.title} ({one.why})" if one.reasons else one.lead.title
        yield DeskLine(text, f"digest inbox --draft {one.id}", url=one.lead.url)
    if others := len(found) - len(listed):
        text = _("%(count)s others name no term of ours", count=digits(others))
        yield DeskLine(text, "digest inbox --others")


def _drafts(loaded: Loaded, site: Site) -> list[tuple[Article, str]]:
    """List every draft with the address of its page, or "" if it is too unfinished to have one."""
    drafts = [(article, article.address) for article in site.published if article.draft]
    drafts += [(article, "") for article in loaded.unpublished if article.draft]
    return drafts


def _draft_lines(loaded: Loaded, drafts: Iterable[tuple[Article, str]]) -> Iterator[DeskLine]:
    """Yield drafts with their editors; a story of the inbox is with the person who took it."""
    takers: dict[str, str] = {}
    for decision in files_of(loaded.checked).decisions:
        if decision.verdict == "taken":
            takers.update(dict.fromkeys(decision.keys, decision.by))
    for article, page in drafts:
        who = article.editor or takers.get(web_addresses.identity(article.source.url))
        text = f"{article.title or article.slug} ({who or _('nobody has it')})"
        yield DeskLine(text, f"digest check {shlex.quote(article.path)}", page)


def _due(site: Site, today: dt.date) -> Iterator[DeskLine]:
    """Yield events of the next two weeks."""
    events = [(event, article) for article in site.articles for event in article.events]
    for event, article in sorted(events, key=lambda pair: pair[0].date):
        if today <= event.date <= today + _SOON:
            text = f"{day(event.date)}: {event.label}"
            yield DeskLine(text, "digest new", article.address)


def _next(site: Site, found: Sequence[Candidate], today: dt.date) -> Iterator[DeskLine]:
    """Yield arrests, takedowns and unanswered accusations of one and of four weeks ago.

    Each has the words to search for, and the first candidate that goes on with the same case.
    """
    followed = {article.follows for article in site.articles}
    for article in site.articles:
        is_due = any(
            weeks * _WEEK <= today - article.date < (weeks + 1) * _WEEK for weeks in (1, 4)
        )
        if not is_due or not article.public or article.slug in followed:
            continue
        arrests = tuple(
            table("newsroom.desk", "follow_up")["arrests"].get(article.language[:2], ())
        )
        is_arrest = met(arrests, words(f"{article.title} {article.summary}"))
        is_answered = any(response.is_answer for response in article.response)
        if is_answered or not (is_arrest or article.response):
            continue
        names = {}
        for name, taxonomy in site.taxonomies.items():
            settings = taxonomy.settings
            if not (settings.of_source or settings.lookup == "code" or taxonomy.has_vocabulary):
                for slug in article.terms.get(name, ()):
                    term = taxonomy.terms[slug]
                    names[name, slug] = term.acronym or term.name
        text = f"{day(article.date)}: {article.title}"
        text += "; " + _("search for: %(words)s", words=" ".join(names.values()) or article.title)
        command = "digest inbox"
        for one in found:
            if _is_same_case(one, names, site):
                text += "; " + _("in the inbox: %(title)s", title=one.lead.title)
                command = f"digest inbox --draft {one.id}"
                break
        yield DeskLine(text, command, article.address)


def _is_same_case(candidate: Candidate, names: Collection[tuple[str, str]], site: Site) -> bool:
    """Whether a candidate shares a person, a rare term such as an operation, or two bodies.

    Of six candidates that shared one body with an arrest, none went on with it.
    """
    settings = {name: taxonomy.settings for name, taxonomy in site.taxonomies.items()}
    bodies = {each.offices_at for each in settings.values()}
    own = {(name, slug) for name, slugs in candidate.terms.items() for slug in slugs}
    shared = own.intersection(names)
    for name, slug in shared:
        is_rare = len(site.members[name].get(slug, ())) <= _MOST_COMMON
        is_event = is_rare and not settings[name].required and name not in bodies
        if settings[name].offices_at or is_event:
            return True
    return sum(name in bodies for name, _slug in shared) > 1
