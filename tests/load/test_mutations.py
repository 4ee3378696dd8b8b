"""Random changes to everything beside the articles: what `check` accepts, a build publishes.

MkDocs' settings, templates and documentation are judged by the build: it publishes, or says what is wrong.

`MUTATIONS=600 pytest tests/load/test_mutations.py` tries as many; each has its number as a seed.
"""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.command import digest
from tests.corpus import write_files
from tests.docs_site import write_docs_site

COUNT = int(os.environ.get("MUTATIONS", "40"))
PART = 10
"""Mutations of one test."""
SECONDS = 10
DATA = yaml.safe_load(Path(__file__).with_name("mutations.yml").read_text("utf-8"))
PIECES = [text if isinstance(text, str) else text[0] * text[1] for text in DATA["pieces"]]


def insert(text, chance):
    """Put a piece anywhere."""
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at:]


def insert_line(text, chance):
    """Put a piece on a line of its own."""
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(PIECES))
    return "\n".join(lines)


def replace_value(text, chance):
    """Put a piece in the place of a word."""
    words = text.split(" ")
    words[chance.randrange(len(words))] = chance.choice(PIECES)
    return " ".join(words)


def delete(text, chance):
    """Delete a part."""
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randrange(1, 40) :]


def swap_lines(text, chance):
    """Exchange two lines."""
    lines = text.split("\n")
    one, two = (chance.randrange(len(lines)) for _ in range(2))
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    insert,
    insert_line,
    replace_value,
    delete,
    swap_lines,
)


def write(root: Path, frame: str) -> Path:
    config = write_docs_site(root, frame, "news", settings=DATA["settings"])
    write_files(root, DATA["files"])
    return config


def is_of_mkdocs(name):
    """Whether a file is MkDocs' to read, so that `digest check` leaves it to the build."""
    return name == "mkdocs.yml" or name.startswith(("docs/", "site_config/theme/"))


def attempt(root, seed):
    """Change one file of a site; return what went wrong, or ""."""
    chance = random.Random(seed)
    config = write(root, chance.choice(("material", "material", "digest")))
    name = chance.choice(DATA["targets"])
    file = root / name
    file.write_text(chance.choice(CHANGES)(file.read_text(), chance))
    begin = time.process_time()
    checked = digest(config, "check")
    built = digest(config, "build", "--audit")
    seconds = time.process_time() - begin
    said = checked.output + built.output
    if "Traceback" in said:
        return f"{seed} {name}: a traceback: {said}"
    if is_of_mkdocs(name) and built.exit_code == 1:
        errors = [line for line in built.output.splitlines() if line]
        is_explained = errors[-1].startswith(("Error: ", "nothing was "))
        return "" if is_explained else f"{seed} {name}: no reason is given: {built.output}"
    if checked.exit_code == 0 and built.exit_code != 0:
        return f"{seed} {name}: accepted by check, refused by the build: {built.output}"
    return f"{seed} {name}: {seconds:.1f} s" if seconds > SECONDS else ""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(0, COUNT, PART))
def test_what_is_accepted_is_published(part, tmp_path):
    failed = [attempt(tmp_path / str(seed), seed) for seed in range(part, part + PART)]
    assert [problem for problem in failed if problem] == []
