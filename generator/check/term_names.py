"""Read the names of a term, and which organisation uses which of them."""

from collections.abc import Iterator
from typing import Any

from generator.check.fields import TERM, Fields
from generator.model.term import fold
from generator.read.yaml import Mapping as Keyed
from generator.read.yaml import Node

MOST = 60
"""Maximum organisations that use names, and maximum names of each.

Each name is looked for in every article."""


def read_names(record: Fields) -> dict[str, Any]:
    """Read all keys of a term that have names, as fields of `Term`."""
    name, language = _own_name(record)
    acronym = record.value("acronym", TERM["acronym"])
    aliases = dict(_names(record, "aliases"))
    ambiguous = dict(_names(record, "ambiguous"))
    named_by = _named_by(record)
    used: dict[str, str] = {}
    for of_one in named_by.values():
        used |= of_one
    languages = {name: language, **aliases, **used, **ambiguous}
    # A name that an organisation uses is an alias, unless the term lists it in another way.
    listed = {fold(other) for other in (name, acronym, *ambiguous)}
    others = [other for other in used if fold(other) not in listed]
    return {
        "name": name,
        "acronym": acronym,
        "aliases": tuple(dict.fromkeys((*aliases, *others))),
        "named_by": {organisation: tuple(of_one) for organisation, of_one in named_by.items()},
        "ambiguous": tuple(ambiguous),
        "not_to_be_confused_with": tuple(dict(_names(record, "not_to_be_confused_with"))),
        "languages": {one: tag for one, tag in languages.items() if tag},
    }


def _named_by(record: Fields) -> dict[str, dict[str, str]]:
    """Map each organisation to the names that it uses, and each name to its language or ""."""
    users = record.record("named_by", "<who uses them>: [<name>]")
    entries = users.mapping.entries
    if len(entries) > MOST:
        users.known += entries
        message = f"'named_by' has {len(entries):,} keys, but at most {MOST} are allowed"
        help_line = "keep the organisations that readers know"
        record.problem("named_by", "too-many", message, help_line)
        return {}
    found: dict[str, dict[str, str]] = {}
    for written, (key, _) in entries.items():
        organisation = users.name(written[:60], key, most=60)
        names = _used_names(users, written)
        if organisation and names:
            found.setdefault(organisation, {}).update(names)
    return found


def _used_names(users: Fields, organisation: str) -> dict[str, str]:
    """The names that an organisation uses, with their languages."""
    names: dict[str, str] = {}
    for node in users.items(organisation, most=MOST, example="Lotus 7"):
        for name, tag in _name(users, organisation, node):
            if name in names:
                message = f"'{name}' is listed twice in '{users.within}{organisation[:60]}'"
                users.report.add(node.place, "repeated-value", message, "keep one of the two")
            names[name] = tag
    return names


def _names(record: Fields, key: str) -> Iterator[tuple[str, str]]:
    """Names with their languages: `DTX`, or `{az: Dövlət Təhlükəsizliyi Xidməti}`."""
    for node in record.items(key, most=TERM[key]["limit"]):
        yield from _name(record, key, node)


def _own_name(record: Fields) -> tuple[str, str]:
    """A term's name and its language, which may be ""; a term without a name is reported."""
    node = record.required("name", "name: <name>")
    if node is None:
        return "", ""
    return next(_name(record, "name", node), ("", ""))


def _name(record: Fields, key: str, node: Node) -> Iterator[tuple[str, str]]:
    """The valid names of a node: one without a language, or one for each language."""
    if isinstance(node, Keyed):
        pair = Fields(node, record.report, key)
        help_line = "write the language's code before the name, as in {<code>: <name>}"
        for tag in pair.languages(help_line):
            if name := pair.name(tag):
                yield name, tag
    elif name := record.name(key, node):
        yield name, ""
