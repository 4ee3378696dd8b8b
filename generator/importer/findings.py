"""One report judged: every field of an article that the input answers, each with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.check.article_fields import Context
from generator.check.fields import good_language
from generator.importer import byline, facts, outlet
from generator.importer import publication_date as published
from generator.importer.calibration import SHARES, SURE, settle, share, support
from generator.importer.evidence import Guess, Suggestions
from generator.importer.facts import QuotedWords
from generator.importer.happenings import Happening, happenings
from generator.importer.languages import detect
from generator.importer.outlet import Outlets
from generator.importer.raw import Claim, IntakeError, Raw, one_line
from generator.importer.recogniser import suggest
from generator.importer.sentences import sentences
from generator.importer.written_days import Day, first_day
from generator.model.term import Term, fold
from generator.read.web_addresses import canonical, host_of

FETCHED = "fetched"
"""The kind of claim that a page makes by having been fetched from an address."""
_MOST_TERMS = 15
_PLAIN = 0.8
"""What `detect` says of texts whose language is plain: all of the labelled ones are right."""
_LIKELY = 0.6
"""Confidence from which a date gives days without a year theirs."""


@dataclass(frozen=True, slots=True)
class JudgedReport:
    """What was found; None and empty where the input does not say."""

    title: Guess | None
    date: Guess | None
    outlet: Guess | None
    address: Guess | None
    language: Guess | None
    authors: tuple[Guess, ...] = ()
    spoken: Suggestions = field(default_factory=Suggestions)
    """What the text speaks of, by taxonomy."""
    events: tuple[Happening, ...] = ()
    figures: tuple[str, ...] = ()
    quotations: tuple[QuotedWords, ...] = ()

    @property
    def day(self) -> Day | None:
        """The date, whether sure or not."""
        return first_day(self.date.value) if self.date else None


def sure(guess: Guess | None) -> Guess | None:
    """The guess when it is sure enough to be stated as a fact."""
    return guess if guess is not None and guess.confidence >= SURE else None


def judge(raw: Raw, context: Context, outlets: Outlets) -> JudgedReport:
    """Decide between the claims of a report, and read its text.

    Raises:
        IntakeError: when there is neither a text nor a claim.
    """
    if not raw.text.strip() and not raw.claims:
        raise IntakeError("there is no text in it")
    address = _address(raw)
    if address is not None:
        raw = raw.with_claims(*published.claims_in_address(address.value))
    source, term = outlet.guess(raw, address.value if address else "", outlets)
    language = _language(raw)
    tag = language.value if language else ""
    date = published.guess(raw, context.today, _dating(raw, tag, term))
    title = _settled(raw.of("title"), lambda claim: fold(one_line(claim.value, 300)))
    day = first_day(date.value) if date and date.confidence >= _LIKELY else None
    spoken = suggest(
        raw.text,
        context,
        title=title.value if title else "",
        language=tag.partition("-")[0],
        countries=[term.country] if term and term.country else [],
        date=day.date if day else None,
    )
    spoken = replace(spoken, terms=_explained(spoken, context))
    return JudgedReport(
        title=title,
        date=date,
        outlet=source,
        address=address,
        language=language,
        authors=_authors(raw, outlets.folded | ({fold(source.value)} if source else set())),
        spoken=spoken,
        events=happenings(raw.text, day, tag),
        figures=facts.figures(raw.text, tag),
        quotations=facts.quotations(raw.text, _officers(spoken, context)),
    )


def _officers(spoken: Suggestions, context: Context) -> list[str]:
    """The names of the people that a text speaks of."""
    registers = [name for name, one in context.taxonomies.items() if one.settings.offices_at]
    return [guess.value for name in registers for guess in spoken.terms.get(name, ())]


def _explained(spoken: Suggestions, context: Context) -> dict[str, tuple[Guess, ...]]:
    """Guesses; those that follow from others (a country from a body of it) get the others' evidence."""
    every = [(context.taxonomies[name].terms, one) for name, found in spoken.terms.items() for one in found]
    because = {
        terms[one.value].country: one.evidence
        for terms, one in reversed(every)
        if one.value in terms and one.evidence
    }
    return {
        name: tuple(
            one if one.evidence else replace(one, evidence=because.get(one.value, ""))
            for one in guesses[:_MOST_TERMS]
        )
        for name, guesses in spoken.terms.items()
    }


def _settled(claims: Iterable[Claim], same: object) -> Guess | None:
    """The best supported value of a field."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for one in claims:
        if len(one_line(one.value)) > 2:
            groups[same(one)].append(one)  # type: ignore[operator]
    settled = settle(groups.values())
    return (
        Guess(one_line(settled[0].value, 300), settled[1], one_line(settled[0].evidence)) if settled else None
    )


def _authors(raw: Raw, outlets: Collection[str]) -> tuple[Guess, ...]:
    """The persons that the best supported claim names, each as sure as the claims that name them."""
    named = [(claim, found) for claim in raw.of("author") if (found := byline.names(claim.value, outlets))]
    groups: dict[str, list[Claim]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for claim, found in named:
        for name in found:
            groups[fold(name)].append(claim)
            spelled.setdefault(fold(name), name)
    if not named:
        return ()
    chosen = dict.fromkeys(_chosen(named, groups))
    others = [group for name, group in groups.items() if name not in chosen]
    guesses = []
    for name in chosen:
        own, disputed = settle([groups[name]]), settle([groups[name], *others])
        if own and disputed:
            guesses.append(Guess(spelled[name], min(own[1], disputed[1]), one_line(own[0].evidence)))
    return tuple(guesses)


def _chosen(named: list[tuple[Claim, tuple[str, ...]]], groups: Mapping[str, list[Claim]]) -> Iterator[str]:
    """The folded names that the best claim and those of its kind and place give.

    The best claim is the strongest of those that give the best supported name.
    """
    name = max(groups, key=lambda one: support(groups[one]))
    best = max(groups[name], key=share)
    for claim, found in named:
        if (claim.kind, claim.where) == (best.kind, best.where):
            yield from map(fold, found)


def _address(raw: Raw) -> Guess | None:
    claims = [replace(one, value=value) for one in raw.of("address") if (value := canonical(one.value))]
    fetched = next((one for one in claims if one.kind == FETCHED), None)
    if fetched:  # a page that names another site as its own address is a copy, or lies
        claims = [one for one in claims if host_of(one.value) == host_of(fetched.value)]
    return _settled(claims, lambda claim: claim.value)


def _language(raw: Raw) -> Guess | None:
    """The text's own words before what its page says, since templates keep the language they came with."""
    code, confidence = detect(raw.text)
    said = [(one, tag) for one in raw.of("language") if (tag := _tag(one.value))]
    agreed = any(tag.partition("-")[0] == code for _, tag in said)
    if code and (confidence >= _LIKELY or agreed or not said):
        first = next((one.text for one in sentences(raw.text)), "")
        plain = agreed or confidence >= _PLAIN
        share_right = SHARES["language"]["words" if plain else "words/few"]
        return Guess(code, share_right, one_line(first))
    if said:
        return Guess(said[0][1].partition("-")[0], share(said[0][0]), one_line(said[0][0].evidence))
    return None


def _tag(value: str) -> str:
    """A language tag as BCP 47 writes it; nothing when it is none."""
    parts = one_line(value, 40).replace("_", "-").split(",")[0].strip().split("-")
    tag = "-".join(
        [parts[0].lower(), *(part.upper() if len(part) == 2 else part.title() for part in parts[1:2])]
    )
    return next((one for one in (tag, parts[0].lower()) if good_language(one)), "")


def _dating(raw: Raw, tag: str, term: Term | None) -> str:
    """The language as it decides what 03/04/2021 means; of English, the outlet's country does."""
    if tag.partition("-")[0] != "en":
        return tag
    country = term.country if term else ""
    for claim in raw.of("language"):
        country = country or _tag(claim.value).partition("-")[2]
    return f"en-{country}" if country else tag
