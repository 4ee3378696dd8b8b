"""Read plain text as people and scrapers save it, with stray lines before and after the prose.

The stray lines come in any order, on one line or several. A date at the beginning of a line is
removed first, and the rest is read as a separate line. A headline is a line before the prose
without a full stop; if there is none, none is made up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.importer import byline, line_shapes
from generator.importer.claims import MOST_TEXT, Claim, Field, Raw
from generator.importer.languages import detect
from generator.importer.line_shapes import (
    NOISE,
    OUTLET,
    TextLine,
    is_date_line,
    is_name_line,
    is_prose,
)
from generator.importer.outlet import Outlets, is_host
from generator.importer.publication_date import DECOY, LABEL, claims_in_line, leading_day
from generator.importer.words import opening
from generator.read.written_days import without_days

_FIELDS: tuple[Field, ...] = ("title", "outlet", "address", "language")
_LABELS = {field: opening("label", field, r"\s{0,3}[:=]\s{0,3}(?=\S)") for field in _FIELDS}
_ADDRESS = re.compile(r"https?://[^\s<>\"'«»“”)\]]{4,1000}")
_CREDIT = re.compile(r"\s{0,3}[(\[]?\s{0,3}(?:reporting|written|report) by\b", re.IGNORECASE)
_COPYRIGHT = re.compile(r"\W*(?:©|copyright)", re.IGNORECASE)
_SENDER = re.compile(r"\W{0,3}(?:from|von|от кого)\s?:\s(?P<outlet>[^@<>]+)\Z", re.IGNORECASE)
_OUTLET_BY = re.compile(r"(?P<outlet>[^,|]{3,40})[,|]\s(?P<writer>by\s\S.*)", re.IGNORECASE)
_HEAD = re.compile(r"([^:,–—-]{3,40})(?::| [-–—]) (?=\S)")
_MARKUP = re.compile(r"\A#{1,6}\s+|\*{1,3}|\A_+|_+\Z")
_EDGES = " ,.;:()[]*_"
_MOST_ABOVE, _MOST_BETWEEN, _MOST_BELOW = 14, 6, 8
"""Maximum lines to read before, between and after the first and the last prose. No training text has
lines about itself farther away."""
_SHORT, _LONGEST_BETWEEN, _LONGEST_BELOW, _LONGEST_BYLINE = 6, 90, 140, 200
"""Maximum words of a line with little but a date after the prose; characters of a line outside it."""


def read(text: str, outlets: Outlets, language: str = "", *, of_page: bool = False) -> Raw:
    """Read a plain text; return it without its stray lines, and the claims in those.

    The language is detected if it is not given. After the prose of a page (`of_page`) other
    people's reports begin.
    """
    language = language or detect(text)[0]
    whole = line_shapes.lines_of(text[:MOST_TEXT])
    lines = [piece for line in whole for piece in line_shapes.split_at_bars(line, language)]
    reader = _LineReader(outlets, language)
    first = next(
        (index for index, line in enumerate(lines) if reader.begins_prose(line)), len(lines)
    )
    reader.above(lines[:first][:_MOST_ABOVE])
    for line in lines[first : first + 1]:
        lines[first] = reader.opening(line)
    last = max((index for index, line in enumerate(lines) if is_prose(line.text)), default=first)
    reader.between(lines[first + 1 : min(first + _MOST_BETWEEN, last + 1)])
    below = lines[max(last + 1, len(lines) - _MOST_BELOW) :]
    if of_page:
        below = [line for line in below if _is_about_page(line.text, first=line is below[0])]
    reader.below(below)
    rest = (line.text for line in lines if line.number not in reader.used)
    return Raw("\n\n".join(filter(None, rest)), tuple(reader.claims))


class _LineReader:
    """Reads lines about a text; `used` has the indexes of lines that are not part of it."""

    def __init__(self, outlets: Outlets, language: str) -> None:
        self.outlets = outlets
        self.language = language
        self.used: set[int] = set()
        self.claims: list[Claim] = []

    def _take(self, line: TextLine, claims: Sequence[Claim]) -> None:
        if claims:
            self.used.add(line.number)
        self.claims.extend(claims)

    def begins_prose(self, line: TextLine) -> bool:
        """Whether a line is prose, ignoring a leading date."""
        _, rest = leading_day(line.text, self.language)
        capitals = re.match(r"(?:\([^()]{3,40}\) )?[A-Z]{3,}[^a-z]{0,30}[(,/]", rest) is not None
        return is_prose(rest) or (capitals and line_shapes.opens_with_dateline(rest, self.language))

    def opening(self, line: TextLine) -> TextLine:
        """Read the lines before the first sentence; return the line without a leading date."""
        day, rest = leading_day(line.text, self.language)
        if day:
            self.claims.append(Claim("date", day, "text/leading", f"line {line.number}"))
        self.claims.extend(line_shapes.dateline_claims(rest, self.outlets, self.language))
        return replace(line, text=rest)

    def above(self, lines: Sequence[TextLine]) -> None:
        """Read the lines before the prose."""
        signed = [
            row
            for row in lines
            if byline.INTRO.match(row.text) and not byline.OTHERS.match(row.text)
        ]
        titles: list[TextLine] = []
        for line in lines:
            day, rest = leading_day(line.text, self.language)
            if day and not (
                is_date_line(line.text, self.language) and not line_shapes.is_headline(rest)
            ):
                kind = "text/leading" if line is lines[0] else "text/line"
                self._take(line, [Claim("date", day, kind, f"line {line.number}")])
                line = replace(line, text=rest)  # noqa: PLW2901 (the rest is read as a separate line)
            claims = list(
                self._line(line, alone=all(other.number == line.number for other in signed))
            )
            if line_shapes.opens_with_dateline(rest, self.language):
                claims += line_shapes.dateline_claims(rest, self.outlets, self.language)
            self._take(line, claims)
            if claims:
                continue
            if NOISE.match(line.text):
                self.used.add(line.number)
            elif line_shapes.could_be_title(line.text):
                titles.append(line)
            elif (
                line_shapes.could_be_outlet(line.text)
                and " " in line.text
                and not line_shapes.TOPICS.search(line.text)
            ):
                self._take(line, [Claim("outlet", line.text, "text/line", f"line {line.number}")])
        self._title(titles)

    def between(self, lines: Sequence[TextLine]) -> None:
        """Read short lines between the first paragraphs: a byline may follow a standfirst."""
        for line in lines:
            if line_shapes.MARGIN.match(line.text):
                return
            every = self._line(line) if len(line.text) < _LONGEST_BETWEEN else ()
            claims = [claim for claim in every if claim.field in ("date", "author")]
            if any(claim.kind != "text/other" for claim in claims):
                self._take(line, claims)

    def below(self, lines: Sequence[TextLine]) -> None:
        """Read short lines after the prose; among their dates only labelled ones are strong claims."""
        for line in lines:
            if line_shapes.MARGIN.match(line.text):
                return
            text = line.text.strip("()[]— –*_")
            if _CREDIT.match(text):
                names = re.split(r";|\.\s", text)[0]
                self._take(line, [Claim("author", names, "text/credit", f"line {line.number}")])
            elif line.number in self.used or is_prose(line.text) or len(text) > _LONGEST_BELOW:
                continue
            elif not _COPYRIGHT.match(text):
                claims = list(self._line(replace(line, text=text)))
                if len(text.split()) > _SHORT and all(claim.field == "date" for claim in claims):
                    claims = [claim for claim in claims if claim.kind == "text/labelled"]
                for claim in claims:
                    weak = claim.field == "date" and claim.kind == "text/line"
                    self._take(line, [replace(claim, kind="text/below") if weak else claim])
                if not claims and line_shapes.could_be_title(text):
                    return

    def _line(self, line: TextLine, *, alone: bool = True) -> Iterator[Claim]:
        """Claims of one line; none if it is a title, prose or noise.

        On a line with a date, a writer counts only if no other line names one (`alone`).
        """
        text, where = line.text, f"line {line.number}"
        if labelled := _labelled(text):
            yield from self._labelled(*labelled, where)
            return
        if credited := _credited(text, where):
            yield from credited
            return
        address = _ADDRESS.match(text)
        dates = list(claims_in_line(text, where, self.language))
        if not text or NOISE.match(text):
            return
        if address:
            yield Claim("address", address.group().rstrip(".,;"), "text", where)
        elif dates and is_date_line(text, self.language):
            yield from dates
            if any(claim.kind != "text/other" for claim in dates):
                yield from self._beside(text, where, alone=alone)
        elif byline.OTHERS.match(text):
            return
        elif byline.INTRO.match(text) and len(text) < _LONGEST_BYLINE:
            yield from self._beside(text, where, alone=True)
        elif term := self.outlets.named(text):
            yield Claim("outlet", term.name, "text/known", where)
        elif is_host(text):
            yield Claim("outlet", text, "text/line", where)
        elif not dates and is_name_line(bare := line_shapes.without_time(text).strip(_EDGES)):
            yield Claim("author", bare, "text/name", where)

    def _labelled(self, field: Field, value: str, where: str) -> Iterator[Claim]:
        if address := _ADDRESS.search(value):
            yield Claim("address", address.group().rstrip(".,;"), "text", where)
            value = value.replace(address.group(), "").strip(" ,;:()[]")
        for claim in claims_in_line(value, where, self.language) if field == "outlet" else ():
            yield claim
            value = value.replace(claim.value, "").strip(" ,;:()[]")
        if value and field != "address" and (field == "outlet" or not address):
            yield Claim(field, value, "data" if field == "language" else "text/labelled", where)

    def _beside(self, text: str, where: str, *, alone: bool) -> Iterator[Claim]:
        """An outlet or an author named in a byline or on the line with the date."""
        for piece in _pieces(line_shapes.without_time(without_days(text, self.language, "|"), "|")):
            part = LABEL.sub("", piece.strip(_EDGES)).strip(_EDGES)
            bare = byline.INTRO.sub("", part, count=1).strip(" :,")
            introduced = bare != part
            if not bare or DECOY.search(part) or NOISE.match(bare):
                continue
            if term := self.outlets.named(bare):
                yield Claim("outlet", term.name, "text/known", where)
            elif (
                byline.names(part)
                and (introduced or is_name_line(bare))
                and (alone or not introduced)
            ):
                yield Claim("author", part, "text/byline" if introduced else "text/beside", where)
            elif len(bare.split()) <= 5 and (introduced or (OUTLET.search(bare) and " " in bare)):
                kind = "text/by" if introduced and OUTLET.search(bare) else "text/line"
                yield Claim("outlet", bare, kind, where)

    def _title(self, candidates: list[TextLine]) -> None:
        """Read the headline, and an outlet on the same line."""
        named = [line for line in candidates if line_shapes.could_be_outlet(line.text)]
        if named and len(named) < len(candidates):
            self._take(
                named[0], [Claim("outlet", named[0].text, "text/line", f"line {named[0].number}")]
            )
            candidates = [line for line in candidates if line is not named[0]]
        candidates = [
            line for line in candidates if not line_shapes.BODY.fullmatch(line.text)
        ] or candidates
        for line in ([line for line in candidates if len(line.text.split()) >= 4] or candidates)[
            :1
        ]:
            title, claims = self._without_names(
                _MARKUP.sub("", line.text).strip(), f"line {line.number}"
            )
            self._take(line, [*claims, Claim("title", title, "text/line", f"line {line.number}")])

    def _without_names(self, text: str, where: str) -> tuple[str, list[Claim]]:
        """Split a headline from the outlet before it and the name after a dash at its end."""
        head = _HEAD.match(text)
        if head and (line_shapes.could_be_outlet(head[1]) or self.outlets.named(head[1])):
            return text[head.end() :], [Claim("outlet", head[1], "text/line", where)]
        tail = line_shapes.TAIL.match(text)
        if tail is None:
            return text, []
        name = tail["name"]
        if is_name_line(name) and not OUTLET.search(name):
            return tail["title"], [Claim("author", name, "text/name", where)]
        if line_shapes.could_be_outlet(name) or self.outlets.named(name):
            return tail["title"], [Claim("outlet", name, "text/line", where)]
        nameless = len(name.split()) <= 2 and all(word[:1].isupper() for word in name.split())
        return (tail["title"] if nameless else text), []


def _labelled(text: str) -> tuple[Field, str] | None:
    matches = ((field, pattern.match(text)) for field, pattern in _LABELS.items())
    return next(((field, text[match.end() :]) for field, match in matches if match), None)


def _credited(text: str, where: str) -> list[Claim]:
    """Outlet and author of `From: Example News` and `Example News, by Jane Example`."""
    match = _SENDER.match(text) or _OUTLET_BY.match(text)
    if match is None or not line_shapes.could_be_outlet(match["outlet"]):
        return []
    writer = match.groupdict().get("writer")
    outlet = Claim("outlet", match["outlet"], "text/line", where)
    return [outlet, Claim("author", writer, "text/byline", where)] if writer else [outlet]


def _is_about_page(text: str, *, first: bool) -> bool:
    """Whether a line after a page's prose is about the page: credit, labelled date, leading byline."""
    if first and (is_name_line(text) or (byline.INTRO.match(text) and byline.names(text))):
        return True
    labelled = any(claim.kind == "text/labelled" for claim in claims_in_line(text, ""))
    return labelled or _CREDIT.match(text) is not None


def _pieces(text: str) -> Iterator[str]:
    """The parts of a line that is not prose, split at bars, dots and commas."""
    for part in re.split(r"[|•·/]|\s[-–—]\s", text):
        pieces = [piece for piece in map(str.strip, part.split(",")) if piece]
        if (
            len(pieces) > 1
            and byline.names(part)
            and (byline.INTRO.match(part) or byline.names(pieces[0]))
        ):
            yield part
            yield from (
                piece for piece in pieces[1:] if OUTLET.search(piece) and not byline.names(piece)
            )
        else:
            yield from pieces
