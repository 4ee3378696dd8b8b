"""Check the values of mkdocs.yml as MkDocs would, once for each content of the file.

MkDocs takes half a second to import, so this module does not import it, and keeps what it said.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from generator.diagnostics.diagnostics import Diagnostic, Report
from generator.model.fingerprint import fingerprint
from generator.publish.run import engine_key
from generator.read.engine_config import ICONS, EngineSettings
from generator.read.theme_names import has_own_styles
from generator.read.yaml import Scalar, every_node
from generator.system.cache_folder import cache_of
from generator.system.file_writing import read_kept, write_kept


class _Known(msgspec.Struct, frozen=True):
    key: bytes
    problems: tuple[Diagnostic, ...]


_decode = msgspec.msgpack.Decoder(_Known).decode


def check_options(config_file: Path, settings: EngineSettings, report: Report) -> None:
    """Report every setting of mkdocs.yml with which MkDocs would refuse to build.

    `settings` are those that have been read without an error, so none of them can run code while
    MkDocs reads them. Hooks are not run, and nothing is imported from the site's folder.
    """
    if not settings.values.entries:
        return
    root = config_file.absolute().parent
    kept = cache_of(root.resolve()) / "options"
    values = [node.value for node in every_node(settings.values) if isinstance(node, Scalar)]
    # MkDocs looks for the files and folders that settings name, and the theme for its icons.
    own = [root / settings.theme / ICONS / f"{value}.svg" for value in values]
    places = [*(root / value for value in values), *own]
    there = [os.path.exists(place) for place in places]  # noqa: PTH110 (it never raises)
    there.append(has_own_styles(root, settings))  # with colours of its own
    key = fingerprint(engine_key(config_file), there)
    known = read_kept(kept, _decode)
    if known is None or known.key != key:
        with _nothing_from(root.resolve()):
            from generator.engine.option_types import refused

            found = Report()
            refused(config_file, settings, found)
        known = _Known(key, tuple(found.diagnostics))
        write_kept(kept, known)
    report.extend(known.problems)


@contextmanager
def _nothing_from(root: Path) -> Iterator[None]:
    """Import nothing from a site's folder in the block, but from an environment within it."""
    before = sys.path[:]
    sys.path[:] = [place for place in before if not _is_own(Path(place or ".").resolve(), root)]
    try:
        yield
    finally:
        sys.path[:] = before


def _is_own(place: Path, root: Path) -> bool:
    return place.is_relative_to(root) and not place.is_relative_to(sys.prefix)
