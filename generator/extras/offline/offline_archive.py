"""The digest as a ZIP archive of plain HTML, which opens from a folder without a server.

It has the pages with their styles and pictures, and no scripts. What it leaves out (search, data,
feeds and pages of documentation) is linked where the site is published. The same content gives the
same bytes.
"""

import io
import posixpath
import re
import tempfile
import zipfile
from collections.abc import Collection
from html import escape
from pathlib import Path, PurePosixPath

from generator.cli.site_root import load_or_stop
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.failure import Failure
from generator.engine.configuration import configure
from generator.engine.frame_rendering import render_frame
from generator.model import address
from generator.publish.building import listed_site, workspace
from generator.publish.making import make
from generator.publish.rendered_theme import rendered_theme
from generator.read.engine_config import EngineSettings
from generator.recipes.every_file import path_below
from generator.recipes.recipe import Recipe
from generator.recipes.shell import Frame
from generator.system.file_writing import write

_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
_KEPT = frozenset((".html", ".css", ".svg", ".ico", ".pdf", ".woff", ".woff2", *_PICTURES))
_LEFT_OUT = (address.SEARCH, address.OFFLINE, address.EDITOR)
"""Pages that do nothing without scripts, and their files."""
_COMMENT = b"Written by digest export --offline"
_SCRIPTS = re.compile(
    r"<script\b.*?</script>\s*|<link rel=\"(?:modulepreload|preload|manifest|alternate)[^>]*>\s*",
    re.DOTALL,
)
"""Matches scripts, and links that load data. No text matches, because its `<` is an entity."""
_LINK = re.compile(r'((?:href|src|action)=")([^":?#]+)(?=["?#])')
"""Matches the path of a link within the site."""


def export(config_file: Path, engine: EngineSettings, target: Path) -> str:
    """Write the archive, or replace an earlier one; return what to tell the user.

    MkDocs runs without hooks and other plugins, and its result is not kept.

    Raises:
        Failure: the target is neither new nor an earlier archive.
    """
    if target.suffix != ".zip" or target.is_dir():
        raise Failure(f"{target}: is not the name of a ZIP file; write a name that ends in .zip")
    loaded = load_or_stop(config_file, engine.site_url)
    _check_earlier(target)

    def render(folder: Path) -> Frame:
        return render_frame(configure(config_file, alone=True), loaded, folder)

    site = loaded.checked
    with tempfile.TemporaryDirectory(prefix="digest-") as folder, workspace(loaded.root) as cache:
        theme = rendered_theme(config_file, engine, site, render, Path(folder))
        listed = listed_site(loaded, theme, as_files=True)
        left_out = tuple(path_below(loaded.path, page) for page in _LEFT_OUT)
        wanted = [recipe for recipe in listed.recipes if _is_wanted(recipe, left_out)]
        files = make(wanted, cache / "offline")
        base = site.settings.url.removesuffix(loaded.path)
        contents = {}
        for path, file in files.items():
            data = Path(file.source).read_bytes()
            if path.endswith(".html"):
                data = _plain(data.decode(), path, files.keys(), base).encode()
            contents[path] = data
    write(target, _archive(address.slugify(site.settings.title) or "digest", contents))
    count = sum(path.endswith(".html") for path in contents)
    return f"{counted(count, 'page')} in {target}; unpack it, and open index.html"


def _check_earlier(target: Path) -> None:
    """Refuse to replace a file that is not an archive of ours."""
    if not target.exists():
        return
    try:
        with zipfile.ZipFile(target) as earlier:
            is_ours = earlier.comment == _COMMENT
    except (OSError, zipfile.BadZipFile):
        is_ours = False
    if not is_ours:
        raise Failure(f"{target}: is not an earlier archive of a digest; choose another name")


def _is_wanted(recipe: Recipe, left_out: tuple[str, ...]) -> bool:
    path = PurePosixPath(recipe.paths[0])
    is_card = path.name == "card.png"
    is_page_of_server = str(path).startswith(left_out) or path.name == "404.html"
    return path.suffix in _KEPT and not is_card and not is_page_of_server


def _plain(html: str, page: str, kept: Collection[str], base: str) -> str:
    """Remove the scripts of a page, and link to the published site for other files."""
    folder = posixpath.dirname(page)

    def link(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, found[2]))
        if path in kept or not base:
            return found[0]
        published = path.removesuffix("index.html")
        return f"{found[1]}{escape(base)}{published}"

    return _LINK.sub(link, _SCRIPTS.sub("", html))


def _archive(name: str, contents: dict[str, bytes]) -> bytes:
    """Pack files into a folder with a name, in a fixed order and with a fixed time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.comment = _COMMENT
        for path in sorted(contents):
            entry = zipfile.ZipInfo(f"{name}/{path}")  # its time is 1 January 1980
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, contents[path])
    return packed.getvalue()
