"""Everything that an import finds: the article's fields, each with its evidence."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from generator.check.article_fields import Context
from generator.check.locale_codes import capitalised, good_language
from generator.importer import byline, facts, outlet
from generator.importer import publication_date as published
from generator.importer.claims import (
    Claim,
    Guess,
    IntakeError,
    Raw,
    Suggestions,
    settle,
    share,
    support,
)
from generator.importer.facts import Happening, QuotedWords
from generator.importer.inert import one_line
from generator.importer.languages import detect
from generator.importer.outlet import Outlets
from generator.importer.recogniser import suggest
from generator.importer.sentences import sentences
from generator.model.term import Term, fold
from generator.read.web_addresses import canonical, host_of
from generator.read.written_days import Day, first_day

FETCHED = "fetched"
"""The kind of claim derived from the address that a page was fetched from."""
_PLAIN = 0.8
"""Minimum confidence of a clear language; `detect` is right for all labelled texts above it."""
_LIKELY = 0.6
"""Minimum confidence at which the report's date supplies missing years."""


@dataclass(frozen=True, slots=True)
class JudgedReport:
    """Findings about a report; None or empty if missing.

    `topics` has the subjects of the text, by taxonomy.
    """

    title: Guess | None
    date: Guess | None
    outlet: Guess | None
    address: Guess | None
    language: Guess | None
    authors: tuple[Guess, ...] = ()
    topics: Suggestions = field(default_factory=Suggestions)
    events: tuple[Happening, ...] = ()
    figures: tuple[str, ...] = ()
    quotations: tuple[QuotedWords, ...] = ()

    @property
    def day(self) -> Day | None:
        """The date, certain or not."""
        return first_day(self.date.value) if self.date else None


def judge(raw: Raw, context: Context, outlets: Outlets) -> JudgedReport:
    """Choose between the claims of a report, and analyse its text.

    Raises:
        IntakeError: the report has neither text nor claims.
    """
    if not raw.text.strip() and not raw.claims:
        raise IntakeError("there is no text in it")
    address = _address(raw)
    if address is not None:
        raw = replace(raw, claims=(*raw.claims, *published.claims_in_address(address.value)))
    source, term = outlet.guess(raw, address.value if address else "", outlets)
    language = _language(raw)
    tag = language.value if language else ""
    date = published.guess(raw, context.today, _dating(raw, tag, term))
    title = _settled(raw.of("title"), lambda claim: fold(one_line(claim.value)))
    day = first_day(date.value) if date and date.confidence >= _LIKELY else None
    topics = suggest(
        raw.text,
        context,
        title=title.value if title else "",
        language=tag.partition("-")[0],
        countries=[term.country] if term and term.country else [],
        date=day.date if day else None,
    )
    registers = [name for name, each in context.taxonomies.items() if each.settings.offices_at]
    known = outlets.registry.by_name if outlets.registry else ()
    people = [guess.value for name in registers for guess in topics.terms.get(name, ())]
    return JudgedReport(
        title=title,
        date=date,
        outlet=source,
        address=address,
        language=language,
        authors=tuple(_authors(raw, {*known, *((fold(source.value),) if source else ())})),
        topics=topics,
        events=facts.happenings(raw.text, day, tag),
        figures=facts.figures(raw.text, tag),
        quotations=facts.quotations(raw.text, people),
    )


def _settled(claims: Iterable[Claim], key: Callable[[Claim], str]) -> Guess | None:
    """The best supported value of a field; claims whose values have equal keys agree."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if len(one_line(claim.value)) > 2:
            groups[key(claim)].append(claim)
    settled = settle(groups.values())
    return settled and Guess(one_line(settled[0].value), settled[1], one_line(settled[0].evidence))


def _authors(raw: Raw, outlets: Collection[str]) -> Iterator[Guess]:
    """The authors in the best claim and in claims of the same kind and place.

    The best claim is the strongest of those that give the best supported name. A person's
    confidence comes from the claims that name them, with claims of other names as rivals.
    """
    groups: dict[str, list[Claim]] = defaultdict(list)
    spelled: dict[str, str] = {}
    named = [(claim, byline.names(claim.value, outlets)) for claim in raw.of("author")]
    for claim, name in ((claim, name) for claim, names in named for name in names):
        groups[fold(name)].append(claim)
        spelled.setdefault(fold(name), name)
    if not groups:
        return
    best = max(max(groups.values(), key=support), key=share)
    beside = [
        names for claim, names in named if (claim.kind, claim.where) == (best.kind, best.where)
    ]
    chosen = dict.fromkeys(fold(name) for names in beside for name in names)
    others = [group for name, group in groups.items() if name not in chosen]
    for name in chosen:
        own, contested = settle([groups[name]]), settle([groups[name], *others])
        if own and contested:
            yield Guess(spelled[name], min(own[1], contested[1]), one_line(own[0].evidence))


def _address(raw: Raw) -> Guess | None:
    claims = [
        replace(claim, value=value)
        for claim in raw.of("address")
        if (value := canonical(claim.value))
    ]
    fetched = next((claim for claim in claims if claim.kind == FETCHED), None)
    if fetched:  # a page that names another site as its own address is a copy, or lies
        claims = [claim for claim in claims if host_of(claim.value) == host_of(fetched.value)]
    return _settled(claims, lambda claim: claim.value)


def _language(raw: Raw) -> Guess | None:
    """Prefer the language of the text itself to that of the page, since templates often keep a default."""
    code, confidence = detect(raw.text)
    claims = [
        replace(claim, value=tag) for claim in raw.of("language") if (tag := _tag(claim.value))
    ]
    agreed = any(claim.value.partition("-")[0] == code for claim in claims)
    if code and (confidence >= _LIKELY or agreed or not claims):
        first = next((sentence.text for sentence in sentences(raw.text)), "")
        kind = "words" if agreed or confidence >= _PLAIN else "words/few"
        return Guess(code, share(Claim("language", code, kind, "")), one_line(first))
    for claim in claims[:1]:
        return Guess(claim.value.partition("-")[0], share(claim), one_line(claim.evidence))
    return None


def _tag(value: str) -> str:
    """A language tag in BCP 47 form; empty if it is not one."""
    tag = "-".join(capitalised(one_line(value, 40).split(",")[0].strip()).split("-")[:2])
    return next(filter(good_language, (tag, tag.partition("-")[0])), "")


def _dating(raw: Raw, tag: str, term: Term | None) -> str:
    """The language for reading 03/04/2021; in English, the outlet's country decides."""
    if tag.partition("-")[0] != "en":
        return tag
    countries = [term.country if term else ""]
    countries += [_tag(claim.value).partition("-")[2] for claim in raw.of("language")]
    country = next(filter(None, countries), "")
    return f"en-{country}" if country else tag
