"""Settings and registries for reading articles, with hashes of their parts."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from generator.check.article_fields import Context
from generator.check.registry import read_taxonomies
from generator.check.site_settings import examine_settings
from generator.diagnostics.diagnostics import Place, Report
from generator.model.fingerprint import fingerprint, program_fingerprint
from generator.model.layout import CONFIG, CONTENT
from generator.model.term import Taxonomy


def read_context(root: Path, report: Report, *, partly: bool = False) -> Context | None:
    """Read the settings and registries of the site with its mkdocs.yml in `root`.

    With `partly`, settings with errors that do not concern articles are used without the invalid
    values.
    """
    settings, is_sound = examine_settings(root / CONFIG, CONFIG, report)
    if (root / CONTENT).is_symlink():
        report.add(
            Place(CONTENT), "symlink", "this is a symbolic link", "put the folder itself here"
        )
        return None
    if settings is None or not (is_sound or partly):
        return None
    taxonomies = read_taxonomies(root / CONFIG, CONFIG, settings, report)
    return Context(settings, taxonomies, dt.date.today(), is_sound)


def at_address(url: str, context: Context) -> Context:
    """The same site at another address, with a final slash so that pages can be appended."""
    whole = f"{url.rstrip('/')}/" if url else ""
    return replace(context, settings=replace(context.settings, url=whole))


@dataclass(frozen=True, slots=True)
class ContextPrints:
    """Two fingerprints of a context.

    An article without problems depends on the settings and on the terms that its values resolve to;
    one with problems depends on every name, since its help lines suggest the nearest.
    """

    resolving: bytes
    whole: bytes

    @classmethod
    def of(cls, context: Context) -> "ContextPrints":
        """Both fingerprints of a context, except for the address of the site, which affects no article."""
        settings = replace(
            context.settings, url="", title="", tagline="", description="", corrections_note=""
        )
        common = (program_fingerprint(), settings)
        taxonomies = context.taxonomies.values()
        resolving, whole = (
            [_terms(one, every_name=every) for one in taxonomies] for every in (False, True)
        )
        return cls(fingerprint(*common, resolving), fingerprint(*common, whole))


def _terms(taxonomy: Taxonomy, *, every_name: bool) -> list[object]:
    """The data that determines which term a value names, and the countries and hosts of terms."""
    terms = [(term.slug, term.country, term.url, term.hosts) for term in taxonomy]
    by_name = [taxonomy.by_name, taxonomy.shared, [term.names for term in taxonomy]]
    return [terms, by_name] if every_name or taxonomy.settings.lookup == "name" else [terms]
