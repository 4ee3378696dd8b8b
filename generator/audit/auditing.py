"""The audit of a built site, naming the content file behind each page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.audit.manifest import Manifest, copies_of, machine_paths
from generator.audit.site_audit import audit_site
from generator.diagnostics.diagnostics import Diagnostic, Place, Report
from generator.diagnostics.failure import Failure
from generator.model import address
from generator.model.layout import CONFIG, CONTENT
from generator.model.site import Site


class Refused(Failure):
    """The built site failed the audit, so it was not published."""

    def __init__(self, report: Report) -> None:
        super().__init__("the site did not pass the audit; nothing was published")
        self.report = report


def audit(
    root: Path,
    public: Path,
    themes: tuple[Path, ...],
    folder: Path,
    shown: str,
    site: Callable[[], Site | None],
    changers: Callable[[], Iterable[str]],
) -> Report:
    """Audit a built site.

    Args:
        root: The folder of mkdocs.yml.
        public: MkDocs' docs_dir.
        themes: MkDocs' folders of the theme, in the order in which it looks into them.
        folder: The built site.
        shown: That folder as its reader would type it.
        site: Reads the site's content; called only when something is wrong, and so is `changers`.
        changers: Finds other plugins that change what MkDocs renders.
    """
    copies = copies_of([*map(str, themes)], str(public))
    sources = (root / CONTENT, root / CONFIG)
    manifest = Manifest(copies, secrets=machine_paths(root, folder), sources=sources)
    report = audit_site(folder, manifest, shown=shown)
    if report.ok:
        return report
    content = site()
    pages = sources_of(content) if content else {}
    named = Report()
    named.extend(_named(diagnostic, pages, shown) for diagnostic in report)
    for plugin in changers():
        message = f"the plugin '{plugin}' changes what MkDocs renders, which may be the cause"
        help_line = f"take '{plugin}' out of mkdocs.yml, build again, and see whether the site passes"
        named.add(Place("mkdocs.yml"), "other-plugin", message, help_line)
    return named


def sources_of(site: Site) -> Mapping[str, str]:
    """Address of a page → the content file that it is made from."""
    return {
        **{article.address: article.path for article in site.published},
        **{page.address: page.path for page in site.documents},
        **{address.edition(*edition.week): edition.path for edition in site.editions},
        **{
            address.term(name, term.slug): f"{term.place.path}:{term.place.line}"
            for name, taxonomy in site.taxonomies.items()
            for term in taxonomy
        },
    }


def _named(diagnostic: Diagnostic, sources: Mapping[str, str], shown: str) -> Diagnostic:
    path = diagnostic.place.path.removeprefix(f"{shown}/")
    source = sources.get(path[: path.rfind("/") + 1])
    return replace(diagnostic, message=f"{diagnostic.message} (from {source})") if source else diagnostic
