"""Check what mkdocs.yml and pages of documentation name of Material: its icons and languages.

Material does not check them, and a missing one ends the build in a template.
"""

import re
from collections.abc import Collection
from pathlib import Path

from generator.check.keys import scalars
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.read.engine_config import EngineSettings
from generator.read.engine_rules import MATERIAL
from generator.read.theme_names import theme_folders
from generator.read.yaml import Mapping, Scalar, Sequence

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
    folders = [Path(folder) for folder in theme_folders(root, engine)]
    language = engine.values.at("theme", "language")
    if isinstance(language, Scalar):
        files = [file for folder in folders for file in folder.glob("partials/languages/*.html")]
        known = [file.stem for file in files]
        if language.value not in known:
            message = f"'{language.value[:60]}' is not a language of Material"
            help_line = did_you_mean(language.value, known, "choose one of its languages")
            report.add(language.place, "bad-choice", message, help_line)
    repository = engine.values.at("repo_url")
    if isinstance(repository, Scalar) and (host := _HOST_OF_FACTS.search(repository.value)):
        message = f"Material asks {host[0]} for stars and forks, which the policy blocks"
        help_line = "nothing is lost but these; or link to the repository in extra.social instead"
        report.add(repository.place, "blocked", message, help_line)
    nodes = [engine.values.at("theme", "icon")]
    for keys in (("theme", "palette"), ("extra", "social")):
        listed = engine.values.at(*keys)
        for item in listed.items if isinstance(listed, Sequence) else (listed,):
            if isinstance(item, Mapping):
                nodes += [item.at("toggle", "icon"), item.at("icon")]
    for node in nodes:
        for icon in scalars(node):
            check_icon(icon.value, icon.place, folders, report)


def check_icon(name: str, place: Place, folders: Collection[Path], report: Report) -> None:
    """Report an icon that none of the theme's folders has."""
    known: list[str] = []
    if _ICON.fullmatch(name):
        folder_of_icon = name.rpartition("/")[0]
        for folder in folders:
            if (folder / f".icons/{name}.svg").is_file():
                return
            beside = (folder / ".icons" / folder_of_icon).glob("*.svg")
            known += [f"{folder_of_icon}/{file.stem}" for file in beside]
    help_line = did_you_mean(name, known, f"look for one at {_ALL_ICONS}")
    report.add(place, "bad-choice", f"Material has no icon '{name[:60]}'", help_line)
