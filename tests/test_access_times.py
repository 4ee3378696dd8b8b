"""No test looks at times of access: a file system sets them when it likes, for a day or never."""

import ast

import pytest

from tests.corpus import PROJECT

TESTS = [
    PROJECT / "conftest.py",
    *sorted((PROJECT / "tests").rglob("*.py")),
    *sorted((PROJECT / "newsroom/tests").rglob("*.py")),
]


def looks(text):
    """The lines of code that read a time of access, or compare or keep a whole result of `stat`."""
    tree = ast.parse(text)
    inside = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    statuses = set()
    lines = set()
    for node in ast.walk(tree):
        name = getattr(node, "attr", getattr(node, "id", ""))
        if name.startswith("st_atime") or name == "getatime":
            lines.add(node.lineno)
        if not _is_status(node):
            continue
        match inside[node]:
            case ast.Assign(targets=[ast.Name(id=target)]):
                statuses.add(target)
            case ast.Attribute() | ast.Call():
                pass
            case _:
                lines.add(node.lineno)
    for node in ast.walk(tree):
        is_read = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        if is_read and node.id in statuses and isinstance(inside[node], ast.Compare):
            lines.add(node.lineno)
    return sorted(lines)


def _is_status(node):
    """Whether code is a call of `stat`, of a path, of `os` or of an entry of a folder."""
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in (
        "stat",
        "lstat",
        "fstat",
    )


def test_no_test_looks_at_times_of_access():
    found = {file: looks(file.read_text()) for file in TESTS if "stat" in file.read_text()}
    assert {str(file.relative_to(PROJECT)): lines for file, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "code, is_found",
    [
        ("assert file.stat() == before", True),
        ("before = file.stat()\nassert file.stat().st_size\nassert before == 1", True),
        ("before = [os.stat(file) for file in files]", True),
        ("states = {file.name: file.lstat() for file in files}", True),
        ("before = file.stat().st_atime", True),
        ("before = os.path.getatime(file)", True),
        ("before = file.stat().st_mtime_ns", False),
        ("before = file.stat()\nassert before.st_ino == 1", False),
    ],
)
def test_what_is_found(code, is_found):
    assert bool(looks(code)) is is_found
