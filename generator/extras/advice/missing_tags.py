"""Advice on names in the text that are not tagged."""

import re
from collections.abc import Mapping

from generator.diagnostics.diagnostics import Report
from generator.extras.advice.lexicon import met
from generator.extras.advice.own_words import ArticleText
from generator.model.article import Article
from generator.model.term import Taxonomy, Term, fold
from generator.read.text import words

_NOT_A_SOURCE = r"(?<!\[)(?<!\[the )"
"""A link that begins with a name leads to what this body published: `[Dutch police](…) said`."""


def check_untagged(
    article: Article, text: ArticleText, taxonomies: Mapping[str, Taxonomy], report: Report
) -> None:
    """Warn about registered agencies and threats that the article names and that are not tagged."""
    said = words(text.own)
    for name, taxonomy in taxonomies.items():
        settings = taxonomy.settings
        if not settings.kinds or settings.of_source:
            continue
        known = {
            *taxonomy.roll_up(article.terms[name]),
            taxonomy.by_name.get(fold(article.source.name), ""),
        }
        named = met(tuple(taxonomy.by_name), said)
        for key in named:
            term = taxonomy.terms[taxonomy.by_name[key]]
            is_part = any(key != other and key in other for other in named)
            match = None if is_part or term.slug in known else _written(key, term, text.own)
            if match:
                known.add(term.slug)
                written = " ".join(match.group().split())
                message = f"'{written}' is a term of '{name}' that the article does not have"
                help_line = (
                    f"add {term.slug} to '{settings.front_matter}', if the article is about it"
                )
                report.add(text.place(match.start()), "name-without-tag", message, help_line)


def _written(key: str, term: Term, own: str) -> re.Match[str] | None:
    """Find a term's name in the text as the registry writes it.

    `key` is the folded name. The result is None for a name that is part of another body's name.
    """
    for name in term.names:
        is_shared = any(name in other for other in term.not_to_be_confused_with)
        if fold(name) == key and not is_shared:
            pattern = r"\s+".join(map(re.escape, name.split()))
            return re.search(rf"{_NOT_A_SOURCE}(?<!\w){pattern}(?!\w)", own)
    return None
