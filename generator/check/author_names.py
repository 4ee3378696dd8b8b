"""Read the authors of a report, a list with one person's name in each item.

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
from generator.read.yaml import written

_BY = re.compile(r"\A(?:by|von)[ :]+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;|]\s*|\s+(?:and|und|və|&|/)\s+")
_FULL_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)+")
_SURNAME_FIRST = re.compile(r"([^\s,]+|(?:[^\W\d_]{1,3}|van|von|della)(?: [\w'’-]+)+), *([^,]+)")
"""A surname before a comma: one word, or words after a particle, as in `de la Roe, John`."""


def author_names(fields: Fields, taxonomies: Mapping[str, Taxonomy]) -> tuple[str, ...]:
    """Return the names in `authors`; report bylines and organisations."""
    node = fields.mapping.at("authors")
    if node is not None and node.kind == "text" and written(node).strip():
        fields.get("authors")
        people, bodies = _split_byline(written(node), taxonomies)
        help_line = _help(people, bodies)
        fix = None
        if len(people) == 1 and not bodies:
            fix = Fix("list", items=tuple(people))
        fields.wrong_type(node, "authors", "a list", help_line, fix)
        return ()
    names = []
    for name, place in fields.placed_texts("authors", most=20):
        names.append(name)
        # A comma in an item precedes a title or a degree more often than another name.
        people, bodies = _split_byline(name, taxonomies, at_commas=False)
        are_people = people != [name] and all(map(_FULL_NAME.fullmatch, people))
        if bodies or are_people:
            message = f"'{name[:60]}' is not the name of one person"
            fix = None
            if len(people) == 1 and not bodies:
                fix = Fix("text", people[0])
            fields.report.add(place, "not-an-author", message, _help(people, bodies), fix)
    return tuple(names)


def listed_authors(taxonomies: Mapping[str, Taxonomy], byline: str) -> Listed:
    """The people that a byline names, and whether this is certain."""
    people, bodies = _split_byline(byline, taxonomies)
    return tuple(people or [byline]), len(people) == 1 and not bodies


def _help(people: list[str], bodies: list[str]) -> str:
    about = f"{' and '.join(bodies)} are organisations, not authors"
    if len(bodies) == 1:
        about = f"{bodies[0]} is an organisation, not an author"
    if not people:
        return f"{about}: delete the value, or name the people who wrote the report"
    help_line = f"write authors: [{', '.join(people)[:120]}]"
    return f"{help_line}; {about}" if bodies else help_line


def _split_byline(
    byline: str, taxonomies: Mapping[str, Taxonomy], *, at_commas: bool = True
) -> tuple[list[str], list[str]]:
    """Split a byline into the names of people and those of registered organisations."""
    people = []
    bodies = []
    printed = _BY.sub("", byline.strip())
    for name in _names(printed, at_commas=at_commas):
        if _is_body(fold(name), taxonomies):
            bodies.append(name)
        else:
            people.append(name)
    return people, bodies


def _names(byline: str, *, at_commas: bool) -> Iterator[str]:
    for part in map(str.strip, _BETWEEN.split(byline)):
        inverted = _SURNAME_FIRST.fullmatch(part)
        if inverted:
            yield f"{inverted[2].strip()} {inverted[1]}"
        elif at_commas:
            yield from filter(None, map(str.strip, part.split(",")))
        elif part:
            yield part


def _is_body(name: str, taxonomies: Mapping[str, Taxonomy]) -> bool:
    """Whether a folded name belongs to an outlet or an agency in the registries."""
    posts = {taxonomy.settings.offices_at for taxonomy in taxonomies.values()}
    for key, taxonomy in taxonomies.items():
        has_bodies = key in posts or taxonomy.settings.of_source
        if has_bodies and (name in taxonomy.by_name or name in taxonomy.shared):
            return True
    return False
