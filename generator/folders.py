"""The folders of the program: the core's, its optional rooms', and those of other packages.

Files in them are parts by their names: `codes.toml`, `locale/`, `templates/`, `theme/`. What is
read of them is kept by the tuple of `added`, so it does not depend on when a package was added.
"""

from pathlib import Path

CORE = Path(__file__).parent
EXTRAS = tuple(sorted(file.parent for file in (CORE / "extras").glob("*/__init__.py")))
_added = [EXTRAS]


def added() -> tuple[Path, ...]:
    """Return the folders of the optional rooms and of other packages."""
    return _added[-1]


def add(folder: Path) -> None:
    """Let the files of another package take part."""
    if folder not in added():
        _added.append((*added(), folder))
