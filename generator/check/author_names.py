"""The authors of a report: names of people, one an item.

Bylines are often pasted as they are printed: `By Jane Doe and John Roe, CISA`. Only a person can
say which of the names are people, so a byline is taken apart in the help and never corrected in
silence.
"""

import re
from collections.abc import Iterator, Mapping

from generator.check.fields import Fields
from generator.check.written_mistakes import Listed
from generator.diagnostics.diagnostics import Fix
from generator.model.term import Taxonomy, fold
from generator.read.yaml import Scalar

_BY = re.compile(r"\A(?:by|von)[ :]+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;|]\s*|\s+(?:and|und|və|&|/)\s+")
_FULL_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)+")
_SURNAME_FIRST = re.compile(r"([^\s,]+|(?:[^\W\d_]{1,3}|van|von|della)(?: [\w'’-]+)+), *([^,]+)")
"""`Doe, Jane` and `de la Roe, John`: one word, or words after a particle in lower case, before a comma."""


def author_names(fields: Fields, taxonomies: Mapping[str, Taxonomy]) -> tuple[str, ...]:
    """The names in `authors`; reports bylines and organisations."""
    node = fields.mapping.at("authors")
    if isinstance(node, Scalar) and node.kind == "text" and node.value.strip():
        fields.get("authors")
        people, bodies = _split_byline(node.value, taxonomies)
        fix = Fix("list", items=tuple(people)) if len(people) == 1 and not bodies else None
        fields.wrong_type(node, "authors", "a list", _help(people, bodies), fix)
        return ()
    names = []
    for name, place in fields.placed_texts("authors", most=20):
        names.append(name)
        # A comma inside an item comes before a title or a degree more often than before another
        # name.
        people, bodies = _split_byline(name, taxonomies, at_commas=False)
        are_people = people != [name] and all(map(_FULL_NAME.fullmatch, people))
        if bodies or are_people:
            message = f"'{name[:60]}' is not the name of one person"
            fix = Fix("text", people[0]) if len(people) == 1 and not bodies else None
            fields.report.add(place, "not-an-author", message, _help(people, bodies), fix)
    return tuple(names)


def listed_authors(taxonomies: Mapping[str, Taxonomy], byline: str) -> Listed:
    """The people that a byline names."""
    people, bodies = _split_byline(byline, taxonomies)
    return tuple(people or [byline]), len(people) == 1 and not bodies


def _help(people: list[str], bodies: list[str]) -> str:
    about = ""
    if bodies:
        are = (
            "is an organisation, not an author"
            if len(bodies) == 1
            else "are organisations, not authors"
        )
        about = f"{' and '.join(bodies)} {are}"
    if not people:
        return f"{about}: delete the value, or name the people who wrote the report"
    return f"write authors: [{', '.join(people)[:120]}]{'; ' if about else ''}{about}"


def _split_byline(
    byline: str, taxonomies: Mapping[str, Taxonomy], *, at_commas: bool = True
) -> tuple[list[str], list[str]]:
    """The names in a byline, and those of them that are organisations in a registry."""
    people: list[str] = []
    bodies: list[str] = []
    for name in _names(_BY.sub("", byline.strip()), at_commas=at_commas):
        is_body = any(fold(name) in names for names in _names_of_bodies(taxonomies))
        (bodies if is_body else people).append(name)
    return people, bodies


def _names(byline: str, *, at_commas: bool) -> Iterator[str]:
    for part in filter(None, map(str.strip, _BETWEEN.split(byline))):
        if inverted := _SURNAME_FIRST.fullmatch(part):
            yield f"{inverted[2].strip()} {inverted[1]}"
        elif at_commas:
            yield from filter(None, map(str.strip, part.split(",")))
        else:
            yield part


def _names_of_bodies(taxonomies: Mapping[str, Taxonomy]) -> Iterator[Mapping[str, object]]:
    """The names in registries of terms that have a host or hold offices: agencies and outlets, not people."""
    posts = {taxonomy.settings.offices_at for taxonomy in taxonomies.values()}
    for name, taxonomy in taxonomies.items():
        if name in posts or taxonomy.settings.of_source:
            yield taxonomy.by_name
            yield taxonomy.shared
