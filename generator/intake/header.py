"""The lines that stand about a text: a headline, a byline, a day, an outlet, in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.intake import byline
from generator.intake.dates import find
from generator.intake.months import MONTHS
from generator.intake.outlet import Outlets, is_host, looks_like_outlet
from generator.intake.published import DECOYED, LABEL, claims_in_line, is_of_something_else
from generator.intake.raw import Claim, Field
from generator.intake.shapes import (
    Line,
    could_be_outlet,
    could_be_title,
    is_body,
    is_date_line,
    is_name_line,
    is_noise,
    is_section,
    opens_margin,
    without_time,
)

_LABELS: tuple[tuple[Field, str], ...] = (
    ("title", r"title|headline|subject|заголовок|başlıq|başlık|titel|überschrift|titre"),
    (
        "outlet",
        r"source|outlet|publication|publisher|newspaper|website|источник|m[əe]nb[əe]|kaynak|quelle|fuente|fonte",
    ),
    ("address", r"url|link|address|permalink|original|ссылка|keçid|bağlantı|adresse|lien|available at|web"),
    ("language", r"language|lang|язык|dil|sprache|langue"),
)
_LABELLED = [
    (field, re.compile(rf"\W{{0,3}}(?:{words})\s{{0,3}}[:=]\s{{0,3}}(?=\S)", re.IGNORECASE))
    for field, words in _LABELS
]
_ADDRESS = re.compile(r"https?://[^\s<>\"'«»“”)\]]{4,1000}")
_BARE = 0.8
"""Weight below which a name stands alone, without a word that says who it is."""
_EDGES = " ,.;:()[]*_"


class Header:
    """Reads lines that stand about a text; remembers in `used` those that are no part of it."""

    def __init__(self, outlets: Outlets) -> None:
        self.outlets = outlets
        self.used: set[int] = set()

    def claims(self, header: Sequence[Line]) -> Iterator[Claim]:
        """What the lines before the prose say."""
        by_lines = [
            line for line in header if byline.INTRO.match(line.text) and not byline.OTHERS.match(line.text)
        ]
        titles = []
        claims: list[tuple[int, Claim]] = []
        for line in header:
            found = list(self.line(line, alone=all(one is line for one in by_lines)))
            if found or is_noise(line.text):
                self.used.add(line.number)
            elif could_be_title(line.text):
                titles.append(line)
            elif could_be_outlet(line.text) and len(line.text.split()) > 1 and not is_section(line.text):
                found = [Claim("outlet", line.text, 0.63, f"line {line.number}")]
                self.used.add(line.number)
            claims.extend((line.number, one) for one in found)
        title = list(self._title(titles))
        yield from title
        above = next(
            (
                line.number
                for line in titles
                if any(one.where == f"line {line.number}" for one in title if one.field == "title")
            ),
            0,
        )
        yield from _reconsidered(claims, above)

    def claims_after(self, lines: Sequence[Line]) -> Iterator[Claim]:
        """What short lines between the first paragraphs say: a byline may stand below a standfirst."""
        for line in lines:
            if opens_margin(line.text):
                return
            found = [
                claim for claim in self.line(line) if claim.field in ("date", "author") and claim.weight > 0.6
            ]
            if found and len(line.text) < 90:
                self.used.add(line.number)
                yield from (
                    Claim(one.field, one.value, round(one.weight * 0.9, 3), one.where) for one in found
                )

    def line(self, line: Line, *, alone: bool = True) -> Iterator[Claim]:
        """What one line claims; nothing when it is a title, prose or noise."""
        text, where = line.text, f"line {line.number}"
        if is_noise(text):
            return
        for field, pattern in _LABELLED:
            if (match := pattern.match(text)) and (value := text[match.end() :].strip()):
                yield from self._labelled(field, value, where)
                return
        if address := _ADDRESS.match(text):
            yield Claim("address", address.group().rstrip(".,;"), 0.85, where)
            return
        dates = list(claims_in_line(text, where))
        if dates and is_date_line(text):
            yield from dates
            if any(one.weight > DECOYED for one in dates):
                yield from self._beside_date(text, where, alone)
        elif byline.OTHERS.match(text):
            yield Claim("author", text, 0.0, where)
        elif byline.INTRO.match(text) and len(text) < 200:
            yield from self._by(text, where)
        elif term := self.outlets.named(text):
            yield Claim("outlet", term.name, 0.9, where)
        elif is_host(text):
            yield Claim("outlet", text, 0.72, where)
        elif not dates and is_name_line(text):
            yield Claim("author", text, 0.66, where)

    def _labelled(self, field: Field, value: str, where: str) -> Iterator[Claim]:
        address = _ADDRESS.search(value)
        if address:
            yield Claim("address", address.group().rstrip(".,;"), 0.93, where)
            value = value.replace(address.group(), "").strip(" ,;:()[]")
        if value and (field == "outlet" or (field != "address" and not address)):
            name = value
            for claim in claims_in_line(value, where) if field == "outlet" else ():
                yield claim
                name = name.replace(claim.value, "").strip(" ,;:()[]")
            yield Claim(field, name, 0.94, where)

    def _beside_date(self, text: str, where: str, alone: bool) -> Iterator[Claim]:
        """An outlet or a writer named in the line of the date."""
        rest = text
        for mention in reversed(find(text)):
            rest = f"{rest[: mention.start]}|{rest[mention.end :]}"
        for piece in _beside(without_time(rest, "|")):
            part = LABEL.sub("", piece.strip(_EDGES)).strip(_EDGES)
            bare = byline.INTRO.sub("", part, count=1).strip(" :,") if byline.INTRO.match(part) else part
            if not bare or bare.casefold() in MONTHS or is_of_something_else(part):
                continue
            if term := self.outlets.named(bare):
                yield Claim("outlet", term.name, 0.95, where)
            elif byline.names(part) and (bare != part or is_name_line(bare)) and (alone or bare == part):
                yield Claim("author", part, 0.85 if bare != part else 0.74, where)
            elif bare != part and len(bare.split()) <= 5:
                yield Claim("outlet", bare, 0.75, where)
            elif looks_like_outlet(bare) and len(bare.split()) <= 5:
                yield Claim("outlet", bare, 0.72, where)

    def _by(self, text: str, where: str) -> Iterator[Claim]:
        bare = byline.INTRO.sub("", text, count=1).strip(" :,.")
        if byline.names(text):
            yield Claim("author", text, 0.92, where)
            for part in re.split(r"\s*[,|•·]\s*|\s[-–—]\s", bare)[1:]:
                if term := self.outlets.named(part):
                    yield Claim("outlet", term.name, 0.8, where)
                elif looks_like_outlet(part) and len(part.split()) <= 4 and not byline.names(part):
                    yield Claim("outlet", part, 0.65, where)
        elif term := self.outlets.named(bare):
            yield Claim("outlet", term.name, 0.92, where)
        elif looks_like_outlet(bare) and len(bare.split()) <= 5:
            yield Claim("outlet", bare, 0.65, where)
        elif len(bare.split()) <= 4:
            yield Claim("author", text, 0.0, where)

    def _title(self, candidates: Sequence[Line]) -> Iterator[Claim]:
        named = [line for line in candidates if could_be_outlet(line.text)]
        if named and len(named) < len(candidates):
            self.used.add(named[0].number)
            yield Claim("outlet", named[0].text, 0.64, f"line {named[0].number}")
            candidates = [line for line in candidates if line is not named[0]]
        candidates = [line for line in candidates if not is_body(line.text)] or candidates
        good = [line for line in candidates if len(line.text.split()) >= 4] or list(candidates)
        for line in good[:1]:
            self.used.add(line.number)
            yield Claim(
                "title", re.sub(r"\A#{1,6}\s+|\*{2,3}", "", line.text).strip(), 0.82, f"line {line.number}"
            )


def _reconsidered(claims: Sequence[tuple[int, Claim]], title: int) -> Iterator[Claim]:
    """The claims, with bare names above the title taken for the outlet's when a writer is named below."""
    below = any(one.field == "author" and one.weight > DECOYED and number > title for number, one in claims)
    for number, one in claims:
        bare = one.field == "author" and DECOYED < one.weight < _BARE and number < title
        if not bare:
            yield one
        elif below:
            yield Claim("outlet", one.value, 0.64, one.where)
        else:
            yield Claim("author", one.value, round(one.weight * 0.85, 3), one.where)


def _beside(text: str) -> Iterator[str]:
    """The pieces of a line that is not prose: between bars and dots, and what commas part there."""
    for part in re.split(r"[|•·/]|\s[-–—]\s", text):
        pieces = [piece for piece in map(str.strip, part.split(",")) if piece]
        if len(pieces) > 1 and byline.names(part) and (byline.INTRO.match(part) or byline.names(pieces[0])):
            yield part
            yield from (piece for piece in pieces[1:] if looks_like_outlet(piece) and not byline.names(piece))
        else:
            yield from pieces
