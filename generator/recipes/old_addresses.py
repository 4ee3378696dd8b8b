"""Publish feeds and other files beside a moved page at its old address, too.

Feed readers do not follow the redirects in HTML pages, and many hosts offer no others. So
subscribers at an old address keep their feed, whose `self` link gives the new one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.recipes.recipe import Recipe


def moved(recipes: Iterable[Recipe], redirects: Mapping[str, str]) -> Iterator[Recipe]:
    """Yield files beside pages once more, at the pages' old addresses.

    `redirects` maps old addresses to new ones.
    """
    beside: dict[str, list[Recipe]] = defaultdict(list)
    targets = set(redirects.values())
    for recipe in recipes:
        folders = {path[: path.rfind("/") + 1] for path in recipe.paths}
        folder = folders.pop()
        if not folders and folder in targets:
            beside[folder].append(recipe)
    for old, new in redirects.items():
        for recipe in beside.get(new, ()):
            paths = tuple(old + path.removeprefix(new) for path in recipe.paths)
            yield replace(recipe, paths=paths)


def paths_of(recipes: Iterable[Recipe], redirects: Mapping[str, str]) -> dict[str, str]:
    """Map old paths to new ones, for pages and for the files beside them."""
    moves = dict(redirects)
    for recipe in recipes:
        for path in recipe.paths:
            folder, _, name = path.rpartition("/")
            if name != "index.html":
                moves[path] = f"{redirects[f'{folder}/']}{name}"
    return moves
