"""Decide what a report says about each field of an article, with evidence."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from generator.check.article_fields import Context
from generator.check.locale_codes import capitalised, good_language
from generator.model.term import Term, fold
from generator.read.web_addresses import canonical, host_of
from newsroom.importer import byline, outlet
from newsroom.importer import publication_date as published
from newsroom.importer.claims import (
    MOST,
    SHARES,
    Claim,
    Guess,
    Raw,
    settle,
    strongest,
    support,
    weighed,
)
from newsroom.importer.inert import one_line
from newsroom.importer.languages import detect
from newsroom.importer.outlet import outlets_of
from newsroom.importer.reading import read
from newsroom.importer.suggestions import Suggestions, recogniser
from newsroom.importer.written_days import Day, first_day

_PLAIN, _LIKELY = 0.8, 0.6
"""Confidence from which a language is certain, and from which a day supplies missing years."""
_DIFFERENT = 0.7
"""Most confidence in a title while another part of the page has another one."""


@dataclass(frozen=True, slots=True)
class Findings:
    """The values of a report with their evidence; a missing one is None or empty."""

    title: Guess | None
    date: Guess | None
    outlet: Guess | None
    address: Guess | None
    language: Guess | None
    authors: tuple[Guess, ...] = ()
    topics: Suggestions = field(default_factory=Suggestions)
    to_do: tuple[str, ...] = ()
    """Answers of a form that a person has to correct."""

    @property
    def day(self) -> Day | None:
        """The date, whether it is certain or not."""
        return first_day(self.date.value) if self.date else None


def judge(raw: Raw, context: Context) -> Findings:
    """Choose between the claims of a report, and analyse its text."""
    outlets = outlets_of(context)
    address = _address(raw)
    where = address.value if address else ""
    raw = replace(raw, claims=(*raw.claims, *published.claims_in_address(where)))
    source, term = outlet.guess(raw, where, outlets)
    language = _language(raw)
    tag = language.value if language else ""
    date = published.guess(raw, context.today, _dating(raw, tag, term))
    title = _title(raw)
    reading = read(raw.text, title.value if title else "", tag)
    known = {fold(source.value)} if source else set()
    if outlets.registry:
        known.update(outlets.registry.by_name)
    return Findings(
        title=title,
        date=date,
        outlet=source,
        address=address,
        language=language,
        authors=tuple(_authors(raw, known)),
        topics=recogniser(context).suggest(reading),
    )


def _title(raw: Raw) -> Guess | None:
    """The title; if parts of a page differ, the heading that its readers see, only offered."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in raw.of("title"):
        if len(one_line(claim.value)) > 2:
            groups[_in_words(claim.value)].append(claim)
    if not groups:
        return None
    ranked = sorted(groups.values(), key=support, reverse=True)
    shown = (group for group in ranked if any(claim.witness == "shown" for claim in group))
    group = next(shown, ranked[0])
    claim = strongest(group)
    title = Guess(one_line(claim.value), round(min(MOST, support(group)), 2), claim.evidence)
    rival = next((each[0] for each in ranked if not _agree(each[0].value, title.value)), None)
    if rival is None:
        return title
    evidence = f"{claim.where}, but {rival.evidence}"
    return replace(title, confidence=min(title.confidence, _DIFFERENT), evidence=evidence)


def _agree(claimed: str, title: str) -> bool:
    """Whether a claim is the title, or only its beginning: `A ransom note ...`."""
    own, whole = _in_words(claimed), _in_words(title)
    return own == whole or (claimed.endswith(("…", "...")) and whole.startswith(own))


def _in_words(title: str) -> str:
    """The words of a title: its heading often has other dashes and quotation marks than data."""
    return " ".join(re.findall(r"\w+", fold(title)))


def _authors(raw: Raw, outlets: Collection[str]) -> Iterator[Guess]:
    """Yield the authors that the best claim names.

    Claims of the same kind and place may name more. A person's confidence comes from the claims
    that name them, with claims of other names as rivals.
    """
    groups: dict[str, list[Claim]] = defaultdict(list)
    spellings: dict[str, str] = {}
    for claim in raw.of("author"):
        names = byline.names(claim.value, outlets)
        is_library = claim.kind == "data/library"  # it also takes pseudonyms and first names
        if not names and is_library and byline.may_be_name(claim.value, outlets):
            names = (one_line(claim.value),)
        for name in names:
            bare = name.rstrip(".")  # `Jane E.` is also written without the full stop
            groups[bare].append(claim)
            spellings[bare] = max(spellings.get(bare, ""), name, key=len)
    if not groups:
        return
    best = strongest(max(groups.values(), key=support))
    chosen: list[str] = []
    rivals: list[list[Claim]] = []
    for name, group in groups.items():
        if any(claim.kind == best.kind and claim.where == best.where for claim in group):
            chosen.append(name)
        else:
            rivals.append(group)
    for name in chosen:
        yield weighed(groups[name], rivals, spellings[name])


def _address(raw: Raw) -> Guess | None:
    claims = [replace(claim, value=canonical(claim.value)) for claim in raw.of("address")]
    fetched = [host_of(claim.value) for claim in claims if claim.kind == "fetched"]
    if fetched:  # a page that names another site as its own address is a copy, or lies
        claims = [claim for claim in claims if host_of(claim.value) == fetched[0]]
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.value].append(claim)
    return settle(groups.values())


def _language(raw: Raw) -> Guess | None:
    """Guess the language, from the text before the page's data: templates often keep a default."""
    code, confidence = detect(raw.text)
    tags = [_tag(claim.value).partition("-")[0] for claim in raw.of("language")]
    said = next(filter(None, tags), "")
    if code and (confidence >= _LIKELY or code in tags or not said):
        kind = "words" if code in tags or confidence >= _PLAIN else "words/few"
        return Guess(code, SHARES["language"][kind], one_line(raw.text, 100))
    if said:
        return Guess(said, SHARES["language"]["data"], f"the page says {said}")
    return None


def _tag(value: str) -> str:
    """Write a language tag as BCP 47 does, without script and variants; "" if it is not one."""
    first = one_line(value, 40).split(",")[0].strip()
    language, *others = capitalised(first).split("-")
    tag = "-".join((language, *others[:1]))
    if good_language(tag):
        return tag
    return language if good_language(language) else ""


def _dating(raw: Raw, tag: str, term: Term | None) -> str:
    """The language that decides what 03/04/2021 means; in English, by the outlet's country."""
    if not tag.startswith("en"):
        return tag
    countries = [_tag(claim.value).partition("-")[2] for claim in raw.of("language")]
    if term:
        countries.insert(0, term.country)
    country = next(filter(None, countries), "")
    return f"en-{country}" if country else tag
