"""Build a checked site: make the files of its recipes, then publish them in one step.

Reading and checking come first (`loading`). `pages` has the content of pages, `cli` the options.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.load.loaded import Loaded
from generator.publish.making import Files, finished, make
from generator.publish.publishing import publish, published, publishing, update
from generator.publish.rendered_theme import Render, RenderedTheme, rendered_theme
from generator.read.engine_config import EngineSettings
from generator.recipes.every_file import every_file, path_below
from generator.recipes.recipe import Recipe
from generator.recipes.search_files import search_index
from generator.recipes.shell import DocsPage, Frame
from generator.recipes.site_paths import beside, site_paths
from generator.system.cache_folder import open_cache
from generator.system.file_writing import locked

Approve = Callable[["ListedSite", Path], None]
"""Inspects a finished site in a folder, and raises a `Failure` to stop its publication."""


class ListedSite(NamedTuple):
    """A site before its files are made."""

    frame: Frame
    recipes: list[Recipe]
    paths: Mapping[str, str]
    """Path → its owner."""
    around: frozenset[str]
    """The paths of what MkDocs wrote: pages of documentation, and files of the theme and of
    plugins."""


def listed_site(loaded: Loaded, theme: RenderedTheme, *, as_files: bool = False) -> ListedSite:
    """List all files of a site but those of its search index.

    Raises:
        Failure: two files have one address.
    """
    own = every_file(loaded, theme.frame, as_files=as_files)
    recipes = [*own, *beside(loaded, theme.files)]
    return ListedSite(theme.frame, recipes, site_paths(loaded, recipes), frozenset(theme.files))


def build_site(
    config_file: Path,
    engine: EngineSettings,
    loaded: Loaded,
    render: Render,
    target: Path,
    approve: Approve | None,
    *,
    as_files: bool = False,
) -> bool:
    """Build a checked site, and publish it in the folder `target`.

    `engine` has the settings in `config_file`. `render` runs MkDocs if the theme is not cached.
    `approve`, if any, inspects the site before it is published, also if it is up to date.
    With `as_files`, links work without a server (`address.as_files`).

    Returns:
        Whether anything was published, since the site may be up to date.

    Raises:
        Failure: the site cannot be made or put in place; the published site stays.
    """
    site = loaded.checked
    with publishing(target), workspace(loaded.root) as cache:
        theme = rendered_theme(config_file, engine, site, render, cache)
        listed = listed_site(loaded, theme, as_files=as_files)
        index = partial(_index_files, loaded, listed.frame.docs)
        files = make(listed.recipes, cache, search=index)
        inspect = partial(approve, listed) if approve else None
        if published(target, files):
            if inspect is not None:
                inspect(target)
            return False
        publish(target, files, inspect)
        return True


def _index_files(loaded: Loaded, docs: Sequence[DocsPage], folder: Path) -> Files:
    indexed = search_index(loaded, docs, folder)
    return {path_below(loaded.path, path): finished(file) for path, file in indexed.items()}


def write_site(
    loaded: Loaded,
    frame: Frame,
    folder: Path,
    before: Files | None = None,
    others: Iterable[str] = (),
) -> Files:
    """Write the digest into a folder that an engine fills or copies; return its files.

    Without a frame (`Frame()`), these are the files that do not depend on the theme. `before` are
    the files of an earlier call, which are replaced, and `others` the paths that the engine writes.

    Raises:
        Failure: the digest and the engine have one path.
    """
    with workspace(loaded.root) as cache:
        index = partial(_index_files, loaded, frame.docs)
        recipes = every_file(loaded, frame)
        if others:
            site_paths(loaded, [*recipes, *beside(loaded, dict.fromkeys(others, b""))])
        files = make(recipes, cache, search=index)
        update(folder, before or {}, files)
    return files


@contextmanager
def workspace(root: Path) -> Iterator[Path]:
    """Open the cache of a site for one build at a time; a temporary folder if it has no cache."""
    with ExitStack() as stack:
        try:
            folder = open_cache(root)
            stack.enter_context(locked(folder / "lock", wait=True))
        except OSError:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="digest-")))
        yield folder
