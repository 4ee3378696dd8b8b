"""Read the authors of a report, a list with one person's name in each item.

Bylines are often pasted as they are printed: `By Jane Doe and John Roe, CISA`. Only a person can
say which of the names are people, so a byline is taken apart in the help and never corrected in
silence.
"""

import re
from collections.abc import Mapping

from generator.check.fields import Fields
from generator.check.keys import Listed
from generator.diagnostics.diagnostics import Fix
from generator.model.term import Taxonomy, fold

_BY = re.compile(r"\A(?:by|von)[ :]+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;|]\s*|\s+(?:and|und|və|&|/)\s+")
_FULL_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)+")


def author_names(fields: Fields, taxonomies: Mapping[str, Taxonomy]) -> tuple[str, ...]:
    """Return the names in `authors`; report bylines and organisations."""
    names = []
    for name, place in fields.placed_texts("authors", most=20):
        names.append(name)
        # A comma in an item precedes a title or a degree more often than another name.
        people = _BETWEEN.split(_BY.sub("", name))
        if people != [name] and all(map(_FULL_NAME.fullmatch, people)):
            message = f"'{name[:60]}' is not the name of one person"
            help_line = f"write authors: [{', '.join(people)[:120]}]"
            fix = Fix("text", people[0]) if len(people) == 1 else None
            fields.report.add(place, "not-an-author", message, help_line, fix)
        elif _is_body(name, taxonomies):
            message = f"'{name[:60]}' is an organisation, not an author"
            help_line = "delete it, or name the people who wrote the report"
            fields.report.add(place, "not-an-author", message, help_line)
    return tuple(names)


def listed_authors(taxonomies: Mapping[str, Taxonomy], byline: str) -> Listed:
    """The people that a byline names, and whether this is certain."""
    names = []
    for part in _BETWEEN.split(_BY.sub("", byline.strip())):
        surname, comma, others = part.partition(",")
        if comma and " " not in surname:
            names.append(f"{others.strip()} {surname}")
        else:
            names += filter(None, map(str.strip, part.split(",")))
    people = [name for name in names if not _is_body(name, taxonomies)]
    return tuple(people or [byline]), len(names) == len(people) == 1


def _is_body(name: str, taxonomies: Mapping[str, Taxonomy]) -> bool:
    """Whether a name belongs to an outlet or an agency in the registries."""
    posts = {taxonomy.settings.offices_at for taxonomy in taxonomies.values()}
    for key, taxonomy in taxonomies.items():
        has_bodies = key in posts or taxonomy.settings.of_source
        if has_bodies and (fold(name) in taxonomy.by_name or fold(name) in taxonomy.shared):
            return True
    return False
