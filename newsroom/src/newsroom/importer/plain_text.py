"""Read plain text as people and scrapers save it, with stray lines before and after the prose.

The stray lines come in any order, on one line or several. A day at the beginning of a line is taken
first, and the rest is read as a line of its own. A headline is a line before the prose without a
full stop; if there is none, none is made up.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from newsroom.importer import byline, text_lines
from newsroom.importer.claims import MOST_TEXT, Claim, Field, Place, Raw
from newsroom.importer.languages import detect
from newsroom.importer.outlet import Outlets, is_host
from newsroom.importer.publication_date import DECOY, LABEL, claims_in_line, leading_day
from newsroom.importer.text_lines import (
    KICKER,
    MARGIN,
    NOISE,
    OUTLET,
    TextLine,
    could_be_outlet,
    could_be_title,
    is_name_line,
    is_prose,
)
from newsroom.importer.words import opening
from newsroom.importer.written_days import without_days

_FIELDS: tuple[Field, ...] = ("title", "outlet", "address")
_LABELS = {field: opening("label", field, r"\s{0,3}[:=]\s{0,3}(?=\S)") for field in _FIELDS}
_ADDRESS = re.compile(r"https?://[^\s<>\"'«»“”)\]]{4,1000}")
_SIGNED = re.compile(r"[^,|]{3,40}[,|]\sby\s\S.{3,60}\Z", re.IGNORECASE)
_HEAD = re.compile(r"([^:,–—-]{3,40})(?::| [-–—]) (?=[^\sa-zа-я])")
_MARKUP = re.compile(r"\A#{1,6}\s+|\*{1,3}|\A_+|_+\Z")
_EDGES = " ,.;:()[]*_–—"
_MOST_ABOVE, _MOST_BETWEEN, _MOST_BELOW = 14, 6, 8
"""Lines to read before, between and after the first and the last prose. In no training text lines
about the report are farther away."""
_LONGEST_BETWEEN = 90
"""Most characters of a line between paragraphs that may be read."""


def read(text: str, outlets: Outlets) -> Raw:
    """Read a plain text: its prose, and claims in the lines around it."""
    reader = Reader(outlets, detect(text)[0])
    lines: list[TextLine] = []
    for line in text_lines.lines_of(text[:MOST_TEXT]):
        lines += text_lines.split_at_bars(line, reader.language)
    starts = [index for index, line in enumerate(lines) if reader.begins_prose(line.text)]
    first = starts[0] if starts else len(lines)
    prose = [index for index, line in enumerate(lines) if is_prose(line.text)]
    last = prose[-1] if prose else first
    reader.above(lines[:first][:_MOST_ABOVE])
    if starts:
        lines[first] = reader.opening(lines[first])
    reader.between(lines[first + 1 : last + 1][:_MOST_BETWEEN])
    reader.below(lines[last + 1 :][-_MOST_BELOW:])
    rest = [line.text for line in lines if line.number not in reader.used]
    return Raw("\n\n".join(filter(None, rest)), tuple(reader.claims))


class Reader:
    """Reads lines around a text, and collects their claims.

    `used` has the numbers of lines that are no part of the text.
    """

    def __init__(self, outlets: Outlets, language: str) -> None:
        self.outlets = outlets
        self.language = language
        self.used: set[int] = set()
        self.claims: list[Claim] = []

    def _take(self, line: TextLine, claims: Iterable[Claim]) -> bool:
        """Keep the claims of a line; return whether there are any."""
        found = list(claims)
        if found:
            self.used.add(line.number)
        self.claims += found
        return bool(found)

    def begins_prose(self, text: str) -> bool:
        """Whether a line is prose, without the day that may begin it."""
        _, rest = leading_day(text, self.language)
        has_dateline = text_lines.dateline_day(rest, self.language) is not None
        return is_prose(rest) or (has_dateline and not text_lines.is_date_line(rest, self.language))

    def opening(self, line: TextLine) -> TextLine:
        """Read what precedes the first sentence; return the line without a leading day."""
        day, rest = leading_day(line.text, self.language)
        if rest.lstrip(") ")[:1].islower():  # the sentence goes on: its day is that of the event
            return line
        if day:
            self.claims.append(Claim("date", day, "labelled", line.where))
        self.claims += text_lines.dateline_claims(rest, self.outlets, self.language)
        return replace(line, text=rest)

    def above(self, lines: Sequence[TextLine]) -> None:
        """Read the lines before the prose."""
        signed = {line.number for line in lines if byline.INTRO.match(line.text)}
        titles: list[TextLine] = []
        for index, whole in enumerate(lines):
            place: Place = "line" if index else "labelled"
            line = self._without_day(whole, place)
            text = line.text
            if self._take(line, self.line(line, alone=signed <= {line.number})):
                continue
            if NOISE.match(text):
                self.used.add(line.number)
            elif text_lines.is_about_nothing(text, self.language):
                continue
            elif could_be_title(text):
                titles.append(line)
            elif could_be_outlet(text):
                self._take(line, [Claim("outlet", text, "near", line.where)])
        self._title(titles)

    def _without_day(self, line: TextLine, place: Place) -> TextLine:
        """Take the day that begins a line; return the rest.

        A line that is all about the day is returned whole.
        """
        day, rest = leading_day(line.text, self.language)
        is_all = text_lines.is_date_line(line.text, self.language)
        if not day or (is_all and not text_lines.is_headline(rest)):
            return line
        self._take(line, [Claim("date", day, place, line.where)])
        return replace(line, text=rest)

    def between(self, lines: Sequence[TextLine]) -> None:
        """Read short lines between the first paragraphs: a byline may follow a standfirst."""
        for line in lines:
            if MARGIN.match(line.text):
                return
            if len(line.text) < _LONGEST_BETWEEN:
                claims = [claim for claim in self.line(line) if claim.field in ("date", "author")]
                if any(claim.place != "weak" for claim in claims):
                    self._take(line, claims)

    def below(self, lines: Sequence[TextLine]) -> None:
        """Read short lines after the prose; of their days only labelled ones are strong claims."""
        for line in lines:
            text = line.text.strip(_EDGES)
            if MARGIN.match(line.text):
                return
            self._take(line, self._below(replace(line, text=text)))

    def _below(self, line: TextLine) -> Iterator[Claim]:
        for claim in self.line(line):
            if claim.place == "labelled" or claim.field != "date":
                yield claim
            elif claim.place == "line":
                yield replace(claim, place="near")

    def line(self, line: TextLine, *, alone: bool = True) -> Iterator[Claim]:
        """Yield the claims of one line; there are none in a title, prose or noise.

        On a line with a day, a writer counts only if no other line names one (`alone`).
        """
        text, where = line.text, line.where
        for field, pattern in _LABELS.items():
            label = pattern.match(text)
            if label:
                yield from self._labelled(field, text[label.end() :], where)
                return
        address = _ADDRESS.match(text)
        dates = list(claims_in_line(text, where, self.language))
        if NOISE.match(text):
            return
        if address:
            yield Claim("address", address.group().rstrip(".,;"), "line", where)
        elif dates and text_lines.is_date_line(text, self.language):
            yield from dates
            if any(claim.place != "weak" for claim in dates):
                yield from self._beside(text, where, alone=alone)
        elif byline.OTHERS.match(text):
            return
        elif _SIGNED.match(text) or byline.INTRO.match(text):
            yield from self._beside(text, where, alone=True)
        elif self.outlets.named(text) or is_host(text):
            yield self.outlets.claim(text, "near", where)
        else:
            name = byline.trimmed(text_lines.without_time(text), _EDGES)
            if not dates and is_name_line(name):
                yield Claim("author", name, "near", where)

    def _labelled(self, field: Field, value: str, where: str) -> Iterator[Claim]:
        for address in _ADDRESS.findall(value)[:1]:
            yield Claim("address", address.rstrip(".,;"), "line", where)
        rest = _ADDRESS.sub("", value).strip(_EDGES)
        if field == "outlet":
            yield from claims_in_line(rest, where, self.language)
            rest = without_days(rest, self.language, "").strip(_EDGES)
        if rest and field != "address":
            yield Claim(field, KICKER.sub("", rest), "labelled", where)

    def _beside(self, text: str, where: str, *, alone: bool) -> Iterator[Claim]:
        """Yield the outlet or author in a byline, or on the line with the day."""
        undated = without_days(text, self.language, "|")
        for piece in _pieces(text_lines.without_time(undated, "|")):
            part = byline.trimmed(LABEL.sub("", byline.trimmed(piece, _EDGES)), _EDGES)
            bare = byline.INTRO.sub("", part, count=1).strip(" :,")
            is_introduced = bare != part
            is_outlet = OUTLET.search(bare) is not None and (is_introduced or not bare.isalpha())
            if not bare or DECOY.search(part) or NOISE.match(bare):
                continue
            if self.outlets.named(bare):
                yield self.outlets.claim(bare, "line", where)
            elif byline.names(part) and (alone if is_introduced else is_name_line(bare)):
                place: Place = "labelled" if is_introduced else "line"
                yield Claim("author", part, place, where)
            elif text_lines.is_headline(bare):
                continue  # `Report: Ministry closes two offices`
            elif len(bare.split()) <= 5 and (is_introduced or is_outlet):
                place = "line" if is_introduced and is_outlet else "near"
                yield Claim("outlet", bare, place, where)

    def _title(self, candidates: list[TextLine]) -> None:
        """Read the headline, and an outlet on the same line."""
        outlets = [line for line in candidates if could_be_outlet(line.text)]
        if outlets and len(outlets) < len(candidates):
            line = outlets[0]
            self._take(line, [Claim("outlet", line.text, "near", line.where)])
            candidates.remove(line)
        bodies = text_lines.BODY
        others = [line for line in candidates if not bodies.fullmatch(line.text)] or candidates
        long = [line for line in others if len(line.text.split()) >= 4] or others
        for line in long[:1]:
            text = KICKER.sub("", _MARKUP.sub("", line.text).strip())
            self._take(line, self._headline(text, line.where))

    def _headline(self, text: str, where: str) -> Iterator[Claim]:
        """Yield a headline, without the outlet before it and the name after a dash at its end."""
        head, tail = _HEAD.match(text), text_lines.TAIL.match(text)
        if head and (could_be_outlet(head[1]) or self.outlets.named(head[1])):
            text = text[head.end() :]
            yield self.outlets.claim(head[1], "near", where)
        elif tail:
            name = tail["name"]
            if could_be_outlet(name) or self.outlets.named(name):
                yield self.outlets.claim(name, "near", where)
                text = tail["title"]
            elif is_name_line(name):
                yield Claim("author", name, "near", where)
                text = tail["title"]
        yield Claim("title", text, "line", where)


def _pieces(text: str) -> Iterator[str]:
    """Split a line that is no prose at bars, dots and commas."""
    for part in re.split(r"[|•·/]|\s[-–—]\s", text):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        is_byline = byline.INTRO.match(part) or byline.names("".join(pieces[:1]))
        if len(pieces) > 1 and is_byline and byline.names(part):
            yield part  # a name, and a job or an outlet
            pieces = [each for each in pieces[1:] if not byline.names(each)]
        yield from pieces
