"""Rank the candidates for articles: stories that neither the archive nor a decision has."""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.check.article_fields import Context
from generator.model.article import Article
from generator.model.site import Site
from generator.read.links.web_addresses import identity
from newsroom.desk.feed_entries import IncomingEntry
from newsroom.desk.feed_states import InboxState, Seen
from newsroom.desk.inbox_decisions import Decision, Verdict
from newsroom.desk.ranking import BELOW, Named, Reason, relevance, ties
from newsroom.desk.stories import join_stories
from newsroom.desk.watched import WatchedFeed
from newsroom.importer import reading
from newsroom.importer.inert import one_line
from newsroom.importer.languages import detect
from newsroom.importer.suggestions import Recogniser, slug_of
from newsroom.reading import files_of

WINDOW = dt.timedelta(days=30)
"""The age from which a report is no news, and leaves the list."""
MOST = 1_000
"""Candidates that a list can have."""
_DECIDED = ""
"""The feed of an entry that stands for a decision."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may become an article."""

    id: str
    entries: tuple[Seen, ...]
    """Its reports, the oldest first."""
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Taxonomy → slugs of the terms that title and summary name, or that its feeds stand for."""
    reasons: tuple[Reason, ...] = ()
    names_ours: bool = False
    """Whether its texts name anything of the registries, or a body's own feed reports it."""

    @property
    def lead(self) -> IncomingEntry:
        """The report to draft from: the first with an address."""
        return next((seen.entry for seen in self.entries if seen.entry.url), self.entries[0].entry)

    @property
    def day(self) -> dt.date:
        """The day on which the first report of the story was published."""
        return self.entries[0].day

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its entries, each once."""
        return tuple(dict.fromkeys(seen.entry.key for seen in self.entries))

    @property
    def why(self) -> str:
        """The reasons for its rank."""
        return "; ".join(reason.text for reason in self.reasons)

    @property
    def points(self) -> float:
        """Its rank: more points come first."""
        return sum(reason.points for reason in self.reasons)


def candidates(
    state: InboxState,
    site: Site,
    unpublished: Iterable[Article],
    decisions: Sequence[Decision],
    context: Context,
) -> list[Candidate]:
    """List every open candidate, the most relevant first.

    `unpublished` are drafts and articles held back, whose sources the digest has as well.
    """
    today = context.today
    written = [*site.published, *unpublished]
    in_archive = {identity(url) for article in written for url in _addresses(article)}
    decided = {key for decision in decisions for key in decision.keys}
    recent = [seen for seen in state.entries.values() if today - seen.day <= WINDOW]
    for decision in decisions:
        if today - decision.on <= WINDOW:  # later reports of its story are joined to this entry
            recent.append(Seen(IncomingEntry(decision.title), _DECIDED, decision.on))
    recogniser = Recogniser(context)
    found = []
    for story in join_stories(recent, files_of(site).watched):
        keys = {seen.entry.key for seen in story}
        is_decided = any(seen.feed == _DECIDED for seen in story) or keys & decided
        if not is_decided and not keys & in_archive:
            found.append(_candidate(story, recogniser, site))

    def rank(one: Candidate) -> tuple[bool, float, int, str]:
        return not one.names_ours, -one.points, -one.day.toordinal(), one.lead.title

    return sorted(found, key=rank)


def worth_listing(found: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates that name anything of the registries; if none does, all of them.

    Where nothing is named, the registries are too young to say what is relevant.
    """
    count = sum(one.names_ours for one in found)
    return found[: count or len(found)]


def decision_on(
    one: Candidate, verdict: Verdict, today: dt.date, by: str, why: str = ""
) -> Decision:
    """Make a decision on a candidate; `by` and `why` may be any texts."""
    return Decision(
        on=today,
        candidate=one.id,
        verdict=verdict,
        title=one.lead.title,
        keys=one.keys,
        by=one_line(by, 80),
        why=one_line(why, 300),
    )


def _addresses(article: Article) -> list[str]:
    copy = article.archive.url if article.archive else ""
    further = [source.url for source in article.further_sources]
    return [url for url in (article.source.url, copy, *further) if url]


def _candidate(story: list[Seen], recogniser: Recogniser, site: Site) -> Candidate:
    watched = files_of(site).watched.feeds
    feeds = [watched[seen.feed] for seen in story if seen.feed in watched]
    text = max((seen.entry.summary for seen in story), key=len)
    title = story[0].entry.title
    language = detect(f"{title}\n{text}")[0] or feeds[0].language
    named, shared = _named(reading.read(text, title, language), recogniser)
    relevant = tuple(relevance(named, shared, feeds, site))
    return Candidate(
        _identifier(story[0].entry.key),
        tuple(story),
        _terms(feeds, named),
        reasons=(*relevant, *ties(feeds)),
        names_ours=bool(relevant),
    )


def _identifier(key: str) -> str:
    """Make an identifier of twelve letters and digits from the key of an entry.

    A feed chooses its keys, and answers about an identifier are read again each week. Of a shorter
    one, a feed could find a second key, and have a decision on its own story hit another.
    """
    digest = hashlib.sha256(key.encode()).digest()
    return base64.b32encode(digest)[:12].decode().lower()


def by_identifier(found: Iterable[Candidate]) -> dict[str, Candidate]:
    """Map identifiers to candidates, with those that a candidate may have had before.

    The identifier is that of the first report, and an earlier one may be found later.
    """
    named = {one.id: one for one in found}
    for one in list(named.values()):
        for key in one.keys:
            named.setdefault(_identifier(key), one)
    return named


def _named(read: reading.Reading, recogniser: Recogniser) -> tuple[Named, dict[str, float]]:
    """The terms that a text names, and the names that several terms have; see `Named`."""
    heads = set()
    for sentence in read.sentences:
        if sentence.role == "title":
            heads.add(" ".join(sentence.text.split()))
    found = recogniser.suggest(read)
    named: dict[str, dict[str, float]] = {}
    for taxonomy, guesses in found.terms.items():
        registry = recogniser.context.taxonomies[taxonomy]
        for guess in guesses:
            slug = slug_of(guess.value, registry)
            if slug in registry.terms:
                share = 1 if guess.evidence in heads else BELOW
                named.setdefault(taxonomy, {})[slug] = share * guess.confidence
    shared = {one.name: 1 if one.evidence in heads else BELOW for one in found.ambiguous}
    return named, shared


def _terms(feeds: Iterable[WatchedFeed], named: Named) -> dict[str, tuple[str, ...]]:
    """The terms of a story, by taxonomy.

    Those that its feeds stand for come first, then those that its texts name.
    """
    found: dict[str, dict[str, None]] = {}
    for terms in (*(feed.terms for feed in feeds), named):
        for taxonomy, slugs in terms.items():
            found.setdefault(taxonomy, {}).update(dict.fromkeys(slugs))
    return {taxonomy: tuple(slugs) for taxonomy, slugs in found.items() if slugs}
