"""Checks that a published article is inert."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterator

from generator.model.article import Article
from tests.inert import breaches


def texts(value: object) -> Iterator[str]:
    """Every text in an article at any depth, apart from its HTML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in (*value.keys(), *value.values()):
            yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)


def dangers(article: Article) -> list[str]:
    """Everything in an article that is active or is not a single line of visible text."""
    active = breaches(article.body.html)
    if not re.fullmatch(r"[a-z0-9-]+", article.slug):
        active.append(f"slug {article.slug!r}")
    addresses = (article.source.url, article.archive.url if article.archive else "")
    active += [address for address in addresses if address and not re.match(r"https?://", address)]
    active += [f"tag {tag!r}" for tag in article.tags if set('<>"`=') & set(tag)]
    fields = dataclasses.asdict(dataclasses.replace(article, body=None))
    active += [
        f"{text!r}"
        for text in texts(fields)
        if any(unicodedata.category(char) == "Cc" for char in text)
    ]
    return active
