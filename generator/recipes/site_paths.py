"""The paths of a site, each with its owner: whoever writes the file there.

The list is made of recipes, before any file is. So two owners of one path end a build before one
file replaces another, and the audit accepts the listed paths only.
"""

import unicodedata
from collections.abc import Iterable

from generator.diagnostics.failure import Failure
from generator.recipes.recipe import Recipe


def site_paths(recipes: Iterable[Recipe]) -> dict[str, str]:
    """Map each path to its owner.

    Raises:
        Failure: two files have one address, on some hosts or on all.
    """
    owners: dict[str, str] = {}
    served: dict[str, str] = {}
    for recipe in recipes:
        for path in recipe.paths:
            other = served.setdefault(_served_at(path), path)
            if path in owners or other != path:
                both = f"{owners[other]} has /{other}, and {recipe.owner} has /{path}"
                raise Failure(f"two files have the same address: {both}; rename or remove one")
            owners[path] = recipe.owner
    return owners


def _served_at(path: str) -> str:
    """The address of a file on a host that ignores case and `.html`."""
    address = path.removesuffix(".html")
    if f"/{path}".endswith("/index.html"):
        address = path.removesuffix("index.html").rstrip("/")
    return unicodedata.normalize("NFC", address).casefold()
