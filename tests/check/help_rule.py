"""The rule for help lines: a command, a name that exists, or a form with placeholders.

A help line may repeat what somebody wrote, name what the site or the program has, and show a form such as
`YYYY-MM-DD` or `<address>`. It never offers a value that nobody wrote.
"""

import datetime as dt
import re
from contextlib import suppress
from dataclasses import fields

from generator.check.fields import ARTICLE
from generator.check.locale_codes import COUNTRIES
from generator.check.site_settings import SCHEMA
from generator.cli.main import main
from generator.diagnostics.codes import every_code
from generator.model import article
from generator.model.article import Article
from generator.model.term import Term
from tests.corpus import MINIMAL

_PLACEHOLDER = re.compile(r"<[^<>]*>|\[\^?…\]|…")
_FORM = re.compile(r"YYYY(?:-MM(?:-DD)?|-Www|/MM)?")
_KEYS = "|".join(
    sorted(
        {
            *(one.name for kind in (Article, Term) for one in fields(kind)),
            "name",
            "url",
            "who",
            "stance",
        }
    )
)
_OFFERS = (
    re.compile(r"[a-z]+://[^\s,;)\"']+|\S+@\S+|\b[\w.-]+\.(?:example|org|net|com|az)\b"),
    re.compile(rf"\b(?:{_KEYS}): (?P<value>[^;{{]*)"),  # what to write as the value of a key
    re.compile(r"\bas in (?P<value>.*)|\bdid you mean (?P<what>.*)\?"),
    re.compile(r"\"(?P<value>[^\"]*)\"|(?<!\w)'(?P<what>[^']*)'(?!\w)|\[(?P<items>[^\]]*)\]"),
)
_PROSE = re.compile(
    "and|below|delete|for|frame|here|if|in|is|it|its|lean|meant|not|of|only|or|otherwise|place|quotes|registry|rename|takes|that"
    "|the|then|this|to|until|where|with|without|write"
)
_DAY = re.compile(r"\d{4}-(?:\d\d(?:-\d\d)?|W\d\d)")


def _vocabulary() -> str:
    """Every word of the program that help may name: commands, codes, keys, closed lists, names of its files."""
    words = [
        *main.list_commands(None),
        *every_code(),
        *COUNTRIES,
        str(SCHEMA),
        *ARTICLE["response"]["items"]["keys"]["stance"]["choices"],
    ]
    words += [one.name for kind in (Article, Term, article.Source) for one in fields(kind)]
    words += [
        "true",
        "false",
        "msgid",
        "msgstr",
        "msgid_plural",
        "who",
        "stance",
        "label",
        "reason",
        "confirmed",
        "{token}",
    ]
    words += [*ARTICLE["priority"]["choices"], "material", "127.0.0.1", "https"]
    for file in MINIMAL.rglob("*.*"):
        words += [str(file.relative_to(MINIMAL)), file.read_text("utf-8")]
    return "\n".join(words).casefold()


VOCABULARY = _vocabulary()


def invented(help_line: str, written: str) -> list[str]:
    """List the words that a help line offers though neither the author nor the program has them.

    Args:
        help_line: What a problem says after `help:`.
        written: The files of the site, with their names.
    """
    known = f"{written}\n{VOCABULARY}".casefold().replace("\\", "")
    form = _FORM.sub("", _PLACEHOLDER.sub("", help_line.replace("\\", "")))
    days = set(_DAY.findall(form)) - set(_DAY.findall(known.upper())) - _read_days(written)
    words = []
    for offer in _OFFERS:
        for match in offer.finditer(_DAY.sub("", form)):
            for text in match.groups() or (match[0],):
                words += re.findall(r"[\w/:.@-]*\w", text or "")
    return [*sorted(days), *(word for word in words if not _is_known(word.casefold(), known))]


def _is_known(word: str, known: str) -> bool:
    """Whether a word, or each part of an address or a name made of several, is known."""
    return bool(_PROSE.fullmatch(word)) or all(part in known for part in re.split(r"\W+", word))


def _read_days(written: str) -> set[str]:
    """The days and weeks that a text may mean by other spellings: numbers in another order, a day's week."""
    days = set()
    for first, month, last in re.findall(r"\b(\d{1,4})\W(\d{1,2})\W(\d{1,4})\b", written):
        year, day = (first, last) if len(first) == 4 else (last, first)
        days |= {
            f"{year}-{int(month):02d}-{int(day):02d}",
            f"{year}-{int(day):02d}-{int(month):02d}",
        }
    weeks = {f"{year}-W{week}" for year, week in re.findall(r"\b(\d{4})\W?[Ww]?(\d\d)\b", written)}
    for day in (*days, *_DAY.findall(VOCABULARY)):
        with suppress(ValueError):
            weeks.add(dt.date.fromisoformat(day).strftime("%G-W%V"))
    return days | weeks
