"""Publish feeds and other files beside a moved page at its old address, too.

Feed readers do not follow the redirects in HTML pages, and many hosts offer no others. So
subscribers at an old address keep their feed, whose `self` link gives the new one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.recipes.making import Product


def moved(products: Iterable[Product], redirects: Mapping[str, str]) -> Iterator[Product]:
    """Yield files beside pages once more at the pages' old addresses; `redirects` is old → new address."""
    beside: dict[str, list[Product]] = defaultdict(list)
    targets = set(redirects.values())
    for product in products:
        folders = {path[: path.rfind("/") + 1] for path in product.paths}
        folder = folders.pop()
        if not folders and folder in targets:
            beside[folder].append(product)
    for old, new in redirects.items():
        for product in beside.get(new, ()):
            yield replace(
                product, paths=tuple(old + path.removeprefix(new) for path in product.paths)
            )


def paths_of(products: Iterable[Product], redirects: Mapping[str, str]) -> dict[str, str]:
    """Return old path → new path, of pages and of the files beside them."""
    moves = dict(redirects)
    for product in products:
        for path in product.paths:
            folder, _, name = path.rpartition("/")
            if name != "index.html":
                moves[path] = f"{redirects[f'{folder}/']}{name}"
    return moves
