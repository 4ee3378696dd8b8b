"""Decide what a report says about each field of an article, with evidence."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from generator.check.article_fields import Context
from generator.check.locale_codes import capitalised, good_language
from generator.model.term import Term, fold
from generator.read.links.web_addresses import canonical, host_of
from newsroom.importer import byline, outlet
from newsroom.importer import publication_date as published
from newsroom.importer.claims import LIBRARY, SURE, Claim, Guess, Raw, judged, settle, weight
from newsroom.importer.inert import one_line
from newsroom.importer.languages import detect
from newsroom.importer.outlet import outlets_of
from newsroom.importer.reading import read
from newsroom.importer.suggestions import Suggestions, recogniser
from newsroom.importer.text_lines import is_about_nothing
from newsroom.importer.written_days import Day, first_day

_PLAIN, _LIKELY = 0.8, 0.6
"""Confidence from which a language is certain, and from which a day supplies missing years."""


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
    title = _title(raw, tag)
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
        authors=tuple(_authors(raw, known, tag)),
        topics=recogniser(context).suggest(reading),
    )


def _title(raw: Raw, language: str) -> Guess | None:
    """The title that most parts of a page have, or else the library's; others are rivals."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in raw.of("title"):
        is_title = len(one_line(claim.value)) > 2 and not is_about_nothing(claim.value, language)
        if is_title or claim.place == "given":
            groups[_in_words(claim.value)].append(claim)
    found = settle(groups.values())
    return replace(found, value=one_line(found.value)) if found else None


def _in_words(title: str) -> str:
    """The words of a title: its heading often has other dashes and quotation marks than data."""
    return " ".join(re.findall(r"\w+", fold(title)))


def _authors(raw: Raw, outlets: Collection[str], language: str) -> Iterator[Guess]:
    """Yield the authors that the best claim names.

    Claims of the same place may name more. A person's confidence comes from the claims that name
    them, with claims of other names as rivals; those whom only a seen byline names are offered.
    """
    groups: dict[str, list[Claim]] = defaultdict(list)
    spellings: dict[str, str] = {}
    claims = [claim for claim in raw.of("author") if not is_about_nothing(claim.value, language)]
    named = [(claim, byline.names(claim.value, outlets)) for claim in claims]
    if not any(names for _, names in named):  # the library also takes pseudonyms and first names
        named = [
            (claim, (one_line(claim.value),))
            for claim in claims
            if claim.where == LIBRARY and byline.may_be_name(claim.value, outlets)
        ]
    for claim, names in named:
        for name in names:
            letters = "".join(filter(str.isalpha, fold(name)))  # `Jane E`, `Jane E.`
            groups[letters].append(claim)
            spellings[letters] = max(spellings.get(letters, ""), name, key=len)
    for whole in list(groups):  # `Jane Example writes about libraries`, and a byline
        seen = (key for key in groups if key != whole and whole.startswith(key))
        name = next((key for key in seen if groups[key][0].place == "shown" and len(key) > 5), "")
        if name:
            groups[name] = [*groups.pop(whole), *groups[name]]
    if not groups:
        return
    best = max(groups.values(), key=weight)[0]
    chosen = [name for name, group in groups.items() if any(_is_beside(best, c) for c in group)]
    rivals = [group for name, group in groups.items() if name not in chosen]
    for name in chosen:
        yield judged(groups[name], rivals, spellings[name])
    if best.place == "data" and not any(c.place == "shown" for n in chosen for c in groups[n]):
        for name in [
            each for each in groups if each not in chosen
        ]:  # readers see another name than the data give
            if groups[name][0].place == "shown":
                yield judged(groups[name], [groups[chosen[0]]], spellings[name])


def _is_beside(claim: Claim, other: Claim) -> bool:
    """Whether two claims stand in the same place."""
    return (claim.place, claim.where) == (other.place, other.where)


def _address(raw: Raw) -> Guess | None:
    claims = [replace(claim, value=canonical(claim.value)) for claim in raw.of("address")]
    fetched = [host_of(claim.value) for claim in claims if claim.where == "fetched from"]
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
        is_plain = code in tags or confidence >= _PLAIN
        return Guess(code, SURE if is_plain else 0.85, one_line(raw.text, 100))
    if said:
        return Guess(said, 0.7, f"the page says {said}")
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
