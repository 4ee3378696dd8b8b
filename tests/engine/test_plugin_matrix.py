"""The most used plugins of MkDocs, one by one on a small site below /news/: what the documentation says of each.

A plugin works, is refused by `check`, or works once the site accepts it. What `check` accepts, a build publishes.
"""

import json
from pathlib import Path

import pytest
import yaml

from generator.read.tables import table
from tests.browser import conftest as browsing
from tests.command import git
from tests.corpus import PROJECT, change
from tests.engine.test_other_plugins import PAGES, command, site

TABLE = yaml.safe_load(Path(__file__).with_name("plugin_matrix.yml").read_text())
DOCUMENTED = PROJECT / "docs/pages/beside-documentation.md"
watch_at = browsing.watch_at  # a fixture of pytest
KNOWN = table("generator.read", "mkdocs_settings")["plugins"]


def write(root, name, case, *, accepted):
    """Write the site of a plugin; `accepted` tells whether the site accepts it by name."""
    plugins = [*case.get("needs", ()), json.dumps({name: case.get("options", {})})]
    config = site(root, "material", "news", plugins, {**PAGES, **case.get("pages", {})})
    names = name if accepted else ""
    change(config, "hook.py, macros", names)
    for line in ("init -q", "add -A", "commit -qm One"):
        git(root, *line.split())
    return config


def verdict(root, name, case):
    """Try a plugin; return its verdict, and the folder of its site or why it is refused."""
    said = command(
        "digest", write(root / "plain", name, case, accepted=False), "-f", "mkdocs.yml", "check"
    )
    word, config = "works", root / "plain/mkdocs.yml"
    if said.returncode != 0:
        if "[untested-code]" not in said.stdout:
            return "refused", said.stdout
        word, config = "accepted", write(root / "accepted", name, case, accepted=True)
        said = command("digest", config, "-f", config, "check")
        if said.returncode != 0:
            return "refused", said.stdout
    built = command("digest", config, "-f", config, "build", "--audit")
    output = built.stdout + built.stderr
    assert "Traceback" not in output, output
    assert built.returncode == 0, f"check accepts it, and the build fails: {output}"
    return word, str(config.parent / "site")


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("name", TABLE)
def test_verdict(name, tmp_path, watch_at):
    """`check`, build, audit and the browser agree, and the documentation says the same."""
    word, said = verdict(tmp_path, name, TABLE[name])
    assert word == TABLE[name]["verdict"], said
    if word in ("works", "accepted"):
        with browsing.served(Path(said)) as origin:
            window = watch_at(origin)
            for address in ("/", "/guide/use/", "/news/", "/news/agencies/"):
                window.page.goto(f"{origin}{address}")
            assert (window.problems, window.foreign) == ([], [])


def test_documented():
    """The table of the documentation has every plugin with its verdict, and `mkdocs_settings.toml` agrees."""
    text = DOCUMENTED.read_text()
    for name, case in TABLE.items():
        assert f"| `{name}` | {case['verdict']} |" in text
        rule = KNOWN.get(name, {"runs": "unknown code"})
        accepted = "accepted" if "runs" in rule else "works"
        assert case["verdict"] == ("refused" if isinstance(rule, str) else accepted)
    assert set(TABLE) | {"digest"} >= set(KNOWN)
