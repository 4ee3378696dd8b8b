"""What test files import, and what the targets of the Makefile install for them."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.corpus import PROJECT

_MAKEFILE = (PROJECT / "Makefile").read_text()
_FOLDERS = ("tests", "benchmarks", "docs")
"""Namespaces of this checkout, which no target installs."""
_ROOTS = (PROJECT, PROJECT / "newsroom")
"""Where these folders are; `tests` is one namespace over two."""
_OURS = {"generator": "security-news-digest", "newsroom": "digest-newsroom"}
"""Package → its distribution, for the two that a target installs from this checkout."""
_LOADERS = {"import_module", "importorskip"}
"""Functions that import the module that their first argument names."""


def missing(target: str, files: Iterable[Path]) -> list[str]:
    """Say which imports of files, and of the test modules they import, a target does not install.

    Args:
        target: A target of the Makefile, such as `test`.
        files: Python files.

    Returns:
        Lines such as "tests/feeds/test_readers.py imports feedparser", sorted.
    """
    installed = installed_by(target)
    distributions = _distributions()
    found = set()
    for file, module in _outside(files):
        package = module.partition(".")[0]
        names = [_OURS[package]] if package in _OURS else distributions.get(package, [])
        if not installed & {_normal(name) for name in names}:
            found.add(f"{file.relative_to(PROJECT)} imports {package}")
    return sorted(found)


def installed_by(target: str) -> set[str]:
    """The distributions that a target installs: those of its lock files, and our own two."""
    needed = _prerequisites(target)
    names = {"security-news-digest"}
    if "$(VENV)/newsroom.stamp" in needed:
        names.add("digest-newsroom")
    for lock in needed:
        if lock.endswith(".lock"):
            text = (PROJECT / lock).read_text()
            names |= {_normal(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    return names


@cache
def _distributions() -> Mapping[str, list[str]]:
    """Package → the distributions that have it, in this environment."""
    return packages_distributions()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _prerequisites(target: str) -> set[str]:
    """What a target depends on, directly or not, as the Makefile writes it."""
    rule = re.search(rf"^{re.escape(target)}: (?!\w+ :=)(.*)$", _MAKEFILE, re.MULTILINE)
    if rule is None:
        return {target}
    needed = {target}
    for name in rule[1].partition(" ##")[0].split():
        needed |= _prerequisites(name)
    return needed


def _outside(files: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each file with the modules it imports that are neither Python's nor of the tests' own folders."""
    waiting = list(files)
    seen = set(waiting)
    while waiting:
        file = waiting.pop()
        for module in _imports(file):
            own = _own_file(module)
            if own:
                waiting += own - seen
                seen |= own
            elif module.partition(".")[0] not in {*sys.stdlib_module_names, *_FOLDERS}:
                yield file, module


def _imports(file: Path) -> Iterator[str]:
    """The modules that a file imports; `from a import b` may mean the module a.b, so it gives both."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, "imports say the whole name"
            yield node.module
            if node.module.partition(".")[0] in _FOLDERS:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = ast.unparse(node.func).rpartition(".")[2]
            if function in _LOADERS:
                yield str(node.args[0].value)


def _own_file(module: str) -> set[Path]:
    """The file of a module of `tests`, `benchmarks` or `docs`: that of the first folder that has it."""
    if module.partition(".")[0] not in _FOLDERS:
        return set()
    for root in _ROOTS:
        path = root / module.replace(".", "/")
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if file.is_file():
                return {file}
    return set()
