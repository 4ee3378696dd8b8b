"""Pages and texts made from shapes: layouts seen on the web, filled with invented facts.

Each shape of `shapes/*.yml` is filled three times. Every third shape (by a checksum of its name) is
held out: no number is fitted on it. Whole shapes are held out, not single fillings, because the
three fillings of one shape are right or wrong together.
"""

import datetime as dt
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date

from newsroom.importer.receive import Input

FOLDER = Path(__file__).parent / "shapes"
FILLINGS = 3
TITLES = (
    "Harbour office counts stolen passwords", "Two towns share one alarm line", "Bridge cameras went dark for an hour",
    "Museum finds copied visitor list", "Ministry opens course for clerks", "Court hears case of the missing laptop",
    "New rules for drones above the lake", "Library network back after three days", "Police warn of letters about parcels",
    "Parliament debates cables under the bay", "Service reports fewer false calls", "Hospital tells patients of a leak",
    "Fishermen find a buoy that listens", "Exercise tests the town's sirens", "Railway replaces its old radios",
    "Who reads the meters in Sampleton?", "Council asks for a second opinion", "Border post gets a new reader",
    "Students win contest with a paper lock", "Agency publishes list of weak routers", "Bank calls back 40,000 cards",
    "Tower crew trains for a blackout", "Guide explains how to store keys", "University ends trial of face gates",
)  # fmt: skip
AUTHORS = (
    "Jane Muster", "Peter Beispiel", "Leyla Nümunə", "Ana Probe", "Tom Sampleton", "Mira Exempla", "Jean-Luc Modèle",
    "Olga Primer", "Rashad Sınaq", "Kim Specimen", "Zeynep Deneme", "Liam O'Sample", "Marie von Muster", "Ivan Obrazets",
    "Nora Example", "Hugo Tester", "Sara al-Mithal", "Pat Placeholder", "Ines Ensayo", "Max Probst",
)  # fmt: skip
SITES = (
    "Example Herald", "Sample Wire", "Probe Daily", "Musterstadt Nachrichten", "Federal Office for Samples", "Test Valley Gazette",
    "Example Times", "Placeholder Press", "Specimen Post", "The Example Observer", "Sampleton Today", "Agency for Examples",
)  # fmt: skip
_FIRST = (
    "The harbour office of Sampleton has counted the passwords that were stolen from its clerks last winter, its "
    "spokesman told reporters in the town hall."
)
PROSE = (
    _FIRST,
    (
        "He said that most of them had been written on paper and that nobody had used them since. The office will now "
        "replace the old system, which was bought fifteen years ago, with one that its neighbours already use."
    ),
    (
        "Work on the new system begins after the summer and is expected to cost about as much as two new ferries, "
        "according to the budget that the town council approved without debate."
    ),
)
PROSE2 = (
    "Nobody was hurt, and the ferries ran on time throughout the day, the spokesman added in his statement.",
)
_OTHERS = {
    "de": (("Das Hafenamt von Musterstadt hat die Passwörter gezählt, die im vergangenen Winter von seinen Mitarbeitern "
           "gestohlen wurden, wie ein Sprecher im Rathaus sagte."),
           "Er sagte, dass die meisten davon auf Papier standen und dass sie seitdem niemand benutzt hat."),
    "fr": (("Le bureau du port de Modèleville a compté les mots de passe qui ont été volés à ses employés l'hiver dernier, "
           "a dit son porte-parole à la mairie."),
           "Il a dit que la plupart étaient écrits sur du papier et que personne ne les avait utilisés depuis."),
    "ru": (("Управление порта посчитало пароли, которые были украдены у его сотрудников прошлой зимой, сообщил его "
           "представитель журналистам в здании мэрии."),
           "Он сказал, что большинство из них было записано на бумаге и что с тех пор ими никто не пользовался."),
    "az": (("Liman idarəsi ötən qış əməkdaşlarından oğurlanmış parolları saydığını bildirib və yeni sistemin quraşdırılması "
           "üçün hazırlıq işlərinə başlanıldığını qeyd edib."),
           "Onun sözlərinə görə, parolların çoxu kağız üzərində yazılmışdı və o vaxtdan bəri heç kim onlardan istifadə etməyib."),
    "hr": (("Lučka uprava prebrojila je lozinke koje su prošle zime ukradene njezinim službenicima, rekao je njezin "
           "glasnogovornik novinarima u gradskoj vijećnici."),
           "Rekao je da je većina bila zapisana na papiru i da ih od tada nitko nije koristio."),
}  # fmt: skip
_TITLES = {
    "de": "Hafenamt zählt gestohlene Passwörter", "ru": "Управление порта посчитало украденные пароли",
    "az": "Liman idarəsi oğurlanmış parolları sayıb", "hr": "Lučka uprava prebrojila ukradene lozinke",
}  # fmt: skip
DATED = re.compile(
    r"\{(?:date|iso|long\w*|us|dotted|slashes_us|ordinal|weekday_\w+|rfc|month_day|path)\}"
)


@dataclass(frozen=True, slots=True)
class Shaped:
    """One input and the values an editor would write."""

    name: str
    source: Input
    expected: dict[str, Any]
    """Field → right value, or None if no value is right; fields with no requirement are absent."""
    held_out: bool

    @property
    def is_page(self) -> bool:
        """Whether the input is HTML."""
        return self.source.name.endswith(".html")


def shaped() -> Iterator[Shaped]:
    """Every shape, filled."""
    for file, make in (("pages.yml", _page), ("texts.yml", _text)):
        shapes = yaml.safe_load((FOLDER / file).read_text())
        for number, (name, shape) in enumerate(shapes.items()):
            for filling in range(FILLINGS):
                facts = _facts(number * FILLINGS + filling)
                source, expected = make(shape, facts)
                suffix = "html" if make is _page else "txt"
                given = Input(source.encode(), f"{name}-{filling}.{suffix}")
                yield Shaped(
                    f"{name}-{filling}", given, expected, zlib.crc32(name.encode()) % 3 == 0
                )


def _facts(number: int) -> dict[str, str]:
    day = dt.date(2019, 1, 20) + dt.timedelta(days=(number * 173) % 2_000)
    early, late = day - dt.timedelta(days=1_000 + number), day + dt.timedelta(days=40 + number % 9)
    facts = {
        "title": TITLES[number % len(TITLES)],
        "author": AUTHORS[number % len(AUTHORS)],
        "other": AUTHORS[(number + 7) % len(AUTHORS)],
        "site": SITES[number % len(SITES)],
        "first": _FIRST,
        "address": f"https://news.example.org/story/{number}",
        "before": str(day - dt.timedelta(days=1)),
        "soft_title": TITLES[number % len(TITLES)].replace("o", "o\u00ad", 1),
        "city_caps": ("BAKU", "TBILISI", "ASTANA")[number % 3],
        "time": f"{day}T09:15:00+04:00",
        "month": format_date(day, "MMMM yyyy", "en"),
        "month_day": format_date(day, "MMMM d", "en"),
        "date": f"date {day}",
        "early_iso": f"{early}T08:00:00Z",
        "early_us": format_date(early, "MMMM d, yyyy", "en"),
        "early_long": format_date(early, "d MMMM yyyy", "en"),
        "late_long": format_date(late, "d MMMM yyyy", "en"),
        "late_weekday": format_date(late, "EEEE, d MMMM yyyy", "en"),
        "late_iso": f"{late}T08:00:00Z",
        "early": str(early),
        "late": str(late),
        "iso": str(day),
        "us": format_date(day, "MMMM d, yyyy", "en"),
        "long": format_date(day, "d MMMM yyyy", "en"),
        "dotted": format_date(day, "dd.MM.yyyy", "en"),
        "slashes_us": format_date(day, "MM/dd/yyyy", "en"),
        "path": format_date(day, "yyyy/MM/dd", "en"),
        "weekday_us": format_date(day, "EEEE, MMMM d, yyyy", "en"),
        "weekday_ordinal": f"{format_date(day, 'EEE', 'en')} {_ordinal(day)} {format_date(day, 'MMMM yyyy', 'en')}",
        "ordinal": f"{_ordinal(day)} {format_date(day, 'MMMM, yyyy', 'en')}",
        "rfc": f"{day:%a, %d %b %Y} 09:15:00 +0400",
        "long_fr": format_date(day, "d MMMM yyyy", "fr"),
    }
    for language in ("de", "ru", "az", "hr"):
        facts[f"title_{language}"] = _TITLES[language]
        facts[f"long_{language}"] = format_date(day, "long", language).removesuffix(".")
    return facts


def _ordinal(day: dt.date) -> str:
    last = day.day % 10 if day.day not in (11, 12, 13) else 0
    return f"{day.day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _filled(
    template: str, facts: dict[str, str], between: str, before: str = "", after: str = ""
) -> str:
    """The template with its placeholders filled; other braces stay."""
    every = {
        "prose": PROSE,
        "prose2": PROSE2,
        **{f"prose_{key}": text for key, text in _OTHERS.items()},
    }
    prose = {
        key: between.join(f"{before}{each}{after}" for each in text) for key, text in every.items()
    }
    known = facts | prose
    return re.sub(r"\{(\w+)\}", lambda match: known.get(match[1], match[0]), template)


def _page(shape: dict[str, Any], facts: dict[str, str]) -> tuple[str, dict[str, Any]]:
    language = shape.get("lang", "en")
    head, body = (_filled(shape[part], facts, "", "<p>", "</p>") for part in ("head", "body"))
    page = f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    expected = {"title": facts["title"], "date": facts["iso"], "source": facts["site"]}
    expected["authors"] = [facts["author"]]  # type: ignore[assignment]
    return page, _overridden(expected, shape.get("expect", {}), facts)


def _overridden(
    expected: dict[str, Any], changes: dict[str, Any], facts: dict[str, str]
) -> dict[str, Any]:
    for field, value in changes.items():
        if value == "given":
            continue
        if value == "any" or (field == "authors" and value is None):
            expected.pop(field)
        elif field == "authors":
            expected[field] = [facts[each] for each in value]
        elif value == "month":
            expected[field] = facts["iso"][:7]
        else:
            expected[field] = value and _filled(value, facts, "")
    return expected


def _text(shape: str, facts: dict[str, str]) -> tuple[str, dict[str, Any]]:
    title = re.search(r"\{(title(?:_\w+)?)\}", shape)
    by_line = next((line for line in shape.split("\n") if "{first}" in line), "")
    dated = DATED.search(shape)
    expected: dict[str, Any] = {
        "title": facts[title[1]] if title else None,
        "date": facts["iso"] if dated else facts["iso"][:7] if "{month}" in shape else None,
        "authors": [facts["author"]] if "{author}" in shape else [],
        "source": facts["site"] if "{site}" in shape else None,
    }
    if "early" in by_line:
        expected["date"] = None
    return _filled(shape, facts, "\n\n"), expected
