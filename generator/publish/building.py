"""Build a checked site: make the files of its recipes, then publish them in one step.

Reading and checking come first (`loading`). `pages` has the content of pages, `cli` the options.
"""

import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

from generator.diagnostics.failure import Failure
from generator.load.loaded import Loaded
from generator.pages.rendering import compile_templates
from generator.publish.making import Files, finished, make
from generator.publish.publishing import beside, publish, published, publishing, update
from generator.publish.rendered_theme import Render, rendered_theme
from generator.read.engine_config import EngineSettings
from generator.recipes.every_file import every_file, path_below
from generator.recipes.search_files import search_index
from generator.recipes.shell import DocsPage, Frame
from generator.search.index import SearchError
from generator.system.cache_folder import empty_cache, open_cache
from generator.system.file_writing import locked


class ApproveSite(Protocol):
    """A function that inspects a finished site, and raises a `Failure` to stop its publication."""

    def __call__(self, folder: Path, policy: str = "", passed: Collection[str] = ()) -> None:
        """Inspect the site in a folder; `policy` is that of its pages, "" if none was made."""


def build_site(
    config_file: Path,
    engine: EngineSettings,
    loaded: Loaded,
    render: Render,
    target: Path,
    approve: ApproveSite,
    *,
    as_files: bool = False,
) -> bool:
    """Build a checked site, and publish it in the folder `target`.

    `engine` has the settings in `config_file`. `render` runs MkDocs if the theme is not cached.
    `approve` inspects the new site before it is published, and raises a `Failure` to stop that; it
    also inspects a published site that is up to date. With `as_files`, links work without a server
    (`address.as_files`).

    Returns:
        Whether anything was published, since the site may be up to date.

    Raises:
        Failure: the site cannot be made or put in place; the published site stays.
    """

    def attempt(cache: Path) -> bool:
        theme = rendered_theme(config_file, engine, loaded.checked, render, cache)
        compile_templates(loaded.checked.settings.language, loaded.templates)
        recipes = [*every_file(loaded, theme.frame, as_files=as_files), *theme.recipes()]
        files = make(recipes, cache, search=partial(_index_files, loaded, theme.frame.docs))
        if published(target, files):
            approve(target)  # perhaps published by an earlier version
            return False
        publish(target, files, partial(approve, policy=theme.frame.policy))
        return True

    with publishing(target):
        with workspace(loaded.root) as cache:
            try:
                return attempt(cache)
            except SearchError:
                pass  # the index may fit on another disk
            except (Failure, ChildProcessError):
                raise
            except Exception:  # noqa: BLE001 (a damaged cache; anything else is raised again)
                empty_cache(cache)
        prefix = f"{beside(target, 'work').name}-"
        with tempfile.TemporaryDirectory(prefix=prefix, dir=target.parent) as folder:
            return attempt(Path(folder))


def _index_files(loaded: Loaded, docs: Sequence[DocsPage], folder: Path) -> Files:
    indexed = search_index(loaded, docs, folder)
    return {path_below(loaded.path, path): finished(file) for path, file in indexed.items()}


def write_site(loaded: Loaded, frame: Frame, folder: Path, before: Files | None = None) -> Files:
    """Write the digest into a folder that an engine fills or copies; return its files.

    Without a frame (`Frame()`), these are the files that do not depend on the theme. `before` are
    the files of an earlier call, which are replaced.
    """
    with workspace(loaded.root) as cache:
        index = partial(_index_files, loaded, frame.docs)
        files = make(every_file(loaded, frame), cache, search=index)
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
