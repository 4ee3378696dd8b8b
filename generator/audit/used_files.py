"""Files that a page uses as code, style sheet, manifest, icon or font: those whose owner may."""

from collections.abc import Iterable, Mapping

from generator.audit.html_words import keyword, words
from generator.audit.problem import Problem, allowed, excerpt
from generator.audit.site_addresses import Addresses
from generator.read.links.web_addresses import tidied

_ENDINGS = allowed("uses")
"""What a file is used as → how its name may end."""
_RELATIONS = {
    "stylesheet": "style",
    "manifest": "manifest",
    "icon": "icon",
    "apple-touch-icon": "icon",
    "mask-icon": "icon",
    "modulepreload": "script",
}
"""Relation of a `<link>` → what browsers use its file as."""
_PRELOADED = {"script": "script", "worker": "script", "style": "style", "font": "font"}
"""`as` of a preload → the same; anything else is data or a picture."""
_CODES = {"script": "inline-script", "style": "inline-style"}
_LISTS = {"script": "extra_javascript", "style": "extra_css"}


class UsedFiles:
    """Tells which files of a site its pages may use as more than a page, a picture or a download.

    Both readings of a page ask this, the one by tags and the one by a parser.
    """

    def __init__(self, every: Addresses, usable: Iterable[str]) -> None:
        """`every` has all files of the site, `usable` those whose owner may add code."""
        self._every = every
        files = [(path, path.rpartition(".")[2].lower()) for path in usable]
        self._usable = {
            use: Addresses([path for path, ending in files if ending in endings], every.url)
            for use, endings in _ENDINGS.items()
        }

    def problem(self, tag: str, attributes: Mapping[str, str], path: str) -> Problem | None:
        """Say what is wrong with the use of a file by an element of the page at `path`."""
        target = attributes.get("src" if tag == "script" else "href")
        if target is None:
            return None
        for use in _uses(tag, attributes):
            is_own = self._every.follow(target, path) == "own"
            is_page = not tidied(target).partition("#")[0].partition("?")[0]
            if is_own and (is_page or self._usable[use].follow(target, path) != "own"):
                shown = excerpt(target)
                message = f"the page uses '{shown}' as its {use}, which is not the theme's"
                if use in _LISTS:
                    message = f"the page uses '{shown}', which {_LISTS[use]} does not list"
                return Problem(_CODES.get(use, "unexpected-markup"), message, f"<{tag}")
        return None


def _uses(tag: str, attributes: Mapping[str, str]) -> Iterable[str]:
    """What browsers use the file of an element as."""
    if tag == "script":
        return ("script",)
    if tag != "link":
        return ()
    rels = words(attributes.get("rel", ""))
    uses = [_RELATIONS[rel] for rel in rels if rel in _RELATIONS]
    if "preload" in rels:
        kind = keyword(attributes.get("as", ""))
        uses += [_PRELOADED[kind]] if kind in _PRELOADED else []
    return uses
