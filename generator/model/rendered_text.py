"""The rendered text of an article, a page or an edition."""

from dataclasses import dataclass

from generator.diagnostics.diagnostics import Place


@dataclass(frozen=True, slots=True)
class InternalLink:
    """A link to a page of the site, checked once all pages are known."""

    target: str
    """The path from the root, with any query and fragment: `/about/#checks`."""
    place: Place


@dataclass(frozen=True, slots=True)
class Body:
    """Sanitised HTML with `ROOT` before internal addresses, and its links to pages of the site."""

    html: str
    links: tuple[InternalLink, ...] = ()
    text: str = ""
    """The words without markup."""
