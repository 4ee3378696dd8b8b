"""Other engines make a whole site with documentation: ProperDocs with the plugin, Zensical with a written theme."""

import re
import shutil
import sys
from functools import partial

import pytest

from generator.audit.site_audit import audit_site
from generator.cli.audit_command import manifest_of
from generator.diagnostics.diagnostics import Report
from generator.installed import installed as every_extension
from generator.load.loaded import Wanted
from generator.load.loading import load
from generator.publish.building import ListedSite, build_site
from generator.read.engine_config import read_engine_settings
from generator.recipes.every_file import every_file
from generator.recipes.site_paths import beside, site_paths
from generator.system.cache_folder import caches_in
from tests import markup
from tests.command import execute, files, succeed
from tests.corpus import MINIMAL, PROJECT
from tests.publish.zensical_frame import zensical_frame

pytestmark = pytest.mark.slow
ENGINES = PROJECT / ".cache/engines"
_SETTINGS = """\
site_name: Small
site_url: https://digest.example.org/
docs_dir: docs
theme:
  name: material
  language: de
  features: [navigation.tabs]
  palette: {scheme: slate, primary: teal}
plugins: [{digest: {path: news}}]
nav:
  - Home: index.md
  - Agencies: news/agencies/
  - Guide: guide/install.md
"""
_PROPERDOCS = """\
import sys
sys.path.append(sys.argv.pop(1))
import properdocs
import properdocs.replacement
from {module} import {name}
{name}()
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A digest below a path, with two pages of documentation, built by MkDocs with Material in `site/`."""
    root = tmp_path_factory.mktemp("engines") / "digest"
    shutil.copytree(MINIMAL, root)
    (root / "docs/guide").mkdir(parents=True)
    (root / "docs/index.md").write_text("# Home\n\nWords.\n")
    (root / "docs/guide/install.md").write_text("# Install\n\n!!! note\n    Words of a guide.\n")
    (root / "mkdocs.yml").write_text(_SETTINGS)
    succeed(root, "build")
    return root


def installed(program):
    """The path of an engine's command."""
    path = ENGINES / "bin" / program
    assert path.is_file(), "to install it: make .cache/engines/engines.stamp"
    return path


def without_engine(folder):
    """The files of a site but its search index, which no two builds have in common, without the engine's name."""
    named = re.compile(rb'<meta name="generator"[^>]*>')
    return {name: named.sub(b"", data) for name, data in files(folder, but="news/pagefind").items()}


@pytest.mark.parametrize(
    "module, name", [("generator.cli.main", "main"), ("properdocs.__main__", "cli")]
)
def test_properdocs(root, tmp_path, module, name):
    """ProperDocs in MkDocs' place makes the same files, by `digest build` and by `properdocs build`."""
    installed("properdocs")
    packages = next(ENGINES.glob("lib/python*/site-packages"))
    script = _PROPERDOCS.format(module=module, name=name)
    arguments = ("-f", "mkdocs.yml", "build") if name == "main" else ("build", "--strict")
    site = tmp_path / "site"
    values = {"PYTHONPATH": str(PROJECT), "DIGEST_CACHE_DIR": str(tmp_path / "cache")}
    command = (script, packages, *arguments, "--site-dir", site)
    build = execute(sys.executable, "-c", *command, cwd=root, env=values, PATH="/usr/bin")
    assert build.returncode == 0, build.stderr
    assert "Page skipped" not in build.stderr
    assert b"ProperDocs" in (site / "news/index.html").read_bytes()
    assert without_engine(site) == without_engine(root / "site")


@pytest.fixture(scope="module")
def zensical(root, tmp_path_factory):
    """The site with Zensical's frame, and that frame."""
    program, config_file = installed("zensical"), root / "mkdocs.yml"
    engine = read_engine_settings(config_file, Report())
    loaded = load(root, every_extension(), Wanted(engine.site_url), engine="mkdocs.yml")
    site = tmp_path_factory.mktemp("zensical") / "site"
    frames = []

    def render(folder):
        frames.append(zensical_frame(program, config_file, loaded, folder))
        return frames[0]

    with caches_in(tmp_path_factory.mktemp("cache")):
        build_site(config_file, engine, loaded, render, site, lambda *_, **__: None)
    return site, frames[0]


def test_zensical_has_the_same_pages(root, zensical):
    """Every page is there, and those of the digest have the same content."""
    site, _ = zensical
    ours, theirs = files(root / "site"), files(site)
    pages = {name for name in ours if name.endswith(".html")}
    assert {name for name in theirs if name.endswith(".html")} == pages
    content = partial(
        re.findall, rb'(?s)<div class="digest" id="content">.*<footer class="colophon">'
    )
    for name in pages - {"404.html"}:  # it has other spaces
        assert content(theirs[name]) == content(ours[name]), name
    assert {name for name in ours if name.startswith("news/api/")} <= theirs.keys()


def test_zensical_passes_the_audit(root, zensical):
    """The audit finds no script, style or link that it refuses; only Zensical's own files are unknown to it."""
    site, frame = zensical
    engine = read_engine_settings(root / "mkdocs.yml", Report())
    loaded = load(root, every_extension())
    own = every_file(loaded, frame)
    made = {path for recipe in own for path in recipe.paths}
    others = (path for path in files(site) if path not in made and "pagefind/" not in path)
    around = {path: b"" for path in others if not path.startswith("assets/")}
    recipes = [*own, *beside(loaded, around)]
    listed = ListedSite(frame, recipes, site_paths(loaded, recipes), frozenset(around))
    manifest = manifest_of(engine, listed)
    report = audit_site(site, manifest, "site")
    unknown = [str(problem.place) for problem in report if problem.code == "unexpected-file"]
    assert all(place.startswith("site/assets/") for place in unknown)
    assert [problem for problem in report if problem.code != "unexpected-file"] == []
    assert frame.policy.count("'sha256-") == 3


def test_zensical_frame(zensical):
    """Its settings have their effect, the menu marks the section, and the only search is ours."""
    site, frame = zensical
    text = (site / "news/agencies/index.html").read_text()
    page = markup.parse(text)
    [tabs] = page.all("nav", css="md-tabs")
    marked = [item.text for item in tabs.all("li") if "md-tabs__item--active" in item.classes]
    assert marked == ["Agencies"]
    assert [item.text for item in tabs.all("li")] == ["Home", "Agencies", "Guide"]
    assert 'data-md-color-primary="teal"' in text
    assert page.first("html").attributes["lang"] == "de"
    [search] = [link for link in page.all("a") if "data-digest-search" in link.attributes]
    assert search.attributes["href"] == "../../news/search/"
    assert not page.all(css="md-search")
    assert not (site / "search.json").exists()
    assert b"data-digest-search" in (site / "guide/install/index.html").read_bytes()
    assert [(page.address, page.title) for page in frame.docs] == [
        ("", "Home"),
        ("guide/install/", "Install"),
    ]
    assert "Words of a guide." in frame.docs[1].text
