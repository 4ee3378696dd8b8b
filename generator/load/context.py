"""Read the settings and registries on which the check of articles depends, and hash them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from generator.check.article_fields import Context
from generator.check.registry import check_unread, read_taxonomies
from generator.check.site_settings import read_settings
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import Failure
from generator.extension import Extension
from generator.model.article import Article
from generator.model.fingerprint import fingerprint, program_fingerprint
from generator.model.layout import CONFIG, CONTENT


def read_context(
    root: Path,
    extensions: Sequence[Extension],
    report: Report,
    *,
    partly: bool = False,
    advice: bool = True,
) -> Context | None:
    """Read the settings and registries of the site with its mkdocs.yml in `root`.

    `extensions` are those that are installed.

    With `partly`, settings with errors that do not concern articles are used without the invalid
    values. Without `advice`, checks that only advise are left out.
    """
    settings, is_sound = read_settings(root / CONFIG, CONFIG, extensions, report)
    if (root / CONTENT).is_symlink():
        report.add(
            Place(CONTENT), "symlink", "this is a symbolic link", "put the folder itself here"
        )
        return None
    if settings is None or not (is_sound or partly):
        return None
    taxonomies = read_taxonomies(root / CONFIG, CONFIG, settings, report)
    if is_sound and report.ok:
        check_unread(root / CONFIG, CONFIG, settings, report)
    # Refuse a package whose key every article has already.
    known = {field.name for field in fields(Article)}
    for extension in settings.extensions:
        for key in extension.keys:
            if key in known:
                raise Failure(f"{extension.name}: '{key}' is already a key of every article")
            known.add(key)
    context = Context(settings, taxonomies, dt.date.today(), is_sound, has_advice=advice)
    extras = {own.package: own.read(root, context, report) for own in settings.extensions}
    return replace(context, extras=extras)


def context_fingerprint(context: Context) -> bytes:
    """Hash everything in a context that the check of an article reads.

    The site's address is left out, because no article's check depends on it. The names and words of
    all terms count, because each text is searched for them.
    """
    settings = replace(
        context.settings, url="", title="", tagline="", description="", corrections_note=""
    )
    terms = []
    for name, taxonomy in context.taxonomies.items():
        for term in taxonomy:
            own = term.slug, term.vocabulary, term.parent, term.country, term.url, term.hosts
            names = term.name, term.acronym, term.aliases, term.ambiguous
            terms.append((name, own, names, term.not_to_be_confused_with))
    whole = [name for name, taxonomy in context.taxonomies.items() if taxonomy.is_whole]
    extras = [
        context.extras.get(own.package)
        for own in context.settings.extensions
        if type(own).check_article is not Extension.check_article
    ]
    return fingerprint(program_fingerprint(), settings, terms, whole, extras)
