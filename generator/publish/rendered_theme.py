"""Cache the theme as MkDocs renders it, with its styles and scripts.

It depends on the theme's files, on `mkdocs.yml` and on a few settings of the site, but not on
articles. So it is cached, and MkDocs runs only if one of these has changed.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from generator.diagnostics.diagnostics import Report
from generator.model.fingerprint import fingerprint
from generator.model.site import Site
from generator.pages.theme import surroundings
from generator.publish.run import engine_key
from generator.read.engine_config import EngineSettings
from generator.read.regular import walk
from generator.recipes.shell import Frame
from generator.system.file_writing import read_kept, write_kept

Render = Callable[[Path], Frame]
"""Makes MkDocs write the theme's files and the documentation into an empty folder; returns the
frame."""


class RenderedTheme(msgspec.Struct, frozen=True):
    """The rendered theme, and the files around the pages by their path."""

    key: bytes
    """The hash of everything that it depends on."""
    frame: Frame
    files: dict[str, bytes]


_decode = msgspec.msgpack.Decoder(RenderedTheme).decode


def last_theme(cache: Path) -> RenderedTheme | None:
    """Return the theme of the last build; None if none is cached."""
    return read_kept(cache / "theme", _decode)


def theme_key(config_file: Path, engine: EngineSettings, site: Site) -> bytes:
    """Hash everything that the rendered theme depends on."""
    root = config_file.parent
    parts = [_files_below(root / folder) for folder in (engine.theme, engine.docs) if folder]
    return fingerprint(engine_key(config_file), parts, surroundings(site), site.settings.title)


def _files_below(folder: Path) -> dict[str, bytes]:
    entries = [entry for entry in walk(folder, "", Report()) if Path(entry.file).is_file()]
    return {entry.path: Path(entry.file).read_bytes() for entry in entries}


def rendered_theme(
    config_file: Path, engine: EngineSettings, site: Site, render: Render, cache: Path
) -> RenderedTheme:
    """Return the cached theme, or run MkDocs; with other plugins it always runs."""
    file = cache / "theme"
    key = theme_key(config_file, engine, site)
    cached = read_kept(file, _decode) if engine.is_alone else None
    if cached is not None and cached.key == key:
        return cached
    folder = cache / "theme.new"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    theme = RenderedTheme(key, render(folder), _files_below(folder))
    shutil.rmtree(folder)
    write_kept(file, theme)
    return theme
