"""Tokens that are special to parsers, to assemble random texts from."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

GOOD = """\
title: A title that an invented article may have
date: 2025-01-02
source: {name: Example News, url: "https://example.org/a"}
agencies: [us-cisa]
themes: [ransomware]
summary: A summary that is as long as a summary should be, about nothing at all.
"""


def _listed() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each list of `tokens.yml`, and its texts."""
    for name, rows in yaml.safe_load(Path(__file__).with_name("tokens.yml").read_text()).items():
        texts = []
        for token in itertools.chain(*rows):
            repeated = token if isinstance(token, dict) else {token: 1}
            texts += [text * times for text, times in repeated.items()]
        yield name, tuple(texts)


_LISTS = dict(_listed())
KEYS, HIDDEN, CONFUSING = _LISTS["keys"], _LISTS["hidden"], _LISTS["confusing"]
FRONT_MATTER = (*(f"{key}: " for key in KEYS), *_LISTS["front matter"], *HIDDEN, *CONFUSING)
MARKDOWN = (*_LISTS["Markdown"], *HIDDEN, *CONFUSING)
CODE = _LISTS["code"]
"""Code for one Markdown renderer and text for another, with content that must stay code."""


def spelled(data: bytes, pieces: Sequence[str]) -> str:
    """Assemble a text of tokens, one for each byte."""
    return "".join(pieces[byte % len(pieces)] for byte in data)
