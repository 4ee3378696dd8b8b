"""The structure of the newsroom as data: what it imports of the core, and which module imports which library."""

import ast
import tomllib
from pathlib import Path

import pytest

import newsroom
from tests.corpus import PROJECT
from tests.test_layers import MODULES as CORE
from tests.test_layers import imports

ROOT = Path(newsroom.__file__).parent
ALLOWED = tomllib.loads((PROJECT / "newsroom" / "core.toml").read_text())
KNOWN_TO = {
    "charset_normalizer": {"importer.receive"},
    "feedparser": {"desk.feed_entries"},
    "http": {"online.fetch"},
    "lxml": {"importer.web_page"},
    "trafilatura": {"importer.page_data", "importer.web_page"},
}
"""Libraries that only some modules may import, so that only these change with them."""


def modules():
    for file in sorted(ROOT.rglob("*.py")):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__"), ast.parse(file.read_text())


MODULES = dict(modules())


def imported(tree, package, known):
    """The modules of a package that a module imports, also those that only type checkers read."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] == package:
            folder = str(node.module).removeprefix(package).removeprefix(".")
            inner = {f"{folder}.{alias.name}".removeprefix(".") for alias in node.names}
            names |= (inner & set(known)) or {folder}
    return names - {""}


def test_what_it_imports_of_the_core():
    """`core.toml` lists exactly these modules; a longer list ties the two packages together."""
    listed = {module for part in ALLOWED["modules"].values() for module in part}
    used = set().union(*(imported(tree, "generator", CORE) for tree in MODULES.values()))
    rest = {name for name in used if name.partition(".")[0] not in ALLOWED["folders"]}
    assert rest == listed


@pytest.mark.parametrize("library", KNOWN_TO)
def test_libraries(library):
    users = {
        name
        for name, tree in MODULES.items()
        if any(module.partition(".")[0] == library for module in imports(tree))
    }
    assert users == KNOWN_TO[library]


def test_no_circles():
    """No module imports itself through others."""

    def visit(name, path):
        assert name not in path, " → ".join((*path, name))
        for other in imported(MODULES[name], "newsroom", MODULES) - done:
            visit(other, (*path, name))
        done.add(name)

    done: set[str] = set()
    for name in MODULES:
        visit(name, ())
