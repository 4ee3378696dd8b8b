"""Read `site_config/site.yml` into `Settings`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path

from generator.check.fields import ROWS, Fields, Row
from generator.check.lost_indentation import with_indentation
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean, nearest
from generator.extension import Extension
from generator.model import address
from generator.model.article import Article
from generator.model.layout import CONFIG
from generator.model.settings import (
    ADVICE,
    COUNTRY_LIST,
    LIMITS,
    Catalogue,
    CrossingSettings,
    FeedSettings,
    LicenceSettings,
    Limits,
    Settings,
    TaxonomySettings,
)
from generator.read import yaml
from generator.read.file_names import inner_path
from generator.read.regular import read_below
from generator.read.tables import by_word
from generator.read.text import decode

_MOST_REGISTRY_BYTES = 8 * 1024 * 1024
_MISSING = (
    "create it, or give the existing file this name; `digest init` in another folder writes a model"
)
_LISTED = "the page site.yml of the documentation lists all settings; those of MkDocs and Material "
_LISTED += "are in mkdocs.yml"
SITE_FILE = "site.yml"
Extensions = Sequence[Extension]
_KEYS = frozenset(field.name for field in fields(Article))
_REFERENCES = ("group_by", "implied_by", "offices_at")
_SITE, _TAXONOMY, _KIND = ROWS["site"]["keys"], ROWS["taxonomy"], ROWS["kind"]
SCHEMA: int = _SITE["schema"]["default"]
"""The version of site.yml that this program reads; CHANGELOG.md says what each one changed."""


def read_config_file(
    folder: Path,
    name: str,
    shown_as: str,
    report: Report,
    *,
    empty: str = "",
    partly: bool = False,
    inner: Collection[str] = (),
    below: str = "",
) -> yaml.Mapping | None:
    """Read an editor's YAML file below a folder; None after reporting that it cannot be used.

    An empty file has no keys; if it may not be empty, `empty` says what to write. With `partly`, it
    is read without the keys that have a slip of YAML (see `yaml.parse`). `inner` are the keys of
    its entries, which may have lost their indentation; the entries are `below` a key.
    """
    missing = f"a path in site.yml begins at {CONFIG}/; {_MISSING}" if "/" in name else _MISSING
    near = _elsewhere(folder, name)
    if near and "/" not in name and near != name and name == SITE_FILE:
        missing = f"rename {near} to {name}"
    elif (folder.parent / name).is_file() and name == SITE_FILE:
        missing = f"move {name} into {CONFIG}/"
    elif near:
        missing = f"a path in site.yml begins at {CONFIG}/; did you mean '{near}'?"
        if near == COUNTRY_LIST:
            missing = f"did you mean '{near}', the list of all countries?"
    data = read_below(folder, name, shown_as, _MOST_REGISTRY_BYTES, report, missing)
    text = decode(data, shown_as, report)
    if text is None:
        return None
    before = len(report)
    moved = Report()
    meant = with_indentation(text, shown_as, inner, below, moved) if inner else text
    # A slip of YAML in the same lines is the cause.
    if len(moved) and yaml.parse(text, shown_as, Report(), LIMITS) is not None:
        report.extend(moved)
        text = meant
    node = yaml.parse(text, shown_as, report, LIMITS, partly=partly)
    if node is None and len(report) == before:
        if not empty:
            return yaml.Mapping({}, Place(shown_as))
        report.add(Place(shown_as), "empty-value", "the file declares nothing", empty)
    if node is not None and not isinstance(node, yaml.Mapping):
        message = "the file is not a set of keys"
        help_line = empty or "write `key: value` lines"
        report.add(node.place, "not-a-mapping", message, help_line)
        return None
    return node


def _elsewhere(folder: Path, name: str) -> str:
    """What a missing file of terms may be: a file with nearly its path, or all countries."""
    if (folder / name).exists():
        return ""
    above, _, bare = name.rpartition("/")
    if near := nearest(name, [COUNTRY_LIST]):
        return near
    for path in (name.removeprefix(f"{CONFIG}/"), bare, f"taxonomies/{bare}"):
        if path != name and (folder / path).is_file():
            return path
    near = nearest(bare, [file.name for file in (folder / above).glob("*.y*ml")])
    return near and f"{above}/{near}".lstrip("/")


def read_settings(
    folder: Path, shown_as: str, extensions: Extensions, report: Report
) -> tuple[Settings | None, bool]:
    """Read site.yml as far as content can be checked against it, and say whether it has no error.

    Invalid values are left out. The taxonomies must be sound, because all articles depend on them;
    without them the result is None.
    """
    shown = f"{shown_as}/site.yml"
    before = report.count("error")
    inner = _TAXONOMY["keys"]
    mapping = read_config_file(
        folder, "site.yml", shown, report, partly=True, inner=inner, below="taxonomies"
    )
    if mapping is None:
        return None, False
    site = Fields(mapping, report, listed=_LISTED)
    site.other_words = by_word(__package__, "other_keys", "site")
    site.elsewhere = by_word(__package__, "other_keys", "settings")
    if not _is_current(site):
        return None, False
    taxonomies = _taxonomies(site, extensions, report)
    is_usable = report.count("error") == before and bool(taxonomies)
    settings = _settings(site, taxonomies, extensions)
    site.finish()
    if mapping.lost:  # any of these settings may change what is right in an article
        return None, False
    return settings if is_usable else None, report.count("error") == before


def _settings(
    site: Fields, taxonomies: dict[str, TaxonomySettings], extensions: Extensions
) -> Settings:
    extras = site.record("extras", "<part>: false")
    rooms = [own for own in extensions if own.is_room]
    without = tuple(own for own in rooms if not extras.flag(own.name, default=True))
    return Settings(
        url=site.value("url", _SITE["url"]),  # read first: it is no part of a record below
        taxonomies=taxonomies,
        permalinks=_ledger(site),
        licence=LicenceSettings(**site.value("licence", _SITE["licence"])),
        crossings=tuple(_crossings(site, taxonomies)),
        feeds=FeedSettings(**site.value("feeds", _SITE["feeds"])),
        offline=_offline(site),
        extensions=tuple(own for own in extensions if own not in without),
        without=without,
        limits=_limits(site),
        **site.rest(_SITE, ROWS["site"]["required"]),
    )


def _offline(site: Fields) -> bool:
    """Read whether an earlier version kept pages for reading offline; say what is done about it."""
    if site.get("offline") is None:
        return False
    message = (
        "'offline' has gone: the site now publishes a worker.js that removes the old one, and "
    )
    message += "what it kept, from the browsers of readers who come back"
    help_line = "delete the line some months after this version of the site went online"
    site.problem("offline", "former-worker", message, help_line)
    return True


def _is_current(site: Fields) -> bool:
    """Whether site.yml has the current version; without `schema` it has. Report any other."""
    version = site.value("schema", _SITE["schema"])
    if version == SCHEMA:
        return True
    help_line = "install the newest version of the program; its CHANGELOG.md says what to change"
    message = f"site.yml has schema {version}, but this program reads schema {SCHEMA}"
    site.problem("schema", "schema-version", message, help_line)
    return False


def _taxonomies(
    site: Fields, extensions: Extensions, report: Report
) -> dict[str, TaxonomySettings]:
    whole = site.record("taxonomies")
    if not site.has("taxonomies"):
        site.missing("taxonomies", "taxonomies: {topics: {title: Topics, singular: Topic}}")
    found: dict[str, TaxonomySettings] = {}
    records = {}
    for name, (key, _) in whole.mapping.entries.items():
        record = whole.record(name)
        taxonomy = _taxonomy(name, record)
        if record.given and record.good_slug(name, key.place):
            help_line = "give the taxonomy another name"
            if use := address.generated(taxonomy.name, ()):
                message = f"'/{taxonomy.name}/' is reserved for {use}"
                report.add(key.place, "reserved-address", message, help_line)
            elif taxonomy.front_matter in _KEYS.union(*(own.keys for own in extensions)):
                message = f"'{taxonomy.front_matter}' is already a key of every article"
                report.add(
                    key.place,
                    "repeated-key",
                    message,
                    f"{help_line}, or another `front_matter` key",
                )
            _check_key(taxonomy, found, record)
            found[name] = taxonomy
            records[name] = record
    for name, record in records.items():
        for reference in _REFERENCES:
            other = getattr(found[name], reference)
            others = [one for one in found if one != name]
            if other and other not in map(address.slugify, whole.mapping.entries):
                help_line = did_you_mean(other, others, "declare it under taxonomies")
                message = f"'{other}' is not a taxonomy"
                record.problem(reference, "unknown-reference", message, help_line)
    return found


def _taxonomy(name: str, record: Fields) -> TaxonomySettings:
    rows = _TAXONOMY["keys"]
    kinds = _kinds(record)
    named = {**rows["title"], "write": name.title()}
    return TaxonomySettings(
        name=name,
        title=record.value("title", named, needed=True),
        terms=_terms_file(record, rows) or f"taxonomies/{name}.yml",
        front_matter=record.value("front_matter", rows["front_matter"]) or name,
        kinds={slug: meaning or title for slug, (title, meaning, _) in kinds.items()},
        kind_names={slug: title for slug, (title, _, _) in kinds.items() if title},
        kind_plurals={slug: plural for slug, (_, _, plural) in kinds.items() if plural},
        identifiers=_identifiers(record),
        **record.rest(rows, _TAXONOMY["required"]),
    )


def _check_key(
    taxonomy: TaxonomySettings, others: dict[str, TaxonomySettings], record: Fields
) -> None:
    """Report a taxonomy with the front matter key of another one."""
    for name, other in others.items():
        if other.front_matter == taxonomy.front_matter:
            message = f"'{taxonomy.front_matter}' is already the key of '{name}'"
            help_line = "give one of them another `front_matter` key"
            record.problem("front_matter", "repeated-key", message, help_line)


def _terms_file(record: Fields, rows: Mapping[str, Row]) -> str:
    """Read the path of a file of terms, or the name of the list of countries."""
    path = _path_within(record, "terms", rows)
    if path == COUNTRY_LIST or not nearest(path, [COUNTRY_LIST]):
        return path
    help_line = f"did you mean '{COUNTRY_LIST}'?"
    record.problem("terms", "bad-choice", f"'{path}' is not a list of terms", help_line)
    return ""


def _path_within(record: Fields, key: str, rows: Mapping[str, Row]) -> str:
    """Read the path of a file below site_config/."""
    path: str = record.value(key, rows[key])
    if path and inner_path(path) != path:
        message = f"'{path}' leads out of site_config/"
        record.problem(key, "outside-site", message, "name a file within site_config/")
        return ""
    return path


def _ledger(site: Fields) -> str:
    """Read the path of the ledger.

    It must not be that of a registry, because `digest permalinks` replaces the file.
    """
    node = site.mapping.at("permalinks")
    if node is not None and node.kind == "true or false":
        site.get("permalinks")
        message = f"'permalinks' must be the name of a file, but is {node.kind}"
        site.problem("permalinks", "wrong-type", message, "write permalinks: permalinks.txt")
        return ""
    path = _path_within(site, "permalinks", _SITE)
    if path and not path.endswith(".txt"):
        message = f"'{path}' is not a text file for the ledger"
        help_line = "write permalinks: permalinks.txt"
        site.problem("permalinks", "bad-choice", message, help_line)
        return ""
    return path


def _identifiers(record: Fields) -> dict[str, Catalogue]:
    """Read `identifiers`: key → the catalogue of IDs."""
    whole = record.record("identifiers")
    catalogues = {}
    for key, (name, _) in whole.mapping.entries.items():
        whole.known.append(key)
        if whole.good_slug(key, name.place):
            catalogues[key] = Catalogue(**whole.record(key).values(ROWS["identifier"]))
    return catalogues


def _kinds(record: Fields) -> dict[str, tuple[str, str, str]]:
    """Read `kinds`: slug → name, explanation and plural; a missing one is ""."""
    whole = record.record("kinds", "<slug>: <name>")
    kinds = {}
    for slug, (name, node) in whole.mapping.entries.items():
        if not whole.good_slug(slug, name.place):
            whole.known.append(slug)
        elif isinstance(node, yaml.Mapping):
            kind = whole.record(slug).values(_KIND)
            kinds[slug] = (kind["name"], kind["meaning"], kind["plural"])
        else:
            kinds[slug] = ("", whole.value(slug, _KIND["keys"]["meaning"]), "")
    return kinds


def _crossings(site: Fields, taxonomies: dict[str, TaxonomySettings]) -> Iterator[CrossingSettings]:
    example = next(iter(taxonomies), "topics")
    # Those with an error are declared, too; if none can be read, any name may be right.
    declared = site.mapping.at("taxonomies")
    names = [*map(address.slugify, declared.entries)] if isinstance(declared, yaml.Mapping) else []
    for record in site.records("crossings", example="rows: <taxonomy>, columns: <taxonomy>"):
        if not names:
            record.known += record.mapping.entries
            continue
        rows = record.choice("rows", names, required=f"rows: {example}")
        columns = record.choice("columns", names, required=f"columns: {example}")
        if rows in taxonomies and columns in taxonomies:
            yield CrossingSettings(rows, columns)


def _limits(site: Fields) -> Limits:
    record = site.record("limits")
    limits = {}
    for key, default in asdict(LIMITS).items():
        limits[key] = record.number(key, default=default, most=ADVICE.get(key, default))
    return Limits(**limits)
