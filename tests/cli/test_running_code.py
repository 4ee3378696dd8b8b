"""Commands that need not run a site's own code do not run it."""

import subprocess
import sys

import pytest

from tests.command import digest, succeed
from tests.hostile.cases import minimal_site

HOOK = "from pathlib import Path\nPath({canary!r}).write_text('ran')\n"
SETTINGS = {
    "hook": "hooks: [canary.py]\n",
    "extension": "markdown_extensions: [canary_extension]\n",
}


@pytest.fixture
def canary(tmp_path):
    """A file that the site's own code creates."""
    return tmp_path / "canary"


@pytest.fixture(params=SETTINGS)
def config(request, canary, tmp_path, monkeypatch):
    """The mkdocs.yml of a site with a canary that any command might run."""
    config = minimal_site(tmp_path / "digest")
    succeed("-f", config, "build")  # an audit knows the files of the last build
    code = HOOK.format(canary=str(canary))
    (config.parent / "canary.py").write_text(code)
    (config.parent / "canary_extension.py").write_text(
        f"{code}def makeExtension(**_):\n    return None\n"
    )
    config.write_text(config.read_text() + SETTINGS[request.param])
    monkeypatch.syspath_prepend(config.parent)
    return config


def test_only_builds_run_code(config, canary, tmp_path):
    """A check and an audit run none of it; a build does, which shows that it works."""
    site = tmp_path / "site"
    plain = minimal_site(tmp_path / "plain")
    succeed("-f", plain, "build", "--site-dir", site)
    succeed(config, "check")
    succeed(config, "audit", site)
    assert not canary.exists()
    digest(config, "build", "--site-dir", site)
    assert canary.exists()


def test_a_check_imports_no_module_that_is_no_extension(tmp_path):
    """Python-Markdown would import any module by its name; `this` prints a poem when it is imported."""
    config = minimal_site(tmp_path / "poem")
    names = "[this, this.none, 'this:none', __hello__.none, toc]"
    config.write_text(f"{config.read_text()}markdown_extensions: {names}\n")
    program = "import sys; from generator.cli.main import main; main()"
    command = [sys.executable, "-c", program, "-f", str(config), "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Beautiful is better" not in done.stdout + done.stderr
    assert "no problems found" in done.stdout
