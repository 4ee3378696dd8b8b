"""Recognise mistyped keys, and give examples to write."""

import re
from collections.abc import Callable, Mapping

from generator.diagnostics.suggest import nearest, only_slip
from generator.read.yaml import Node, Scalar

_BLANK = re.compile(r"<(?!address)[^>]*>")
"""A blank of a form that any text can fill."""


def filled_example(example: str, written: str) -> str:
    """Put the written value into the blank of a form that it fits: a day, an address or a text."""
    if not written:
        return example
    if written.startswith(("http://", "https://")):
        return example.replace("<address>", written, 1)
    if written[:1].isdigit():
        return example.replace("YYYY-MM-DD", written, 1)
    return _BLANK.sub(lambda _: written, example, count=1)


_OTHER_WORDS = {
    "abstract": "summary",
    "byline": "authors",
    "description": "summary",
    "excerpt": "summary",
    "headline": "title",
    "keywords": "tags",
    "lang": "language",
    "modified": "updated",
    "outlet": "source",
    "pubdate": "date",
    "publication_date": "date",
    "published": "date",
    "related": "same_event",
    "see_also": "same_event",
    "subtitle": "summary",
    "writers": "authors",
}
"""Keys of other programs, and what they are called here; another meaning is possible."""

Listed = tuple[tuple[str, ...], bool]
"""The items that a text stands for, and whether that is certain."""
ToItems = Callable[[str], Listed]


def as_items(text: str) -> Listed:
    """Write a text as the items of a list; a comma makes their number uncertain."""
    return (text,), "," not in text


def may_mean(written: str, key: str, singulars: Mapping[str, str]) -> bool:
    """Whether an unknown key was probably written instead of another."""
    if written.startswith(f"{key}:") or _OTHER_WORDS.get(written.casefold()) == key:
        return True
    _, is_certain = meant_key(written, [key], singulars)
    return is_certain


def meant_key(written: str, unused: list[str], singulars: Mapping[str, str]) -> tuple[str, bool]:
    """The key that a mistyped one means, and whether that is certain; "" if nothing is near.

    `unused` are the valid keys that the mapping lacks; `singulars` maps words such as `person` to
    the keys of lists of them.
    """
    word = written.casefold().replace("-", "_")
    slip = only_slip(written, unused)
    if slip:
        return slip, True
    named = singulars.get(word.removesuffix("s"), "")
    if named in unused:
        return named, True
    other = _OTHER_WORDS.get(word, "")
    near = (key for key in unused if key != "retracted")  # nobody retracts by a slip
    return (other if other in unused else nearest(written, near) or ""), False


def help_for_key(written: str, value: Node, meant: str, to_items: ToItems, parent: str = "") -> str:
    """Say what to write for an unknown key, which may belong below a `parent`."""
    if parent:
        return f"'{written}' belongs below '{parent}:': indent it by two spaces there"
    word, colon, rest = written.partition(":")
    if colon and rest:
        return f"write a space after the colon: {word}: {rest[:60]}"
    if not meant:
        return "the contribute page lists all keys"
    is_list = meant.endswith("s") or to_items is not as_items
    if is_list and isinstance(value, Scalar) and value.value:
        items, _ = to_items(value.value)
        return f"did you mean '{meant}'? write {meant}: [{', '.join(items)[:80]}]"
    return f"did you mean '{meant}'?"
