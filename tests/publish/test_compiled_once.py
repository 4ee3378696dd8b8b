"""What a build compiles, no later build compiles again: templates of pages, feeds, frames and rules for hosts."""

import os
import shutil
import subprocess
import sys

import pytest

from generator.assemble import compiled_templates
from generator.assemble.compiled_templates import is_trusted
from tests.corpus import write_sample

WATCH = """
import sys
from jinja2 import Environment
compile = Environment.compile
def watched(self, source, name=None, *rest, **named):
    print("compiled:", name, file=sys.stderr)
    return compile(self, source, name, *rest, **named)
Environment.compile = watched
"""


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_a_second_build_compiles_nothing(tmp_path, frame):
    """It has no other cache; the first tells each process that compiles, which is no use unless one does."""
    assert is_trusted(compiled_templates._OURS / "__pycache__"), "others may write to this checkout"
    root = write_sample(tmp_path / "digest")
    with (root / "mkdocs.yml").open("a") as engine:
        engine.write(f"theme: {{name: {frame}}}\n")
    (root / "site_config/locale").mkdir()
    words = '"Language: en\\n"\n\nmsgid "Archive"\nmsgstr "' + os.urandom(8).hex() + '"\n'
    (root / "site_config/locale/en.po").write_text(f'msgid ""\nmsgstr ""\n{words}')
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
