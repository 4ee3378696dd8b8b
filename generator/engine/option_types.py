"""Check the values of mkdocs.yml by MkDocs' own option types, which know what a build accepts.

MkDocs takes half a second to import. So the outcome is kept, and a file is checked again only after
it or the program has changed. Plugins, hooks and Markdown extensions run code when MkDocs checks
them, so only the form of these three lists is checked here.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from generator.diagnostics.diagnostics import Diagnostic, Report
from generator.diagnostics.suggest import did_you_mean
from generator.publish.run import engine_key
from generator.read.engine_config import EngineSettings
from generator.read.yaml import Mapping, Node, Scalar, Sequence, listed, written
from generator.system.cache_folder import cache_of
from generator.system.file_writing import read_kept, write_kept

if TYPE_CHECKING:
    from mkdocs.config.base import BaseConfigOption

_RUN_CODE = ("plugins", "hooks", "markdown_extensions")
"""Settings whose names MkDocs imports."""
_GROUPS = {"plugins": "mkdocs.plugins", "markdown_extensions": "markdown.extensions"}
"""Settings that name entry points of packages, and the groups of these."""
_OWN_CHECK = ("docs_dir", "site_dir", "config_file_path")
"""Settings whose folders `read_engine_settings` checks."""
_TYPE = re.compile(r"<class '(?:\w+\.)*(\w+)'>")
_IN_WORDS = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "NoneType": "nothing",
    "date": "a date",
    "datetime": "a date",
    "list": "a list",
    "dict": "keys with values",
}
"""Python's types, as people who write YAML call them."""
_GOT = re.compile(r"(?:but )?got an? (\w+)(?::.*)?$")
_PHRASES = {
    "it must be ": "Expected type: ",
    ", not ": " but received: ",
    "a ": "a a ",
    "keys with values": "a key-value mapping (dict)",
    "lines of text": "a multiline string",
    "text": "a string",
}
"""Our words, and MkDocs' own."""
_LONGEST = 200
_REFERENCE = "https://www.mkdocs.org/user-guide/configuration/#"


class _Checked(msgspec.Struct, frozen=True):
    key: bytes
    problems: tuple[Diagnostic, ...]


_decode = msgspec.msgpack.Decoder(_Checked).decode


def check_values(config_file: Path, settings: EngineSettings, report: Report) -> None:
    """Report the values of a mkdocs.yml with which MkDocs could not start.

    `settings` are those of the file. The outcome is kept for each content of the file, in the
    site's cache.
    """
    file = cache_of(config_file.absolute().parent.resolve()) / "mkdocs_values"
    named = [written(node) for node in _named_files(settings)]
    exist = [(config_file.parent / path).exists() for path in named]
    key = engine_key(config_file) + bytes(exist)
    kept = read_kept(file, _decode)
    if kept is None or kept.key != key:
        kept = _Checked(key, tuple(problems_of_values(config_file, settings)))
        write_kept(file, kept)
    report.extend(kept.problems)


def _named_files(settings: EngineSettings) -> Iterator[Node]:
    """Yield the values that name files and folders which must exist."""
    for node in map(settings.values.at, ("watch", "hooks")):
        if isinstance(node, Sequence):
            yield from node.items
        elif node is not None:
            yield node


def problems_of_values(config_file: Path, settings: EngineSettings) -> list[Diagnostic]:
    """Find the values of a mkdocs.yml with which MkDocs could not start, each at its place."""
    from mkdocs.config.base import ValidationError
    from mkdocs.config.defaults import MkDocsConfig

    report = Report()
    config = MkDocsConfig(config_file_path=str(config_file))
    try:
        with config_file.open("rb") as file:
            config.load_file(file)
    except ValidationError as error:  # the one key that MkDocs sets itself
        first = settings.values.at("config_file_path") or settings.values
        report.add(first.place, "unknown-key", _in_words(str(error)), "delete the line")
    _check_lists(config_file, settings, report)
    for key, option in MkDocsConfig._schema:  # noqa: SLF001 (MkDocs lists its options nowhere else)
        node = settings.values.at(key)
        if node is None or key in (*_RUN_CODE, *_OWN_CHECK):
            continue
        try:
            option.pre_validation(config, key)
            config[key] = option.validate(config.get(key))
            option.post_validation(config, key)
        except ValidationError as error:
            reason = _in_words(str(error))
        except Exception as error:  # noqa: BLE001 (some types take what they check for granted)
            reason = _in_words(f"{type(error).__name__}: {error}")
        else:
            continue
        message = f"MkDocs cannot use this value of '{key}': {reason}"
        report.add(node.place, "wrong-type", message, _help(key, option, node))
    return report.diagnostics


def _check_lists(config_file: Path, settings: EngineSettings, report: Report) -> None:
    """Check the form of the settings whose names MkDocs imports."""
    from importlib.metadata import entry_points

    for key, group in _GROUPS.items():
        node = settings.values.at(key)
        for item in _unnamed(node):
            message = f"'{key}' lists names, some of them with options, and this is neither"
            help_line = "write `- name`, or `- name:` with options below it"
            report.add(item.place, "wrong-type", message, help_line)
        known = {entry.name.removeprefix("material/") for entry in entry_points(group=group)}
        for name, _ in listed(node):
            plain = name.value.removeprefix("material/")
            if plain not in known and (key == "plugins" or not _is_module(plain)):
                message = f"no package is installed that has '{name.value[:60]}'"
                otherwise = "install its package, correct the name, or delete it"
                help_line = did_you_mean(plain, known, otherwise)
                report.add(name.place, "bad-choice", message, help_line)
    hooks = settings.values.at("hooks")
    if hooks is None:
        return
    items: Iterable[Node] = hooks.items if isinstance(hooks, Sequence) else [hooks]
    for item in items:
        path = written(item)
        if item is hooks or not isinstance(item, Scalar) or item.kind != "text":
            message, help_line = "'hooks' is a list of files", "write `- <file>.py`"
            report.add(item.place, "wrong-type", message, help_line)
        elif not (config_file.parent / path).is_file():
            message = f"there is no file '{path[:60]}'"
            report.add(item.place, "missing-file", message, "correct the name, or delete it")


def _is_module(name: str) -> bool:
    """Whether there is a module of which a name may be a part; nothing is imported."""
    first = name.partition(".")[0]
    return first.isidentifier() and find_spec(first) is not None


def _unnamed(node: Node | None) -> Iterator[Node]:
    """Yield what is neither a name nor a name with options in a list, or a mapping, of these."""
    if isinstance(node, Mapping):
        yield from (value for _, value in node.entries.values() if not _are_options(value))
    elif isinstance(node, Scalar) and node.kind != "empty":
        yield node
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping) and len(item.entries) == 1:
            yield from _unnamed(item)
        elif not isinstance(item, Scalar) or item.kind != "text":
            yield item


def _are_options(node: Node) -> bool:
    return isinstance(node, Mapping) or (isinstance(node, Scalar) and node.kind == "empty")


def _help(key: str, option: "BaseConfigOption[Any]", node: Node) -> str:
    """Propose quotes if the value would be right as text."""
    from mkdocs.config.config_options import Deprecated, Private

    if isinstance(option, Deprecated | Private):
        return "delete it"
    if isinstance(node, Scalar) and node.value:
        with suppress(Exception):  # quotes are no help then
            option.validate(node.value)
            return f'put it in quotes: {key}: "{node.value[:60]}"'
    return f"see {_REFERENCE}{key}"


def _in_words(reason: str) -> str:
    """Write MkDocs' reason for people who do not know Python."""
    reason = _TYPE.sub(lambda found: _IN_WORDS.get(found[1], found[1]), " ".join(reason.split()))
    reason = _GOT.sub(lambda found: f"not {_IN_WORDS.get(found[1], found[1])}", reason)
    for ours, theirs in _PHRASES.items():
        reason = reason.replace(theirs, ours)
    return (reason[:1].lower() + reason[1:])[:_LONGEST].rstrip(".")
