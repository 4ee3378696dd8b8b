"""Read the package of the editor in the browser, Sveltia CMS, from site_config/.

Editors put the package there as npm publishes it. Its version and hash are fixed in
`editor_package.toml`, so that no other script can take its place.
"""

import hashlib
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics.diagnostics import Place, Report
from generator.model.code_host import code_host
from generator.model.layout import CONFIG
from generator.model.settings import Settings
from generator.read.regular import read_below
from generator.read.tables import table

PINNED = table(__package__, "editor_package")
"""The package that may be published: its name, its version, its hash and its files."""
_FILE: str = PINNED["file"]
_FOLDER = "sveltia/"
"""The folder of the package's files, beside the page of the editor."""
_MOST_BYTES = 32 * 1024 * 1024
"""Maximum size of the package; that of November 2026 has 11.5 MB."""
PACKAGE = f"{CONFIG}/{_FILE}"
"""The path of the package below the site's folder."""
SPECIFIER = f"{PINNED['name']}@{PINNED['version']}"
"""The package as npm names it."""
_HELP = f"to fetch it: npm pack {SPECIFIER} --pack-destination {CONFIG}"


START = b'import { init } from "./sveltia/index.js"\n\ninit()\n'
"""The script that starts the editor, which then fills its page."""


def _published(name: str) -> str:
    return _FOLDER + name.removeprefix("package/").removeprefix("npm/")


def read_editor_package(root: Path, report: Report) -> dict[str, bytes]:
    """Read the files of the editor, by their path beside its page.

    There are none, after a report, if the package is missing or has another hash.
    """
    data = read_below(root / CONFIG, _FILE, PACKAGE, _MOST_BYTES, report, _HELP)
    if data is None:
        return {}
    if hashlib.sha256(data).hexdigest() != PINNED["hash"]:
        message = f"this is not {SPECIFIER}, whose hash is known"
        report.add(Place(PACKAGE), "public-file", message, f"delete it; {_HELP}")
        return {}
    contents = {}
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for name in PINNED["files"]:
            file = archive.extractfile(name)
            if file is not None:
                contents[_published(name)] = file.read()
    return contents


def read_editor(root: Path, settings: Settings, report: Report) -> Mapping[str, bytes]:
    """Read the files of the editor, by their path beside its page.

    There are none if the site has no editor, or, after a report, if something that it needs is
    missing.
    """
    if not settings.editor:
        return {}
    host = code_host(settings.edit_url)
    if host is None or not host.origin.startswith("https://"):
        message = "the editor needs a repository on GitHub or GitLab, but edit_url names none"
        if host is not None:
            message = "the editor would send tokens without encryption: edit_url has no https://"
        help_line = "write in site.yml, as an example: edit_url: "
        help_line += "https://github.com/example/digest/edit/main/ or "
        help_line += "https://gitlab.com/example/digest/-/edit/main/"
        report.add(Place(f"{CONFIG}/site.yml"), "missing-key", message, help_line)
        return {}
    return read_editor_package(root, report)
