"""The structure of the program as data: imports, opening of files, uses of the engine."""

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import generator
from generator.installed import extras
from tests.corpus import MINIMAL, PROJECT, write_engine

ROOT = Path(generator.__file__).parent

# From the leaves up: a module imports only from its own folder and the folders listed above it.
LAYERS = (
    "diagnostics.failure diagnostics.suggest",
    "folders",
    "extension",
    "diagnostics",
    "system",
    "model",
    "read",
    "check",
    "assemble",
    "data",
    "feeds",
    "pages",
    "search",
    "editing",
    "audit",
    "load",
    "recipes",
    "publish",
    "engine",
    "theme",
    "installed",
    "plugin",
    "cli",
    "extras",
    "__main__",
)

# Modules that may open files.
OPENS_FILES = {
    "assemble.catalogues",
    "audit.site_audit",
    "diagnostics.codes",
    "editing.new_digest",
    "engine.frames",
    "model.fingerprint",
    "pages.theme",
    "publish.publishing",
    "publish.rendered_theme",
    "read.regular",
    "read.tables",
    "recipes.every_file",
    "search.index",
    "system.bounds",
    "system.file_writing",
}
READERS = {"open", "fdopen", "read_bytes", "read_text"}

# Libraries that only one place may import, so that only this place changes with them.
KNOWN_TO = {
    "ahocorasick_rs": {"extras.advice.lexicon"},
    "mkdocs": {
        "engine.collected_frame",
        "engine.configuration",
        "engine.frame_rendering",
        "engine.frames",
        "engine.live_preview",
        "engine.menu",
        "engine.other_plugins",
        "engine.preview_server",
        "engine.site_reading",
        "plugin",
    },
    "click": {
        "cli.audit_command",
        "cli.main",
        "cli.checking",
        "cli.site_commands",
        "cli.address_commands",
        "cli.drafting",
        "cli.editing",
        "cli.site_root",
        "cli.starting",
        "system.workers",
    },
    "jinja2": {
        "assemble.compiled_templates",
        "recipes.every_file",
        "feeds.xml_file",
        "pages.environment",
        "pages.rendering",
        "pages.template_errors",
    },
    "markdown_it": {"read.markdown_tokens", "read.github_marks", "read.other_markup"},
    "nh3": {"read.body"},
    "selectolax": {"audit.built_page", "engine.insertions", "engine.page_words", "read.blocks"},
    "yaml": {"read.engine_config", "read.yaml", "editing.canonical", "editing.yaml_text"},
}


def modules():
    for file in sorted(ROOT.rglob("*.py")):
        text = file.read_text()
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__"), ast.parse(text), text


MODULES = {name: (tree, text) for name, tree, text in modules()}
FOLDERS = {".".join(file.parent.relative_to(ROOT).parts) for file in ROOT.rglob("__init__.py")}


def _run_nodes(node):
    """Everything in a module but what only type checkers read."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield from _run_nodes(child)


@cache
def imports(tree):
    """Every module that a module imports when it runs, including imports inside functions."""
    found = set()
    for node in _run_nodes(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports say the whole name"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            inner = [name for name in names if name.removeprefix("generator.") in MODULES]
            found.update(inner or [str(node.module)])
    return found


def own_imports(name):
    modules = {
        module.removeprefix("generator.")
        for module in imports(MODULES[name][0])
        if module.startswith("generator")
    }
    return modules - {"generator"}


def layer(name):
    """Index and name of a module's layer: the longest name that matches."""
    fitting = [
        (entry, line)
        for line, entries in enumerate(LAYERS)
        for entry in entries.split()
        if name == entry or name.startswith(f"{entry}.")
    ]
    entry, line = max(fitting, key=lambda pair: len(pair[0]))
    return line, entry


def test_every_module_has_a_layer():
    """The table names every existing folder and module, and no others."""
    used = {layer(name)[1] for name in MODULES if name != "__init__"}
    assert used == {entry for entries in LAYERS for entry in entries.split()}


def test_imports_point_one_way():
    """A module imports only from its own folder or from layers below."""
    upwards = []
    for name in MODULES.keys() - {"__init__"}:
        line, entry = layer(name)
        for other in own_imports(name):
            other_line, other_entry = layer(other)
            if not (other_line < line or (other_line, other_entry) == (line, entry)):
                upwards.append(f"{name} imports {other}")
    assert upwards == []


def test_the_core_needs_no_other_package():
    """No module imports the newsroom, or any other package that plugs in."""
    imported = {module for tree, _ in MODULES.values() for module in imports(tree)}
    assert not [module for module in imported if module.partition(".")[0] == "newsroom"]
    naming = [
        line for _, text in MODULES.values() for line in text.splitlines() if "newsroom" in line
    ]
    assert len(naming) <= 3, "more than the hints to install it name the newsroom"


def test_names_are_unique():
    """No two modules share a file name, and no two classes a name."""
    files = Counter(name.rpartition(".")[2] for name in MODULES if name not in FOLDERS)
    classes = Counter(
        node.name
        for tree, _ in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name[0] != "_"
    )
    assert [name for name, count in (files + classes).items() if count > 1] == []


def test_no_circles():
    """No module imports itself through others, even within a folder."""

    def visit(name, path):
        assert name not in path, " → ".join((*path, name))
        for other in own_imports(name) - done:
            visit(other, (*path, name))
        done.add(name)

    done: set[str] = set()
    for name in MODULES:
        visit(name, ())


@pytest.mark.parametrize("library", KNOWN_TO)
def test_libraries(library):
    """The engine, template language, Markdown parser and similar libraries are each imported in one place."""
    users = {
        name
        for name, (tree, _) in MODULES.items()
        if any(module.partition(".")[0] == library for module in imports(tree))
    }
    assert users == KNOWN_TO[library]


def test_who_opens_files():
    """Only the listed modules open files."""
    openers = {
        name
        for name, (tree, _) in MODULES.items()
        for node in ast.walk(tree)
        if getattr(node, "attr", None) in READERS or getattr(node, "id", None) == "open"
    }
    assert openers == OPENS_FILES


TELL_MODULES = """
import atexit, sys
atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))
from generator.cli.main import main
main(sys.argv[1:])
"""


def modules_of(*command):
    """The modules that are loaded when a command ends."""
    done = subprocess.run(
        [sys.executable, "-c", TELL_MODULES, *map(str, command)],
        capture_output=True,
        text=True,
        check=True,
        cwd=PROJECT,
    )
    return done.stderr.splitlines()[-1].split()


def of_extras(modules):
    """Modules of optional rooms other than the objects that say what each adds."""
    return [name for name in modules if re.match(r"generator\.extras\.\w+\.", name)]


def test_help_imports_no_extra():
    """A command that needs no room loads none, nor what reads articles."""
    modules = modules_of("--help")
    assert "generator.extras.advice" in modules
    assert of_extras(modules) == []
    assert {"jinja2", "markdown_it", "mkdocs", "generator.check", "generator.pages"}.isdisjoint(
        modules
    )


def test_check_without_extras_imports_none(tmp_path):
    """The check of a site that has switched all rooms off; with them, it loads some."""
    root = write_engine(Path(shutil.copytree(MINIMAL, tmp_path / "digest")))
    command = "-f", root / "mkdocs.yml", "check"
    assert "generator.extras.advice.wording" in of_extras(modules_of(*command))
    off = ", ".join(f"{extra.name}: false" for extra in extras())
    with (root / "site_config/site.yml").open("a") as file:
        file.write(f"extras: {{{off}}}\n")
    assert of_extras(modules_of(*command)) == []


def test_codes_import_no_extra():
    """Codes, catalogues and templates of rooms are found by their folders."""
    asked = """
import sys
from generator.assemble.catalogues import shipped
from generator.diagnostics.codes import every_code
from generator.pages.environment import make_environment
assert "loaded-word" in every_code() and shipped("de").entries and make_environment().get_template("data.html")
print(*sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    assert not [name for name in done.stdout.split() if name.startswith("generator.extras")]


def test_who_knows_the_extensions():
    """Commands and the plugin load the extensions and hand them down; no module below asks for them."""
    asking = {layer(name)[1] for name in MODULES if "installed" in own_imports(name)}
    assert asking <= {"plugin", "cli", "extras"}


def test_no_taxonomy_is_code():
    """Taxonomies are data: no module, class, function or argument is named after one."""
    words = {"agency", "agencies", "theme_slug", "themes", "person", "people"}
    named = {
        f"{name}.{node.name}"
        for name, (tree, _) in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        if words & set(node.name.lower().split("_"))
    }
    assert not named | {name for name in MODULES if words & set(name.split("."))}
