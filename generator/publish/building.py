"""Build a checked site: make its products, then publish them in one step.

Reading and checking come first (`loading`). `pages` has the content of pages, `cli` the options.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from generator.diagnostics.failure import Failure
from generator.load.loading import Loaded
from generator.pages.llms import NAME as LLMS
from generator.publish.publishing import HeldSite, beside, publish, publishing, update
from generator.publish.rendered_theme import Render, RenderedTheme, rendered_theme
from generator.publish.run import is_published, last_published, remember_published
from generator.read.engine_config import EngineSettings
from generator.recipes.every_file import SiteProducts
from generator.recipes.making import Files, Finished, OutputCache, Product, below
from generator.recipes.shell import Frame
from generator.search.index import SearchError
from generator.system.cache_folder import cache_of, open_cache
from generator.system.locking import locked
from generator.system.workers import cores


class ApproveSite(Protocol):
    """Inspects a finished site, and raises a `Failure` to prevent its publication."""

    def __call__(self, folder: Path, policy: str = "") -> None:
        """Inspect the site in a folder; `policy` is that of its pages, "" if they were not made again."""


def build_site(
    config_file: Path,
    engine: EngineSettings,
    loaded: Loaded,
    render: Render,
    target: Path,
    approve: ApproveSite | None = None,
    *,
    as_files: bool = False,
) -> tuple[bool, str]:
    """Build a checked site and publish it in the folder `target`; `engine` has the settings in `config_file`.

    `render` runs MkDocs if the theme is not cached. `approve` inspects the new site before it is
    published, and raises a `Failure` to stop that; it also inspects a published site that is up to
    date. With `as_files`, links work without a server (`address.as_files`).

    Returns:
        Whether anything was published, since the site may be up to date; and why the previous site
        could not be kept, or "".

    Raises:
        Failure: the site cannot be made or put in place; the published site stays.
    """
    site = SiteProducts(loaded, as_files=as_files)
    theme = partial(rendered_theme, config_file, engine, site.site, render)
    with publishing(target, last_published(cache_of(loaded.root), target)) as held:
        make = partial(_make_and_publish, site, theme, held, approve)
        return _with_cache(make, loaded.root) or _without_cache(make, target)


def _make_and_publish(
    site: SiteProducts,
    theme: Callable[[Path], RenderedTheme],
    held: HeldSite,
    approve: ApproveSite | None,
    cache: Path,
) -> tuple[bool, str]:
    shown = theme(cache)
    files = finish(cache, site, shown.frame, shown.products())
    states = {path: file.state for path, file in files.items()}
    if is_published(cache, held.folder, states):
        if approve is not None:  # perhaps published without an audit
            approve(held.folder)
        return False, ""
    check = partial(approve, policy=shown.frame.policy) if approve else None
    note = publish(held, files, cores(), check)
    remember_published(cache, held.folder, states)
    return True, note


def _with_cache(make: Callable[[Path], tuple[bool, str]], root: Path) -> tuple[bool, str] | None:
    """Build with the site's cache; None if the cache failed and another attempt without it is worth while.

    The disk may be full, another process may delete the cache, or a folder may be in a file's
    place.
    """
    with workspace(root) as cache:
        try:
            return make(cache)
        except SearchError:  # the index may fit on another disk
            return None
        except (Failure, ChildProcessError):
            raise
        except Exception:  # noqa: BLE001 (whatever a damaged cache caused; anything else is raised again)
            _empty(cache)
            return None


def _without_cache(make: Callable[[Path], tuple[bool, str]], target: Path) -> tuple[bool, str]:
    """Build in a new folder beside the site, on a disk that has room for the site."""
    with tempfile.TemporaryDirectory(
        prefix=f"{beside(target, 'work').name}-", dir=target.parent
    ) as work:
        return make(Path(work))


def finish(
    cache: Path,
    site: SiteProducts,
    frame: Frame,
    around: Iterable[Product] = (),
    workers: int | None = None,
) -> dict[str, Finished]:
    """Make the files that the cache lacks: those of the site, and those of the theme `around` its pages.

    Without a frame, no pages are made. By default, one worker for each core shares the work.
    """
    workers = workers or cores()
    index = site.search_index(frame.docs, cache / "search")  # first, because it takes longest
    pages = site.pages(frame) if frame.shells else ()
    digest = [index, *site.others(frame), *site.public(), *pages]
    products = [*below(site.path, digest), *around]
    return OutputCache(cache / "files").finish(products, workers)


def write_site(
    loaded: Loaded,
    frame: Frame,
    folder: Path,
    before: Files | None = None,
    workers: int | None = None,
) -> Files:
    """Write the digest into a folder that MkDocs has filled; `before` are the files of an earlier call."""
    with workspace(loaded.root) as cache:
        files = finish(cache, SiteProducts(loaded), frame, workers=workers)
        update(folder, before or {}, files)
    return files


def export_files(site: SiteProducts, root: Path, folder: Path) -> None:
    """Write the files that do not depend on the theme into a folder that another engine copies."""
    with workspace(root) as cache:
        files = finish(cache, site, Frame())
        # The engine would render Markdown copies as pages, and llms.txt links to those copies.
        kept = {
            path: file for path, file in files.items() if not path.endswith(".md") and path != LLMS
        }
        update(folder, {}, kept)


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


def _empty(cache: Path) -> None:
    """Remove everything in a cache except its lock, as far as possible."""
    with suppress(OSError):
        for entry in cache.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name != "lock":
                entry.unlink()
