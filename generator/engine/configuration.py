"""Load MkDocs' configuration of a digest, with safe defaults for missing settings."""

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator.diagnostics.diagnostics import Report
from generator.read.engine_config import LEAN, EngineSettings, read_engine_settings

os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
# Material prints twenty lines about the future of MkDocs, once in every build. ARCHITECTURE.md has
# our plan.


def root_of(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml, with content/ and site_config/ beside it.

    If mkdocs.yml is itself a link, this is the folder of the link, where the check refuses it.
    """
    return Path(config.config_file_path).absolute().parent.resolve()


def configure(config_file: Path) -> MkDocsConfig:
    """Return MkDocs' configuration of a site.

    Raises:
        Abort: the configuration does not use this plugin.
    """
    settings = required_settings(config_file)
    config = load_config(config_file=str(config_file), **settings)
    if "digest" not in config.plugins:
        raise Abort(f"{config_file}: the digest is not among its plugins; write plugins: [digest]")
    return config


def settings_of(config_file: Path) -> EngineSettings:
    """Read mkdocs.yml as the check does, which has reported its problems."""
    return read_engine_settings(config_file, Report()) or EngineSettings()


def required_settings(config_file: Path) -> dict[str, Any]:
    """Return settings that MkDocs requires and the file lacks.

    They are a name, a folder of pages and a theme.
    """
    settings = settings_of(config_file)
    required: dict[str, Any] = {}
    if "site_name" not in settings.values:
        required["site_name"] = "digest"
    is_usual = "docs_dir" not in settings.values
    if not settings.docs or (is_usual and not (config_file.parent / settings.docs).is_dir()):
        required["docs_dir"] = empty_folder().name
    if "theme" not in settings.values:
        required["theme"] = LEAN
    return required


@cache
def empty_folder() -> TemporaryDirectory[str]:
    """Return an empty folder, always the same one; it is removed when the program ends."""
    return TemporaryDirectory(prefix="digest-")


@cache
def placeholder_folder() -> TemporaryDirectory[str]:
    """Return the folder of the placeholders, with which MkDocs renders the frame.

    It is always the same one, and is removed when the program ends.
    """
    return TemporaryDirectory(prefix="digest-")
