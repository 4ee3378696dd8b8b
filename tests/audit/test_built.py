"""The audit of built sites: valid as built, invalid after one change."""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from generator.system.file_writing import write
from tests.command import digest, refused, succeed
from tests.corpus import PROJECT, change, write_engine, write_sample
from tests.full import PAGE_OF_EVERYTHING, harmless, nasty, write_full

PAGE = f"{PAGE_OF_EVERYTHING}index.html"


def _build(root, say):
    write_full(write_engine(root), say)
    succeed(root, "build")
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Root of a site with HTML in every field; built in its `site/`."""
    return _build(tmp_path_factory.mktemp("built"), nasty)


@pytest.fixture
def copy(built, tmp_path):
    """A copy of the built site to damage."""
    return Path(shutil.copytree(built / "site", tmp_path / "site"))


def audit(root, *arguments):
    """Path from the site's root and code of every problem."""
    result = digest(root, "audit", *arguments, "--format", "json")
    problems = [
        (re.sub(r"^.*?site/", "", problem["path"]), problem["code"])
        for problem in json.loads(result.stdout)
    ]
    assert result.exit_code == (1 if problems else 0)
    return problems


@pytest.mark.parametrize("say", [harmless, nasty])
def test_right(say, built, tmp_path):
    """The built site passes, whatever its articles contain."""
    root = built if say is nasty else _build(tmp_path, say)
    assert audit(root) == []


CASES = yaml.safe_load(Path(__file__).with_name("planted.yml").read_text())
PLANTED = [*([PAGE, *row] for row in CASES["page"]), *CASES["other files"]]


@pytest.mark.parametrize(
    "name, before, after, code", PLANTED, ids=[f"{a}-{d}" for a, b, c, d in PLANTED]
)
def test_planted(built, copy, name, before, after, code):
    """A single violation in a page, feed or script is reported, and in that file only."""
    (file,) = copy.glob(name)
    name = str(file.relative_to(copy))
    change(file, before, after, 1)
    problems = audit(built, copy)
    assert (name, code) in problems
    assert {path for path, _ in problems} == {name}


@pytest.mark.parametrize(
    "name", ["sw.js", "CNAME", "evil.svg", "assets/evil.js", "x/index.php", "about/.DS_Store"]
)
def test_stray(built, copy, name):
    write(copy / name, "<svg/>")
    assert audit(built, copy) == [(name, "unexpected-file")]


def test_command(built, copy, tmp_path):
    """Each problem has a place, a rule and help in every format; the exit code is 1."""
    on = ("-f", built / "mkdocs.yml", "audit")
    assert digest(*on).stdout == "no problems found\n"
    text = (copy / PAGE).read_text()
    change(copy / PAGE, "</h1>", "</h1>\n<script>x</script>", 1)
    line = text[: text.index("</h1>")].count("\n") + 2
    result = refused(*on, copy)
    assert result.stdout.startswith(
        f"{copy}/{PAGE}:{line}:1: error: a script is written into the page itself"
        " (from content/articles/2024/2024-05-02-a.md) [inline-script]\n    help: "
    )
    assert result.stdout.endswith("1 error\n")
    annotated = digest(*on, copy, "--format", "github").stdout
    assert annotated.startswith(
        f"::error file={copy}/{PAGE},line={line},col=1,title=inline-script::"
    )
    refused(*on, tmp_path / "nothing", code=2)


def test_strangers(tmp_path):
    """A site of all hostile articles that `check` accepts passes the audit."""
    hostile = PROJECT / "tests/hostile"
    expected = yaml.safe_load((hostile / "expected.yml").read_text())
    root = write_sample(tmp_path / "site-of-strangers")
    shutil.rmtree(root / "content")
    (root / "content/articles").mkdir(parents=True)
    published = [name for name, case in expected.items() if case["verdict"] != "reject"]
    for name in published:
        data = (hostile / "articles" / name).read_bytes()
        own = re.sub(
            rb"https://example\.(?:com|org)/a\b", b"https://example.org/" + name.encode(), data
        )
        (root / "content/articles" / name).write_bytes(own)
    succeed(root, "build")
    assert len(list((root / "site").rglob("index.html"))) > len(published)
    assert audit(root) == []
