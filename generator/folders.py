"""The folders of the program: the core's, its optional rooms', and those of other packages.

Files in them are parts by their names: `codes.toml`, `locale/`, `templates/`, `theme/`.
"""

from pathlib import Path

CORE = Path(__file__).parent
EXTRAS = tuple(sorted(file.parent for file in (CORE / "extras").glob("*/__init__.py")))
_OTHERS: list[Path] = []


def added() -> list[Path]:
    """Return the folders of the optional rooms and of other packages."""
    return [*EXTRAS, *_OTHERS]


def add(folder: Path) -> None:
    """Let a package take part; `installed` calls this before anything reads a part."""
    if folder not in _OTHERS:
        _OTHERS.append(folder)
