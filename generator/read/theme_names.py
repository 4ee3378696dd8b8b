"""Published names of the theme's scripts and styles, with a hash of their content.

Browsers can then cache them for a year, and load new ones after any change. The search scripts import each
other by name, so their folder has the hash. All share one hash, because they change together with a release.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import generator
from generator.diagnostics.diagnostics import Report
from generator.model import cache_key
from generator.read.regular import read_regular

THEME = Path(generator.__file__).with_name("theme")
"""The digest's theme; a site's own files take precedence."""
_FILES = ("assets/*.css", "assets/*.js", "assets/search/*.js")
_OWN_STYLE = "custom.css"
_MOST_BYTES = 1024 * 1024
"""Maximum size of a file in bytes; the largest of ours has 35 kilobytes."""
_LINKED = re.compile(r'(?:href|src)="((?:[\w-]+/)*[\w-]+\.[0-9a-f]{10}[./][\w.-]*(?:css|js))"')


def hashed_names(folders: Sequence[str]) -> dict[str, str]:
    """Path in the theme → published path, of the digest's scripts and styles and the site's own style.

    The digest's own folder is the last; the first that has a file wins.
    """
    theme = Path(folders[-1])
    names = sorted(str(file.relative_to(theme)) for pattern in _FILES for file in theme.glob(pattern))
    content = {}
    for name in (*names, _OWN_STYLE):
        for file in (Path(folder, name) for folder in folders):
            if file.is_file() and name not in content:
                content[name] = read_regular(file, name, _MOST_BYTES, Report())
    mark = cache_key.of(content).hex()[:10]
    return {name: _with(name, mark) for name in content}


def _with(name: str, mark: str) -> str:
    folder, _, file = name.rpartition("/search/")
    if folder:
        return f"{folder}/search.{mark}/{file}"
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{mark}.{suffix}"


def linked_files(front_page: str) -> list[str]:
    """The hashed scripts and styles that a site's front page links to, as paths from its root."""
    return list(dict.fromkeys(_LINKED.findall(front_page)))
