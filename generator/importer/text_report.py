"""Plain text as people and scrapers leave it: odd lines about the report, the prose, odd lines after it.

The odd lines come in any order, on one line or many. A day that begins a line is taken off first,
and what is left is read as a line of its own. A headline is a line before the prose that has no full
stop; where there is none, none is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.importer import byline, dateline
from generator.importer.languages import detect
from generator.importer.line_shapes import (
    MARGIN,
    NOISE,
    TextLine,
    could_be_outlet,
    could_be_title,
    is_body,
    is_date_line,
    is_name_line,
    is_prose,
    is_section,
    lines_of,
    looks_like_outlet,
    without_time,
)
from generator.importer.outlet import Outlets, is_host
from generator.importer.publication_date import (
    claims_in_line,
    is_of_something_else,
    leading_day,
    without_label,
)
from generator.importer.raw import MOST_TEXT, Claim, Field, Raw
from generator.importer.written_days import find

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
_CREDIT = re.compile(r"\s{0,3}[(\[]?\s{0,3}(?:reporting|written|report) by\b", re.IGNORECASE)
_TAIL = re.compile(r"(?P<title>.{12,}\S)\s[-–—|]\s(?P<name>[^-–—|]{3,60})\Z")
"""A headline and whoever follows it behind a dash."""
_MARKUP = re.compile(r"\A#{1,6}\s+|\*{1,3}|\A_+|_+\Z")
_EDGES = " ,.;:()[]*_"
_MOST_ABOVE, _MOST_BETWEEN, _MOST_BELOW = 14, 6, 8
_SHORT = 6
"""Words of a line after the prose that has little more than a date."""


def read(text: str, outlets: Outlets, language: str = "", *, of_page: bool = False) -> Raw:
    """Read a plain text.

    Args:
        text: The whole text.
        outlets: The registry of outlets.
        language: Its language where that is known; else it is found out.
        of_page: Whether these are lines of a page; after its prose other people's reports begin.

    Returns:
        The text without its odd lines, and their claims.
    """
    lines = list(lines_of(text[:MOST_TEXT]))
    reader = LineReader(outlets, language or detect(text)[0])
    first = next((index for index, line in enumerate(lines) if reader.begins_prose(line)), len(lines))
    reader.above(lines[:first][:_MOST_ABOVE])
    opening = lines[first : first + 1]
    for line in opening:
        lines[first] = reader.opening(line, is_first=first == 0)
    last = max((index for index, line in enumerate(lines) if is_prose(line.text)), default=first)
    reader.between(lines[first + 1 : min(first + _MOST_BETWEEN, last + 1)])
    below = lines[max(last + 1, len(lines) - _MOST_BELOW) :]
    near = [line for line in below if line is below[0] and is_byline(line.text)]
    reader.below([line for line in below if not of_page or line in near or is_signed(line.text)])
    kept = (line.text for line in lines if line.number not in reader.used)
    return Raw("\n\n".join(filter(None, kept)), tuple(reader.claims))


class LineReader:
    """Reads lines about a text; `used` has the numbers of those that are no part of it."""

    def __init__(self, outlets: Outlets, language: str) -> None:
        self.outlets = outlets
        self.language = language
        self.used: set[int] = set()
        self.claims: list[Claim] = []

    def begins_prose(self, line: TextLine) -> bool:
        """Whether a line is prose, a day before it aside."""
        leading = leading_day(line.text, self.language)
        rest = leading[1] if leading else line.text
        opener = re.match(r"[A-Z]{3,}[^a-z]{0,30}[(,/]", rest)
        return is_prose(rest) or (opener is not None and dateline.ends_at(rest, self.language) > 0)

    def opening(self, line: TextLine, *, is_first: bool) -> TextLine:
        """Read what comes before the first sentence; the line is returned without a leading day."""
        rest, where = line.text, f"line {line.number}"
        if leading := leading_day(rest, self.language):
            day, rest = leading
            self.claims.append(Claim("date", day, "text/leading" if is_first else "text/line", where))
        self.claims.extend(dateline.claims(rest, self.outlets, self.language))
        return TextLine(line.number, rest)

    def above(self, lines: Sequence[TextLine]) -> None:
        """Read the lines before the prose."""
        by_lines = [
            one for one in lines if byline.INTRO.match(one.text) and not byline.OTHERS.match(one.text)
        ]
        titles: list[TextLine] = []
        numbered: list[tuple[int, Claim]] = []
        for line in lines:
            rest, first_of_all = line.text, line is lines[0] and line.number == 1
            leading = leading_day(rest, self.language)
            if leading and not (is_date_line(rest, self.language) and not is_headline(leading[1])):
                rest = leading[1]
                kind = "text/leading" if first_of_all else "text/line"
                numbered.append((line.number, Claim("date", leading[0], kind, f"line {line.number}")))
                self.used.add(line.number)
            found = list(self._line(TextLine(line.number, rest), alone=all(one is line for one in by_lines)))
            opener = leading[1] if leading else rest
            if dateline.ends_at(opener, self.language):
                found = [*found, *dateline.claims(opener, self.outlets, self.language)]
            if leading and first_of_all:
                found = [_leading(one, leading[0]) for one in found]
            if found or NOISE.match(rest):
                self.used.add(line.number)
            elif could_be_title(rest):
                titles.append(TextLine(line.number, rest))
            elif could_be_outlet(rest) and len(rest.split()) > 1 and not is_section(rest):
                found = [Claim("outlet", rest, "text/line", f"line {line.number}")]
                self.used.add(line.number)
            numbered.extend((line.number, one) for one in found)
        title, claims = self._title(titles)
        self.claims.extend(claims)
        self.claims.extend(_reconsidered(numbered, title))

    def between(self, lines: Sequence[TextLine]) -> None:
        """Read short lines between the first paragraphs: a byline may follow a standfirst."""
        for line in lines:
            if MARGIN.match(line.text):
                return
            found = [
                one for one in self._line(line) if one.field in ("date", "author") and len(line.text) < 90
            ]
            if any(one.kind != "text/other" for one in found):
                self.used.add(line.number)
                self.claims.extend(found)

    def below(self, lines: Sequence[TextLine]) -> None:
        """Read short lines after the prose; of their dates only those said to be the report's are strong."""
        for line in lines:
            if MARGIN.match(line.text):
                return
            text = line.text.strip("()[]— –*_")
            if _CREDIT.match(text):
                self.used.add(line.number)
                names = re.split(r";|\.\s", text)[0]
                self.claims.append(Claim("author", names, "text/credit", f"line {line.number}"))
                continue
            if line.number in self.used or is_prose(line.text) or len(text) > 140:
                continue
            if not self._below(TextLine(line.number, text)) and could_be_title(text):
                return

    def _below(self, line: TextLine) -> bool:
        """Read one line after the prose; whether it says anything."""
        if re.match(r"\W*(?:©|copyright)", line.text, re.IGNORECASE):
            return True
        found = list(self._line(line))
        if all(one.field == "date" for one in found) and len(line.text.split()) > _SHORT:
            found = [one for one in found if one.kind == "text/labelled"]
        if found:
            self.used.add(line.number)
        for one in found:
            kind = "text/below" if one.kind == "text/line" and one.field == "date" else one.kind
            self.claims.append(Claim(one.field, one.value, kind, one.where))
        return bool(found)

    def _line(self, line: TextLine, *, alone: bool = True) -> Iterator[Claim]:
        """What one line claims; nothing when it is a title, prose or noise."""
        text, where = line.text, f"line {line.number}"
        for field, pattern in _LABELLED:
            if (match := pattern.match(text)) and (value := text[match.end() :].strip()):
                yield from self._labelled(field, value, where)
                return
        address = _ADDRESS.match(text)
        dates = list(claims_in_line(text, where, self.language))
        if not text or NOISE.match(text):
            return
        if address:
            yield Claim("address", address.group().rstrip(".,;"), "text", where)
        elif dates and is_date_line(text, self.language):
            yield from dates
            if any(one.kind != "text/other" for one in dates):
                yield from self._beside(text, where, alone)
        elif byline.OTHERS.match(text):
            return
        elif byline.INTRO.match(text) and len(text) < 200:
            yield from self._beside(text, where, alone=True)
        elif term := self.outlets.named(text):
            yield Claim("outlet", term.name, "text/known", where)
        elif is_host(text):
            yield Claim("outlet", text, "text/line", where)
        elif not dates and is_name_line(bare := without_time(text).strip(_EDGES)):
            yield Claim("author", bare, "text/name", where)

    def _labelled(self, field: Field, value: str, where: str) -> Iterator[Claim]:
        address = _ADDRESS.search(value)
        if address:
            yield Claim("address", address.group().rstrip(".,;"), "text", where)
            value = value.replace(address.group(), "").strip(" ,;:()[]")
        if not value or field == "address" or (address and field != "outlet"):
            return
        for claim in claims_in_line(value, where, self.language) if field == "outlet" else ():
            yield claim
            value = value.replace(claim.value, "").strip(" ,;:()[]")
        kind = "data" if field == "language" else "text/labelled"
        yield Claim(field, value, kind, where)

    def _beside(self, text: str, where: str, alone: bool) -> Iterator[Claim]:
        """An outlet or a writer named in a byline or in the line of the date."""
        rest = text
        for mention in reversed(find(text, self.language)):
            rest = f"{rest[: mention.start]}|{rest[mention.end :]}"
        for piece in _pieces(without_time(rest, "|")):
            part = without_label(piece.strip(_EDGES)).strip(_EDGES)
            bare = byline.INTRO.sub("", part, count=1).strip(" :,")
            if not bare or is_of_something_else(part) or NOISE.match(bare):
                continue
            if term := self.outlets.named(bare):
                yield Claim("outlet", term.name, "text/known", where)
            elif byline.names(part) and (bare != part or is_name_line(bare)) and (alone or bare == part):
                yield Claim("author", part, "text/byline" if bare != part else "text/beside", where)
            elif len(bare.split()) <= 5 and (bare != part or (looks_like_outlet(bare) and " " in bare)):
                said = bare != part and looks_like_outlet(bare)
                yield Claim("outlet", bare, "text/by" if said else "text/line", where)

    def _title(self, candidates: list[TextLine]) -> tuple[int, list[Claim]]:
        """The line of the headline (0 when there is none), and what it and an outlet among them claim."""
        claims = []
        named = [line for line in candidates if could_be_outlet(line.text)]
        if named and len(named) < len(candidates):
            self.used.add(named[0].number)
            claims.append(Claim("outlet", named[0].text, "text/line", f"line {named[0].number}"))
            candidates = [line for line in candidates if line is not named[0]]
        candidates = [line for line in candidates if not is_body(line.text)] or candidates
        good = [line for line in candidates if len(line.text.split()) >= 4] or candidates
        for line in good[:1]:
            self.used.add(line.number)
            text, where = _MARKUP.sub("", line.text).strip(), f"line {line.number}"
            text, found = self._without_names(text, where)
            return line.number, [*claims, *found, Claim("title", text, "text/line", where)]
        return 0, claims

    def _without_names(self, text: str, where: str) -> tuple[str, list[Claim]]:
        """A headline without the outlet before it and whoever follows it behind a dash, and these."""
        head = re.match(r"([^:,–—-]{3,40})(?::| [-–—]) (?=\S)", text)
        if head and (could_be_outlet(head[1]) or self.outlets.named(head[1])):
            return text[head.end() :], [Claim("outlet", head[1], "text/line", where)]
        tail = _TAIL.match(text)
        if tail is None:
            return text, []
        name = tail["name"]
        if is_name_line(name) and not looks_like_outlet(name):
            return tail["title"], [Claim("author", name, "text/name", where)]
        if could_be_outlet(name) or self.outlets.named(name):
            return tail["title"], [Claim("outlet", name, "text/line", where)]
        nameless = len(name.split()) <= 2 and all(word[:1].isupper() for word in name.split())
        return (tail["title"] if nameless else text), []


def is_byline(text: str) -> bool:
    """Whether a line names persons and nothing else."""
    return is_name_line(text) or (byline.INTRO.match(text) is not None and bool(byline.names(text)))


def is_headline(text: str) -> bool:
    """Whether what follows a day on its line reads as a headline, not as names and sections."""
    tail = _TAIL.match(text)
    head = tail["title"] if tail else text
    small = [word for word in head.split() if word[0].islower()]
    return could_be_title(head) and len(small) > 1 and not re.search(r"[|•·]", head)


def is_signed(text: str) -> bool:
    """Whether a line after the prose of a page is said to be about it: a credit, or a labelled day."""
    return _CREDIT.match(text) is not None or any(
        one.kind == "text/labelled" for one in claims_in_line(text, "")
    )


def _leading(claim: Claim, day: str) -> Claim:
    """The claim of the day that a whole text begins with, which no headline separates from it."""
    begins = claim.field == "date" and claim.value == day and claim.kind != "text/other"
    return Claim("date", day, "text/leading", claim.where) if begins else claim


def _reconsidered(claims: Sequence[tuple[int, Claim]], title: int) -> Iterator[Claim]:
    """The claims, with bare names above the title taken for the outlet's when a writer is named below."""
    below = any(one.field == "author" and number > title for number, one in claims)
    for number, one in claims:
        bare = one.field == "author" and one.kind in ("text/name", "text/beside") and number < title
        yield Claim("outlet", one.value, "text/line", one.where) if bare and below else one


def _pieces(text: str) -> Iterator[str]:
    """The pieces of a line that is not prose: between bars and dots, and what commas part there."""
    for part in re.split(r"[|•·/]|\s[-–—]\s", text):
        pieces = [piece for piece in map(str.strip, part.split(",")) if piece]
        if len(pieces) > 1 and byline.names(part) and (byline.INTRO.match(part) or byline.names(pieces[0])):
            yield part
            yield from (piece for piece in pieces[1:] if looks_like_outlet(piece) and not byline.names(piece))
        else:
            yield from pieces
