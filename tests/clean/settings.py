"""Random settings of a site: every key of site.yml, present or absent, at its limits and between them."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from babel.localedata import locale_identifiers

from generator.check.locale_codes import capitalised
from generator.model.settings import ADVICE, LIMITS

if TYPE_CHECKING:
    from tests.clean.site import Maker

TAGS = sorted(
    {capitalised(name) for name in locale_identifiers()} | {"en-GB-oxendict", "sl-rozaj-biske-1994"}
)
"""A tag for each locale of CLDR, and two with variants."""
_FOREIGN = "https://example.org/"
_PAIRS = [
    ("agencies", "themes"),
    ("agencies", "countries"),
    ("themes", "agencies"),
    ("agencies", "agencies"),
    ("people", "sources"),
    ("countries", "people"),
    ("sources", "themes"),
]
_NUMBERS = (1, 2, 3, 5, 60, 999, 1_000)


def random_settings(maker: "Maker") -> dict[str, Any]:
    """The content of site.yml; a value of None means that the key is absent."""
    chance, maybe = maker.chance, maker.maybe
    taxonomies = _taxonomies(maker)
    pairs = [pair for pair in _PAIRS if {*pair} <= taxonomies.keys()]
    return {
        "title": _title(maker),
        "tagline": maybe(0.7, lambda: chance.choice((maker.words(), "x", _long(maker, 160)))),
        "description": maybe(0.7, lambda: chance.choice((maker.words(), "x", _long(maker, 400)))),
        "url": maker.url or None,
        "schema": maybe(0.5, lambda: 1),
        "language": maybe(0.6, lambda: chance.choice(("en", "de", "az", chance.choice(TAGS)))),
        "taxonomies": taxonomies,
        "crossings": maybe(0.9, lambda: _crossings(maker, pairs)),
        "long_listing": maybe(0.8, lambda: chance.choice(_NUMBERS)),
        "limits": maybe(0.3, lambda: _limits(maker)),
        "edit_url": maybe(
            0.5, lambda: chance.choice((f"{maker.url or _FOREIGN}edit/", f"{_FOREIGN}edit/"))
        ),
        "repository": maybe(0.5, maker.address),
        "contact": maybe(0.5, lambda: "editors@digest.example.org"),
        "feed_authority": maybe(
            0.5, lambda: chance.choice(("digest.example.org", "old.example.org"))
        ),
        "unsubscribe": maybe(0.3, lambda: "https://lists.example.org/unsubscribe/{token}"),
        "licence": maybe(0.7, lambda: _licence(maker)),
        "feeds": maybe(0.6, lambda: _feeds(maker)),
    }


def _title(maker: "Maker") -> str:
    return str(maker.chance.choice((maker.name(), "X", "Ж", _long(maker, 60))))


def _long(maker: "Maker", length: int) -> str:
    """Words of exactly this length, in characters."""
    text = maker.words(3, 9)[:length].strip()
    return text + "x" * (length - len(text))


def _crossings(maker: "Maker", pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    count = maker.chance.randint(0, min(2, len(pairs)))
    chosen = maker.chance.sample(pairs, k=count)
    return [{"rows": rows, "columns": columns} for rows, columns in chosen]


def _given(key: str, value: object) -> dict[str, Any]:
    return {} if value is None else {key: value}


def _limits(maker: "Maker") -> dict[str, int]:
    """One limit at its minimum or its maximum; a low one rejects most articles."""
    defaults = asdict(LIMITS)
    key = maker.chance.choice(sorted(defaults))
    most = (defaults | ADVICE)[key]
    return {key: maker.chance.choice((1, most - 1, most, most))}


def _licence(maker: "Maker") -> dict[str, str]:
    name = maker.chance.choice(("CC BY 4.0", "X", _long(maker, 60)))
    return {"name": name, **_given("url", maker.maybe(0.5, lambda: f"{_FOREIGN}licence"))}


def _feeds(maker: "Maker") -> dict[str, str]:
    text = maker.maybe(0.7, lambda: maker.chance.choice(("full", "summary")))
    return {**_given("text", text), **_given("hub", maker.maybe(0.5, maker.address))}


def _taxonomies(maker: "Maker") -> dict[str, Any]:
    chance = maker.chance
    taxonomies: dict[str, Any] = {
        "agencies": {"title": _title(maker), "singular": "Agency", "required": True},
        "themes": {"title": "Themes", "singular": _title(maker), "required": True},
        "countries": {"title": "Countries", "singular": "Country", "terms": "iso-3166", "lookup": "code",
                      "implied_by": "agencies"},
        "people": {"title": "People", "singular": "Person", "lookup": "name", "unknown": "warning"},
        "sources": {"title": "Sources", "singular": "Source", "front_matter": "source.name", "lookup": "name",
                    "unknown": "warning", "terms": "sources.yml"},
    }  # fmt: skip
    for name in ("countries", "people", "sources"):
        if chance.random() < 0.15:
            del taxonomies[name]
    groups = [
        *taxonomies
    ]  # none that is refused, because whatever refers to it would be refused, too
    if chance.random() < 0.5:
        third = chance.choice(("api", "title", "assets", "topics", "topics", "topics", "archive"))
        taxonomies[third] = {"title": "Topics", "singular": "Topic", "terms": "topics.yml"}
        groups += ["topics"] if third == "topics" else []
    for taxonomy in taxonomies.values():
        optional = {
            "group_by": maker.maybe(0.8, lambda: chance.choice(groups)),
            "in_menu": maker.maybe(0.3, lambda: chance.choice((True, False))),
            "intro": maker.maybe(
                0.5, lambda: chance.choice((maker.words(), "x", _long(maker, 400)))
            ),
            "schema_type": maker.maybe(0.3, lambda: "DefinedTerm"),
            "kinds": maker.maybe(
                0.2, lambda: {"one": maker.words(), "two": {"name": maker.name()}}
            ),
            "identifiers": maker.maybe(0.2, lambda: {"cve": {"title": maker.name()}}),
            "required": maker.maybe(0.1, lambda: False),
        }
        taxonomy |= {key: value for key, value in optional.items() if value is not None}
    return taxonomies
