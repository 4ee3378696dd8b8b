"""List recipes of what the scripts of the search load, and make the index."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec

from generator.assemble.interface import _
from generator.load.loaded import Loaded
from generator.pages.archive_pages import newest_with_terms
from generator.recipes.recipe import Recipe, collected_file, written
from generator.recipes.shell import DocsPage
from generator.search.index import divide, index
from generator.search.names import names, subjects
from generator.search.reader_words import other_words, small_words
from generator.search.records import docs_page, records

NAMES = "search/names.json"
NEWEST = "search/newest.json"
SUBJECTS = "search/subjects.json"


def search_values(loaded: Loaded, docs: Sequence[DocsPage]) -> list[Recipe]:
    """List recipes for the names by which terms are found, and for the newest articles."""
    newest = written(NEWEST, msgspec.json.encode(newest_with_terms(loaded.checked)))
    names_file = collected_file(NAMES, partial(_names, loaded, len(_searched(docs))))
    phrases = collected_file(SUBJECTS, lambda: msgspec.json.encode(subjects(loaded.checked)))
    return [names_file, phrases, newest]


def _names(loaded: Loaded, docs: int) -> bytes:
    site = loaded.checked
    bundles = divide(records(site))
    counts = {"articles": len(site.articles), "archives": max(0, len(bundles) - 1)}
    same = [other_words("leaders"), other_words("spies")]
    words = {"small": small_words(site), "same": same}
    value = names(site) | counts | words
    # The site's root from the digest, the number of pages of documentation, and a word for one.
    root = "../" * loaded.path.count("/") or "./"
    value["docs"] = {"root": root, "pages": docs, "kind": _("Documentation")}
    return msgspec.json.encode(value)


def search_index(loaded: Loaded, docs: Sequence[DocsPage], folder: Path) -> dict[str, Path]:
    """Index a site; return path → file in a folder, which keeps bundles for the next call."""
    site = loaded.checked
    return index(records(site), _searched(docs), site.settings.language, folder)


def _searched(docs: Sequence[DocsPage]) -> dict[str, str]:
    """Map the address of each page of documentation to the page to index.

    Pages that exclude themselves from the search are left out.
    """
    return {page.address: docs_page(page.title, page.text) for page in docs if page.text}
