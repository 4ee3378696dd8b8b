"""What stood beside a page that has moved: feeds and the like stand at the old address, too.

Feed readers follow no redirect of a page, and many hosts have no other; so
whoever subscribed at an old address goes on reading there, and finds the new
one in the feed's `self`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.emit.finished import Product


def moved(products: Iterable[Product], redirects: Mapping[str, str]) -> Iterator[Product]:
    """The same files at old addresses.

    Args:
        products: Files beside pages; those that are made together lie in one folder.
        redirects: Old address → new one.
    """
    beside: dict[str, list[Product]] = defaultdict(list)
    wanted = set(redirects.values())
    for product in products:
        folders = {path[: path.rfind("/") + 1] for path in product.paths}
        folder = folders.pop()
        if not folders and folder in wanted:
            beside[folder].append(product)
    for old, new in redirects.items():
        for product in beside.get(new, ()):
            paths = tuple(old + path.removeprefix(new) for path in product.paths)
            yield Product(paths, product.key, product.make)


def paths_of(products: Iterable[Product], redirects: Mapping[str, str]) -> dict[str, str]:
    """Old path → new one, of pages and of what stands beside them."""
    found = dict(redirects)
    for product in products:
        for path in product.paths:
            folder, _, name = path.rpartition("/")
            if name != "index.html":
                found[path] = f"{redirects[f'{folder}/']}{name}"
    return found
