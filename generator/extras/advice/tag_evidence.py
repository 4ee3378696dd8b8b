"""Advice on tags that the text does not mention, and on names in the text that are not tagged.

A term is mentioned by its names, ambiguous ones too. A country is also mentioned by a tagged agency
or person of it, and a subject by its vocabulary or by that of a narrower subject.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from generator.check.locale_codes import english_names
from generator.diagnostics.diagnostics import Report
from generator.extras.advice.lexicon import met
from generator.extras.advice.own_words import ArticleText
from generator.model.article import Article
from generator.model.term import Taxonomy, Term, fold
from generator.read.text import words

_LANGUAGE = "en"
"""Names and words are inflected in many other languages, so a search would miss them."""
_NOT_A_SOURCE = r"(?<!\[)(?<!\[the )"
"""A link that begins with a name leads to what this body published: `[Dutch police](…) said`."""
_SHORTEST = 4
"""Letters from which a word may have another ending."""


def check_tags(
    article: Article, text: ArticleText, taxonomies: Mapping[str, Taxonomy], report: Report
) -> None:
    """Warn about listed terms that the text does not mention, once for each taxonomy."""
    if article.language.partition("-")[0] != _LANGUAGE:
        return
    said = f" {' '.join((*words(article.source.name), *words(text.whole)))} "
    countries: set[str] = set()  # those of listed bodies and people
    for name, taxonomy in taxonomies.items():
        if not taxonomy.settings.of_source and taxonomy.settings.lookup != "code":
            countries.update(taxonomy.terms[slug].country for slug in article.terms[name])
    for name, taxonomy in taxonomies.items():
        node = text.document.front_matter.at(taxonomy.settings.front_matter)
        if node is None or taxonomy.settings.of_source:
            continue
        absent = []
        for slug in article.terms[name]:
            term = taxonomy.terms[slug]
            is_implied = taxonomy.settings.lookup == "code" and term.country in countries
            if not is_implied and not _is_mentioned(term, taxonomy, said):
                absent.append(term.name)
        if absent:
            message = f"the text does not mention {', '.join(absent)}"
            is_last = taxonomy.settings.required and len(absent) == len(article.terms[name])
            instead = "replace" if is_last else "delete"
            help_line = f"write what the report says of it, or {instead} the tag"
            report.add(node.place, "tag-not-in-text", message, help_line)


def _is_mentioned(term: Term, taxonomy: Taxonomy, said: str) -> bool:
    """Whether a text between spaces has a name or word of a term; True if no words are known."""
    names = [*term.names, *term.ambiguous]
    narrower: tuple[Term, ...] = ()
    if taxonomy.settings.lookup == "code":
        names += english_names(term.country)
    elif taxonomy.settings.offices_at:
        names.append(term.name.rpartition(" ")[2])  # the surname alone
    elif not taxonomy.settings.kinds:
        if _LANGUAGE not in term.vocabulary:
            return True
        names += term.vocabulary[_LANGUAGE]
        narrower = taxonomy.children(term.slug)
    is_named = any(_beginning(name) in said for name in names)
    return is_named or any(_is_mentioned(child, taxonomy, said) for child in narrower)


@lru_cache(maxsize=16_384)
def _beginning(phrase: str) -> str:
    """The text to look for as evidence of a phrase: a space and its words up to a `*`.

    A short phrase must match whole words, so a space follows it.
    """
    plain = " ".join(words(phrase.partition("*")[0]))
    return f" {plain}" if len(plain) >= _SHORTEST else f" {plain} "


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
