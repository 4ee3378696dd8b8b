"""Hostile articles added to a generated digest."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

from tests import corpus
from tests.hostile import made

HERE = Path(__file__).parent
EXPECTED = yaml.safe_load((HERE / "expected.yml").read_text())
FOLDER = "content/articles/strangers"


def good_site(root: Path, articles: int) -> Path:
    """A generated digest whose registries include the terms of the hostile articles."""
    size = corpus.Size(articles, agencies=6, themes=4, people=3, sources=4, words=50)
    corpus.make(root, size)
    for name in ("agencies", "themes"):
        terms = (HERE.parent / f"sites/hostile/site_config/taxonomies/{name}.yml").read_text()
        with (root / f"site_config/taxonomies/{name}.yml").open("a") as file:
            file.write(f"\n{terms}")
    return root


def rejected() -> Iterator[tuple[str, bytes]]:
    """Name and content of every article that must be refused."""
    for name, entry in sorted(EXPECTED.items()):
        if entry["verdict"] == "reject":
            yield name.removesuffix(".md"), (HERE / "articles" / name).read_bytes()
    for name, row in made.BIG.items():
        if row["verdict"] == "reject":
            yield f"big-{name}", made.big(name).encode()


def add_strangers(root: Path, count: int, *, names: bool = True) -> set[str]:
    """Add the given number of hostile files, repeating some; return the paths that must be reported."""
    folder = root / FOLDER
    paths: set[str] = set()
    if names:
        odd = folder / "odd"
        odd.mkdir(parents=True)
        paths = {f"{FOLDER}/odd/{name}" for name in made.write_names(odd)}
        (odd / "good.md").unlink()
        (folder / "huge").mkdir()
        made.write_huge(folder / "huge")
        paths.add(f"{FOLDER}/huge/huge.md")
    every = list(rejected())
    for number in range(max(0, count - len(paths))):
        name, content = every[number % len(every)]
        turn = folder / f"turn-{number // len(every)}"
        turn.mkdir(parents=True, exist_ok=True)
        (turn / f"{name}.md").write_bytes(content)
        paths.add(f"{FOLDER}/turn-{number // len(every)}/{name}.md")
    return paths


def remove_strangers(root: Path) -> None:
    """Remove all hostile files, including links and pipes."""
    shutil.rmtree(os.fsencode(root / FOLDER))
