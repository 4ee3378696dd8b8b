"""One report judged: every field of an article that the input answers, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.check.article import Context
from generator.check.fields import good_language
from generator.intake import byline, facts, outlet, published
from generator.intake.address import canonical, host_of
from generator.intake.dates import Day, find
from generator.intake.evidence import Guess, Suggestions, UnknownName
from generator.intake.facts import Quotation
from generator.intake.happenings import Happening, happenings, sentences
from generator.intake.language import detect
from generator.intake.outlet import Outlets
from generator.intake.raw import IntakeError, Raw, one_line
from generator.intake.suggest import suggest
from generator.model.term import Term

SURE = 0.6
"""A guess that is less sure is shown to a person, and never written as a value."""
FETCHED = "fetched from"
"""Where the address of a claim comes from when the page was fetched from it."""
_MOST_TERMS = 15
_MONTH_FIRST = frozenset(("US", "PH"))


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found; None and empty where the input does not say."""

    title: Guess | None
    headline: Guess | None
    """A made-up title, where the report has none of its own; never more than a suggestion."""
    date: Guess | None
    outlet: Guess | None
    address: Guess | None
    language: Guess | None
    authors: tuple[Guess, ...] = ()
    terms: Mapping[str, tuple[Guess, ...]] = field(default_factory=dict)
    """Front matter key → guesses, as front matter names the terms."""
    doubtful: Mapping[str, tuple[Guess, ...]] = field(default_factory=dict)
    unknown: tuple[UnknownName, ...] = ()
    events: tuple[Happening, ...] = ()
    figures: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = ()

    @property
    def day(self) -> Day | None:
        """The date as far as it is sure."""
        return _day_of(self.date)


def sure(guess: Guess | None) -> Guess | None:
    """The guess when it is sure enough to be written down."""
    return guess if guess is not None and guess.confidence >= SURE else None


def judge(raw: Raw, context: Context, outlets: Outlets) -> Findings:
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
    title = _title(raw)
    spoken = suggest(
        raw.text,
        context,
        title=title.value if title else "",
        language=tag.partition("-")[0],
        countries=[term.country] if term and term.country else [],
    )
    keys = {name: one.settings.front_matter for name, one in context.taxonomies.items()}
    events = happenings(
        raw.text, _day_of(sure(date)), tag, english=context.settings.language.startswith("en")
    )
    named = [
        guess.value
        for name, one in context.taxonomies.items()
        if one.settings.offices_at
        for guess in spoken.terms.get(name, ())
    ]
    closed = {source.value.casefold()} if source else set()
    found = Findings(
        title=title,
        headline=None,
        date=date,
        outlet=source,
        address=address,
        language=language,
        authors=byline.guesses(raw, outlets.folded | closed),
        terms={keys[name]: _explained(guesses, spoken, context) for name, guesses in spoken.terms.items()},
        doubtful={keys[name]: guesses[:_MOST_TERMS] for name, guesses in spoken.doubtful.items()},
        unknown=spoken.unknown,
        events=events,
        figures=facts.figures(raw.text, tag),
        quotations=facts.quotations(raw.text, named),
    )
    return found if title else replace(found, headline=_headline(found, context))


def _explained(guesses: tuple[Guess, ...], spoken: Suggestions, context: Context) -> tuple[Guess, ...]:
    """Guesses that follow from others (a country from a body of it) with the evidence of these."""
    every = [(context.taxonomies[name].terms, one) for name, found in spoken.terms.items() for one in found]
    because = {
        terms[one.value].country: one.evidence
        for terms, one in reversed(every)
        if one.value in terms and one.evidence
    }
    return tuple(
        one if one.evidence else replace(one, evidence=because.get(one.value, ""))
        for one in guesses[:_MOST_TERMS]
    )


def _day_of(guess: Guess | None) -> Day | None:
    mention = next(iter(find(guess.value)), None) if guess else None
    return mention.day if mention else None


def _address(raw: Raw) -> Guess | None:
    whole = ((one, canonical(one.value)) for one in raw.of("address"))
    claims = [replace(one, value=value) for one, value in whole if value]
    if not claims:
        return None
    fetched = next((one for one in claims if one.where == FETCHED), None)
    if fetched:  # a page that names another site as its own place is a copy, or lies
        claims = [one for one in claims if host_of(one.value) == host_of(fetched.value)]
    best = claims[0]
    agree = sum(one.value == best.value for one in claims)
    return Guess(best.value, round(1 - (1 - best.weight) * 0.5 ** (agree - 1), 2), one_line(best.evidence))


def _title(raw: Raw) -> Guess | None:
    claims = [one for one in raw.of("title") if len(one_line(one.value)) > 2]
    if not claims:
        return None
    best = claims[0]
    value = one_line(best.value, 300)
    agree = sum(one_line(one.value, 300) == value for one in claims)
    return Guess(value, round(1 - (1 - best.weight) * 0.5 ** (agree - 1), 2), one_line(best.evidence))


def _language(raw: Raw) -> Guess | None:
    """The text's own words before what its page says, since templates keep the language they came with."""
    code, confidence = detect(raw.text)
    said = [(one, tag) for one in raw.of("language") if (tag := _tag(one.value))]
    agreed = next((tag for _, tag in said if tag.partition("-")[0] == code), "")
    if code and (confidence >= SURE or agreed or not said):
        more = 0.99 if agreed else confidence
        return Guess(code, round(max(confidence, more), 2), one_line(next(sentences(raw.text), ""), 300))
    if said:
        return Guess(said[0][1].partition("-")[0], said[0][0].weight, one_line(said[0][0].evidence))
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
    if not country:
        return tag
    return "en-US" if country in _MONTH_FIRST else "en-GB"


def _headline(found: Findings, context: Context) -> Guess | None:
    """A headline made of what was found, for a person to put better."""
    named = []
    for name, taxonomy in context.taxonomies.items():
        guesses = found.terms.get(taxonomy.settings.front_matter, ())
        if guesses and name in (context.settings.rows, context.settings.columns):
            term = taxonomy.terms.get(guesses[0].value)
            named.append(term.name if term else guesses[0].value)
    about = [one.label for one in found.events[:1]]
    parts = [*named[:1], *(about or named[1:2])]
    if not parts:
        return None
    evidence = next((one[0].evidence for one in found.terms.values() if one), "")
    return Guess(one_line(": ".join(parts), 150), 0.2, evidence)
