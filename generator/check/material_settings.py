"""Check what mkdocs.yml and pages of documentation name of Material: its icons and languages.

Material does not check them, and a missing one ends the build in a template.
"""

import re
from collections.abc import Collection
from pathlib import Path

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.suggest import did_you_mean
from generator.read.engine_config import EngineSettings
from generator.read.engine_rules import MATERIAL
from generator.read.theme_names import theme_folders
from generator.read.yaml import Scalar, written

_ICON = re.compile(r"\w[\w-]*(?:/\w[\w.-]*)*", re.ASCII)
_HOST_OF_FACTS = re.compile(r"git(?:hub|lab)\.com")
"""Hosts that Material asks for facts of a repository, in `bundle.js`."""
_ALL_ICONS = "https://squidfunk.github.io/mkdocs-material/reference/icons-emojis/"


def check_material(root: Path, engine: EngineSettings, report: Report) -> None:
    """Report icons and languages that Material lacks, and what the policy blocks of it.

    `root` is the site's folder.
    """
    if engine.frame != MATERIAL:
        return
    folders = theme_folders(root, engine)
    language = engine.values.at("theme", "language")
    known = [file.stem for file in _found(folders, "partials/languages/*.html")]
    if language is not None and engine.language not in known:
        message = f"'{engine.language[:60]}' is not a language of Material"
        help_line = did_you_mean(engine.language, known, "choose one of its languages")
        report.add(language.place, "bad-choice", message, help_line)
    repository = engine.values.at("repo_url")
    if repository is not None and (host := _HOST_OF_FACTS.search(written(repository))):
        message = f"Material asks {host[0]} for stars and forks, which the policy blocks"
        help_line = "nothing is lost but these; or link to the repository in extra.social instead"
        report.add(repository.place, "blocked", message, help_line)
    for icon in engine.icons:
        check_icon(icon, folders, report)


def check_icon(icon: Scalar, folders: Collection[str], report: Report) -> None:
    """Report an icon that none of the theme's folders has."""
    name, known = icon.value, list[str]()
    if _ICON.fullmatch(name):
        if _found(folders, f".icons/{name}.svg"):
            return
        beside = name.rpartition("/")[0]
        known = [f"{beside}/{file.stem}" for file in _found(folders, f".icons/{beside}/*.svg")]
    help_line = did_you_mean(name, known, f"look for one at {_ALL_ICONS}")
    report.add(icon.place, "bad-choice", f"Material has no icon '{name[:60]}'", help_line)


def _found(folders: Collection[str], pattern: str) -> list[Path]:
    return [file for folder in folders for file in Path(folder).glob(pattern)]
