"""What a build compiles, no later build compiles again: templates of pages, feeds, frames and rules for hosts."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.corpus import write_sample

WATCH = """
import sys
from pathlib import Path
from jinja2 import Environment, FileSystemBytecodeCache
# Other tests of this checkout compile at the same time, for sites with other words.
kept, begin = Path(__file__).with_name("kept"), FileSystemBytecodeCache.__init__
kept.mkdir(exist_ok=True)
FileSystemBytecodeCache.__init__ = lambda self, _, pattern: begin(self, str(kept), pattern)
compile = Environment.compile
def watched(self, source, name=None, *rest, **named):
    sys.stderr.write(f"compiled: {name}\\n")  # at once: several processes write here
    return compile(self, source, name, *rest, **named)
Environment.compile = watched
"""


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_a_second_build_compiles_nothing(tmp_path, frame):
    """The second build has no other cache; each process of a build tells what it compiles."""
    root = write_sample(tmp_path / "digest")
    with (root / "mkdocs.yml").open("a") as engine:
        engine.write(f"theme: {{name: {frame}}}\n")
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    said = []
    for number in range(2):
        shutil.rmtree(root / "site", ignore_errors=True)
        environment = os.environ | {
            "PYTHONPATH": str(tmp_path),
            "PYTHONDONTWRITEBYTECODE": "",
            "DIGEST_CACHE_DIR": str(tmp_path / f"cache-{number}"),
        }
        command = [sys.executable, "-m", "generator", "build"]
        done = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, text=True, check=True
        )
        said.append([line for line in done.stderr.splitlines() if line.startswith("compiled: ")])
    assert {"compiled: feed.xml", "compiled: _headers.jinja", "compiled: digest.html"} <= {*said[0]}
    assert said[1] == []
