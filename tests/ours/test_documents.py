"""The shell blocks of every document, typed in order: in a fresh clone, and in a digest from the wheel.

Both install their packages from files that `make .cache/wheels/wheels.stamp` has downloaded.
"""

import os
import re
import shutil
import subprocess

import pytest

from tests.corpus import PROJECT
from tests.ours.test_examples import AUTHOR, REPORT

pytestmark = [pytest.mark.ours, pytest.mark.slow]

WHEELS = PROJECT / ".cache/wheels"
IN_A_CLONE = ("README.md", "CONTRIBUTING.md", "docs/pages/extend.md", "docs/pages/releasing.md")
IN_A_DIGEST = tuple(
    f"docs/pages/{name}.md"
    for name in ("newsroom", "publish", "editors-monday", "compare-with-sources")
)
PERSON, NETWORK, HOST = "a person decides", "the network", "another host, or its account"
LEFT_OUT = {
    "make serve": PERSON,  # until Ctrl+C
    ".venv/bin/digest new\n": PERSON,  # it asks for each value
    "digest serve": PERSON,
    "sudo apt-get": HOST,
    "git clone https://github.com/YOUR-NAME/digest.git": HOST,
    "cd digest": HOST,  # the clone that the line above makes
    "gh ": HOST,
    "rsync ": HOST,
    "lock=": NETWORK,
    "$lock": NETWORK,
    "digest inbox": NETWORK,
    "digest verify content/articles/2026/my-article.md --online": NETWORK,
    "pip install PATH/TO/CHECKOUT": PERSON,  # their path; the wheel is installed
}
"""The beginning of a line that is not typed → what it needs."""
INSTEAD = {
    "pipx install": "pip install",  # pipx makes an environment around the same wheel
    "digest init my-digest": "digest init my-digest --title Harbours",  # it asks for the title
    "--online --open": "--source page.html",  # CONTRIBUTING: if the page cannot be fetched
}
ARTICLE = """---
title: Example ministry shows a tool
date: 2026-03-04
source: {name: Example News, url: https://examplenews.example.com/tool}
organisations: [example-ministry]
topics: [legislation]
summary: The ministry says that it has shown a tool.
---

The ministry says that it has shown a tool.
"""


def _blocks(document):
    text = (PROJECT / document).read_text()
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    return "".join(re.sub("^ +", "", block, flags=re.MULTILINE) for block in blocks)


def _typed(document):
    lines = _blocks(document).splitlines(keepends=True)
    script = "".join(line for line in lines if not line.startswith(tuple(LEFT_OUT)))
    for shown, typed in INSTEAD.items():
        script = script.replace(shown, typed)
    return script


def _run(script, cwd, programs):
    variables = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(WHEELS),
        "PIP_CONFIG_FILE": os.devnull,
        "DIGEST_CACHE_DIR": str(programs.parent / "cache"),
        "BROWSER": "true",
    }
    done = subprocess.run(
        ["sh", "-exc", script],
        cwd=cwd,
        env={**AUTHOR, **variables},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_blocks(tmp_path):
    """Every line does what its page says, except for those in LEFT_OUT."""
    clone, origin = tmp_path / "digest", tmp_path / "origin"
    subprocess.run(["git", "clone", "--quiet", "--bare", PROJECT, origin], check=True)
    subprocess.run(["git", "clone", "--quiet", origin, clone], check=True)
    for name in ("report.html", "page.html"):
        (clone / name).write_text(REPORT)
    for document in IN_A_CLONE:
        _run(_typed(document), clone, clone / ".venv/bin")
    assert (clone / "site/events.ics").is_file()

    environment = tmp_path / "environment"
    subprocess.run([clone / ".venv/bin/python", "-m", "venv", environment], check=True)
    wheels = list((clone / "dist").glob("*.whl"))
    for wheel in wheels:
        shutil.copy(wheel, tmp_path)
    _run(_typed("docs/pages/start-a-digest.md"), tmp_path, environment / "bin")
    digest = tmp_path / "my-digest"
    assert (digest / "site/index.html").is_file()
    for wheel in wheels:
        shutil.copy(wheel, digest)
    (digest / "content/articles/2026").mkdir(exist_ok=True)
    (digest / "content/articles/2026/my-article.md").write_text(ARTICLE)
    (digest / "saved-page.html").write_text(REPORT)
    for document in IN_A_DIGEST:
        _run(_typed(document), digest, environment / "bin")
    assert "Content-Security-Policy" in (digest / "digest.conf").read_text()
    assert (digest / "content/editions/2026-w10.md").is_file()

    site = tmp_path / "beside/my-site"
    (site / "docs").mkdir(parents=True)
    (site / "docs/index.md").write_text("# Guides\n\n[News](/news/)\n")
    page = "docs/pages/beside-documentation.md"
    _run(_typed(page), site.parent, environment / "bin")
    settings = re.search(r"```yaml\n(.*?)```", (PROJECT / page).read_text(), re.DOTALL)
    (site / "mkdocs.yml").write_text(
        "site_name: Guides\nsite_url: https://guides.example.org/\n"
        + re.sub("^    ", "", settings[1], flags=re.MULTILINE)
    )
    _run("digest check\nmkdocs build --strict\ndigest build --audit", site, environment / "bin")
    assert (site / "site/news/topics/index.html").is_file()


def test_every_document():
    """A page with a shell block is in the test above, and every line that is left out is in a page."""
    pages = [path.relative_to(PROJECT) for path in (PROJECT / "docs/pages").glob("*.md")]
    with_blocks = {str(page) for page in pages if _blocks(str(page))}
    once = {"docs/pages/start-a-digest.md", "docs/pages/beside-documentation.md"}
    assert with_blocks <= {*IN_A_CLONE, *IN_A_DIGEST, *once}
    shown = "".join(_blocks(page) for page in (*IN_A_CLONE, *with_blocks))
    assert [line for line in LEFT_OUT if f"\n{line}" not in f"\n{shown}"] == []
    assert [line for line in INSTEAD if line not in shown] == []
