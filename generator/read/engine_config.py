"""Read the settings of `mkdocs.yml` that a build of the digest needs, without MkDocs.

MkDocs runs the code that this file names, and takes half a second to start. So the file is read
here, with `INHERIT` and `!ENV` as MkDocs has them and every other tag ignored. Whether its values
are right is for MkDocs to say, when it builds; an error here is only what the digest itself could
not go on with.
"""

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from yaml.constructor import ConstructorError
from yaml_env_tag import construct_env_tag

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean, nearest
from generator.model.layout import CONFIG, CONTENT, OVERRIDES, PUBLIC
from generator.model.settings import LIMITS
from generator.read.links.address_kinds import SITE
from generator.read.regular import read_regular
from generator.read.text import decode
from generator.read.yaml import parse

_MOST_BYTES = 1024 * 1024
OWN = "digest"
"""The plugin of the digest."""
MATERIAL = "material"
"""The name of Material for MkDocs."""
LEAN = "digest"
"""The name of the digest's own theme; sites that name no theme have it, too."""
FRAMES = (MATERIAL, LEAN)
"""The themes that the digest's pages fit into."""
_PATH = re.compile(r"(?!(?:articles|assets|search)\Z)[a-z0-9]+(?:[-/][a-z0-9]+)*")
_MOST_FILES = 10
"""Files that inherit from each other; MkDocs has no limit, and a circle has no end."""


class EngineSettings(NamedTuple):
    """The settings of mkdocs.yml; its folders are relative to that of mkdocs.yml."""

    docs: str = "docs"
    """The folder of documentation pages, docs_dir; "" if there are none."""
    path: str = ""
    """The digest's path below the site's root, such as `news/`: the plugin's option `path`."""
    frame: str = LEAN
    """The theme: one of `FRAMES`."""
    language: str = ""
    """The language of the theme; "" if mkdocs.yml does not name one."""
    theme: str = OVERRIDES
    """The site's own part of the theme: theme.custom_dir."""
    site_dir: str = "site"
    """The folder of the built site."""
    site_url: str = ""
    """The address of the site; "" if mkdocs.yml does not set it."""
    has_plugins: bool = False
    """Whether there are hooks or other plugins, which may add pages of their own."""
    is_alone: bool = True
    """Whether MkDocs' output depends on nothing but files of the site and this program.

    A hook, another plugin and an extension of Markdown may read anything.
    """
    values: Mapping[str, Any] = {}
    """All settings."""
    text: str = ""
    """The file as written."""

    @property
    def has_folders(self) -> bool:
        """Whether pages of documentation are folders, as in `install/` (use_directory_urls)."""
        return self.values.get("use_directory_urls") is not False


def config_texts(config_file: Path) -> list[str]:
    """Return the text of mkdocs.yml, and of the files that it inherits from, as far as readable."""
    texts: list[str] = []
    file: Path | None = config_file
    while file is not None and len(texts) < _MOST_FILES:
        text = decode(read_regular(file, file.name, _MOST_BYTES, Report()), file.name, Report())
        texts.append(text or "")
        base = _loaded(text or "").get("INHERIT")
        file = file.parent / base if isinstance(base, str) else None
    return texts


def read_engine_settings(config_file: Path, report: Report) -> EngineSettings | None:
    """Read mkdocs.yml; return None, after reporting why, if a build must not use it."""
    errors = report.count("error")
    name = config_file.name
    text = decode(read_regular(config_file, name, _MOST_BYTES, report), name, report)
    if text is None:
        return None
    try:
        own = _loaded_strictly(text)
    except (yaml.YAMLError, RecursionError) as error:
        parse(text, name, report, LIMITS, tags={})
        if report.count("error") == errors:
            mark = getattr(error, "problem_mark", None)
            place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
            problem = getattr(error, "problem", None) or "this is not YAML"
            report.add(place, "invalid-yaml", str(problem), "correct this line")
        return None
    if not isinstance(own, dict):
        help_line = "write `key: value` lines"
        report.add(Place(name, 1, 1), "not-a-mapping", "the file is not a set of keys", help_line)
        return None
    values: dict[str, Any] = {}
    for inherited in reversed(config_texts(config_file)):
        values = _merged(values, _loaded(inherited))
    settings = _settings(values, text)
    _check(config_file, settings, report)
    return settings if report.count("error") == errors else None


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads plain values; a tag runs nothing and is ignored, but for the variables of `!ENV`."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        """Read a value; one such as 2026-02-30, of which PyYAML makes nothing, has its place."""
        try:
            return super().construct_object(node, deep)
        except (ArithmeticError, AttributeError, LookupError, ValueError) as error:
            message = f"this value cannot be read: {error}"
            raise ConstructorError(problem=message, problem_mark=node.start_mark) from error


def _untagged(loader: Any, _tag: str, node: yaml.Node) -> object:  # noqa: ANN401 (PyYAML's own)
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("!", _untagged)
_Loader.add_multi_constructor("tag:", _untagged)


def _loaded_strictly(text: str) -> object:
    return yaml.load(text, _Loader) or {}  # noqa: S506 (a subclass of the safe loader)


def _loaded(text: str) -> dict[str, Any]:
    try:
        found = _loaded_strictly(text)
    except (yaml.YAMLError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Merge settings over inherited ones as MkDocs does: mappings by key, all else as a whole."""
    merged = {**base, **own}
    for key in base.keys() & own.keys():
        if isinstance(base[key], dict) and isinstance(own[key], dict):
            merged[key] = _merged(base[key], own[key])
    return merged


def _settings(values: dict[str, Any], text: str) -> EngineSettings:
    """Take the values that a build needs; MkDocs judges those of another type."""
    theme = values.get("theme")
    theme = theme if isinstance(theme, dict) else {"name": theme}
    docs = _folder(values.get("docs_dir"), "docs")
    plugins = _plugins(values)
    options = plugins.pop(OWN, None) or {}
    path = str(options.get("path") or "").strip("/") if isinstance(options, dict) else ""
    has_plugins = bool(plugins or values.get("hooks"))
    return EngineSettings(
        docs="" if docs == PUBLIC else docs,
        path=f"{path}/" if path else "",
        frame=str(theme.get("name") or LEAN),
        language=str(theme.get("language") or ""),
        theme=_folder(theme.get("custom_dir"), OVERRIDES),
        site_dir=_folder(values.get("site_dir"), "site"),
        site_url=str(values.get("site_url") or ""),
        has_plugins=has_plugins,
        is_alone=not (has_plugins or values.get("markdown_extensions")),
        values=values,
        text=text,
    )


def _folder(value: object, default: str) -> str:
    return posixpath.normpath(str(value or default))


def _plugins(values: Mapping[str, Any]) -> dict[str, Any]:
    """Map each plugin to its options; MkDocs accepts a list of names and mappings, or a mapping."""
    given = values.get("plugins")
    plugins: dict[str, Any] = {}
    for item in given if isinstance(given, list) else [given or {}]:
        plugins |= item if isinstance(item, dict) else {str(item): None}
    return {str(name).removeprefix("material/"): options for name, options in plugins.items()}


def place_of_key(settings: EngineSettings, name: str, key: str) -> Place:
    """The place of a key in the file `name`: its first line, or the file if it is inherited."""
    found = re.search(rf"^[^#\n]*\b{key}:", settings.text, re.MULTILINE)
    return Place(name, settings.text.count("\n", 0, found.start()) + 1) if found else Place(name)


def _check(config_file: Path, settings: EngineSettings, report: Report) -> None:
    """Report what the digest could not go on with."""

    def refuse(key: str, code: str, message: str, help_line: str) -> None:
        report.add(place_of_key(settings, config_file.name, key), code, message, help_line)

    plugins = _plugins(settings.values)
    if OWN not in plugins:
        message = "the digest is not among the plugins, so MkDocs would build nothing"
        meant = next((name for name in plugins if nearest(name, [OWN])), "")
        help_line = f"'{meant}' is written {OWN}" if meant else "write plugins: [digest]"
        refuse("plugins", "missing-key", message, help_line)
    if settings.frame not in FRAMES:
        message = f"'{settings.frame[:60]}' is not a theme that the digest works in"
        otherwise = f"write `name: {MATERIAL}` or, for the lean frame, `name: {LEAN}`"
        help_line = did_you_mean(settings.frame, FRAMES, otherwise)
        refuse("theme", "bad-choice", message, help_line)
    path = settings.path.rstrip("/")
    if path and not _PATH.fullmatch(path):
        message = f"'{path[:60]}' cannot be the digest's path"
        help_line = "write a word that no page of the digest has, as in `news`"
        refuse("path", "bad-choice", message, help_line)
    if settings.site_url and SITE.problem(settings.site_url):
        message = f"'{settings.site_url[:60]}' is not {SITE.title}"
        refuse("site_url", "bad-url", message, f"write it as in {SITE.example}")
    if settings.docs.split("/")[0] == CONTENT:
        message = f"MkDocs would publish the articles in {CONTENT}/ without a check"
        refuse("docs_dir", "outside-site", message, "name another folder")
    root, built = config_file.parent, config_file.parent / settings.site_dir
    problem = problem_of_output(root, built, settings)
    is_inside = not settings.site_dir.startswith(("/", ".."))
    if is_inside and not built.resolve().is_relative_to(root.resolve()):
        problem = "leads out of the site through a link"
    if problem:
        message = f"'{settings.site_dir[:60]}' {problem}"
        refuse("site_dir", "outside-site", message, "name a folder of its own")


def problem_of_output(root: Path, target: Path, settings: EngineSettings) -> str:
    """Say in one clause why a folder cannot be the built site's; "" if it can.

    What else the folder may contain is checked before it is replaced.
    """
    root, target = root.resolve(), target.resolve()
    if root.is_relative_to(target):
        return "contains the site's own files"
    for name in filter(None, (CONTENT, CONFIG, ".git", settings.docs, settings.theme)):
        source = (root / name).resolve()
        if target.is_relative_to(source) or source.is_relative_to(target):
            return f"overlaps {name}/, which a build reads"
    return ""
