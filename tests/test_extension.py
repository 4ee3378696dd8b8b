"""The interface: what packages add, what they cannot, and the example of the documentation."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import yaml

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import TRACEBACK, Failure
from generator.extension import Extension
from generator.installed import _checked, extras, installed
from generator.load.context import read_context
from generator.load.loading import load
from generator.system.cache_folder import cache_of
from tests.command import digest_beside, printed, run
from tests.corpus import MINIMAL, PROJECT, change, write_engine
from tests.examples import one_of

CASES = yaml.safe_load(Path(__file__).with_name("extension.yml").read_text())


EXAMPLE = PROJECT / "docs/example-extension"
CLASS = """from generator.extension import Extension

class Own(Extension):
    package = "own_room"
    core = "0.1"
{body}

extension = Own()
"""


def install(folder, body, name="own-room", version="1.0", files=()):
    """Lay a package into a folder as pip installs it."""
    package = folder / "own_room"
    package.mkdir(parents=True, exist_ok=True)
    is_class_body = body.startswith(("    ", "\n    "))
    text = CLASS.format(body=body) if is_class_body else body
    (package / "__init__.py").write_text(text)
    for path, content in dict(files).items():
        file = package / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content.encode("latin-1"))
    declare(folder, name, version)


def declare(folder, name, version):
    metadata = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (metadata / "entry_points.txt").write_text("[digest]\nown_room = own_room:extension\n")


def digest(path, *command, root=PROJECT):
    """Run a command with another folder of packages."""
    return digest_beside(path, "-f", root / "mkdocs.yml", *command)


@pytest.fixture
def root(tmp_path):
    """The minimal site."""
    return write_engine(Path(shutil.copytree(MINIMAL, tmp_path / "site")))


def said(result):
    """The one line of a command that failed."""
    assert result.returncode == 1, result.stdout
    (line,) = result.stderr.strip().splitlines()
    return line


@pytest.mark.parametrize("body, line", CASES["unusable packages"])
@pytest.mark.parametrize("command", one_of(2, ["--help", "check"]))
def test_unusable_packages(body, line, command, root, tmp_path):
    """A package that cannot be used is one line, whatever the command."""
    install(tmp_path / "packages", body)
    assert said(digest(tmp_path / "packages", command, root=root)) == line


@pytest.mark.parametrize("name, version, line", CASES["two packages"])
def test_two_packages(name, version, line, root, tmp_path):
    install(tmp_path / "packages", "    pass")
    declare(tmp_path / "packages", name, version)
    assert said(digest(tmp_path / "packages", "check", root=root)) == f"Error: {line}"


PAGE = """
    def pages(self, site, shared):
        from generator.model.page import Page
        from generator.pages.views import Content
        yield Page(address={address!r}, title="A", content=Content)
"""
FILE = """
    def recipes(self, loaded, frame):
        from generator.recipes.recipe import written
        yield written({path!r}, "text")
"""


def test_page_of_the_core(root, tmp_path):
    """A page at the address of another one is a problem of the site that names the package."""
    install(tmp_path / "packages", PAGE.format(address="search/"))
    result = digest(tmp_path / "packages", "check", root=root)
    assert "two pages have the address /search/; one is made by own_room" in result.stdout
    assert "rename the other one, or remove the package" in result.stdout


def test_file_of_the_core(root, tmp_path):
    """A file at the path of another one is a problem that names the package."""
    install(tmp_path / "packages", FILE.format(path="index.html"))
    result = digest(tmp_path / "packages", "build", root=root)
    assert result.returncode == 1
    assert "the digest and the extension own_room have the same address, /" in result.stderr
    assert not (root / "site").exists()


METHOD = """from generator.extension import Extension
from generator.pages.views import Content

class View(Content, frozen=True, tag="none.html"):
    pass

class Own(Extension):
    package, core = "own_room", "0.1"
    def {method}:
        {body}

extension = Own()
def made():
    return "text"
def broken():
    1 / 0
from generator.diagnostics.diagnostics import Place
from generator.model.page import Page
from generator.recipes.recipe import Recipe, as_they_are
"""


@pytest.mark.parametrize("method, body, line", one_of(2, CASES["results in a check"]))
def test_results_in_a_check(method, body, line, root, tmp_path):
    """What a method returns or raises is one line that names the package."""
    body = METHOD.format(method=method, body=body)
    if method.startswith("read_texts"):
        (root / "content/talks").mkdir()
        (root / "content/talks/one.md").write_text("---\ntitle: A\n---\n\nA talk.\n")
        body = body.replace("    def", "    texts = {'content/talks': ('title',)}\n    def", 1)
    install(tmp_path / "packages", body)
    assert said(digest(tmp_path / "packages", "check", root=root)).startswith(
        f"Error: own_room: {line}"
    )


@pytest.mark.parametrize("method, body, command", one_of(4, CASES["without an end"]))
def test_without_an_end(method, body, command, root, tmp_path):
    """Ctrl-C, which reaches all processes of a terminal, ends the command with one line that names the method."""
    began = tmp_path / "began"
    body = f"open({str(began)!r}, 'w').close()\n        {body}"
    install(tmp_path / "packages", METHOD.format(method=method, body=body))
    ended, line = interrupted(tmp_path / "packages", began, root, command)
    assert ended == 1
    assert line.startswith(f"Error: own_room: {method.partition('(')[0]} was interrupted (own_room")


def interrupted(packages, began, root, command):
    """The exit code and the one line of a command that is interrupted once a file is there."""
    arguments = [sys.executable, "-m", "generator", "-f", str(root / "mkdocs.yml"), command]
    values = {**os.environ, "PYTHONPATH": f"{PROJECT}{os.pathsep}{packages}"}
    running = subprocess.Popen(
        arguments, env=values, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        until = time.monotonic() + 120
        while not began.exists() and time.monotonic() < until:
            time.sleep(0.02)
        os.killpg(running.pid, signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.communicate()
    (line,) = errors.strip().splitlines()
    return running.returncode, line


PARTS = [part for part, value in vars(Extension).items() if isinstance(value, FunctionType)]


@pytest.mark.parametrize("hook", PARTS)
@pytest.mark.parametrize("result", ["raises", None, 7], ids=str)
def test_every_method(hook, result, tmp_path, monkeypatch):
    """What any method raises or returns wrongly names it; some may return nothing, others anything."""
    install(tmp_path, "    pass")
    monkeypatch.syspath_prepend(str(tmp_path))

    def method(self, *_):
        if result == "raises":
            raise KeyError("half")
        return result

    own = type("Own", (Extension,), {"package": "own_room", "core": "0.1", hook: method})()
    _checked(own, "own_room", "")
    wanted = Extension.__dict__[hook].__annotations__["return"]
    is_fine = result != "raises" and (
        wanted in (object, Any) or (result is None and wanted is None)
    )
    if is_fine:
        assert getattr(own, hook)() is result
        return
    with pytest.raises(Failure, match=f"^own_room: {hook} failed: "):
        getattr(own, hook)()


def test_changed_site(root, tmp_path):
    """A method that breaks what it was given is one line, too, where the program meets it later."""
    method = {"method": "check_site(self, site, report)", "body": "site.taxonomies.clear()"}
    install(tmp_path / "packages", METHOD.format(**method))
    line = said(digest(tmp_path / "packages", "check", root=root))
    assert line.startswith("Error: ")
    says = "own_room; DIGEST_TRACEBACK=1 shows where), failed: KeyError"
    assert "generator: the program, or a package beside it (" in line
    assert says in line
    values = {"PYTHONPATH": f"{PROJECT}{os.pathsep}{tmp_path / 'packages'}"}
    result = run("mkdocs", "build", "-f", root / "mkdocs.yml", **values)
    assert result.returncode == 1
    assert says in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("method, body", one_of(6, CASES["results met later"]))
def test_results_met_later(method, body, root, tmp_path):
    """A wrong result stops a build with one line that names the packages; nothing is written outside the site."""
    before = sorted(tmp_path.iterdir())
    install(tmp_path / "packages", METHOD.format(method=method, body=body))
    line = said(digest(tmp_path / "packages", "build", root=root))
    assert "generator: the program, or a package beside it (" in line
    assert "own_room; DIGEST_TRACEBACK=1 shows where), failed" in line
    assert " (generator/" in line
    assert not (root / "site").exists()
    assert sorted(tmp_path.iterdir()) == sorted([*before, tmp_path / "packages"])
    assert not Path("/a.txt").exists()


def test_tag_of_the_core(root, tmp_path):
    """A kind of page with the tag of another kind names both, and whose they are."""
    body = METHOD.format(
        method="pages(self, site, shared)", body="yield Page('a/', 'A', content=Mine)"
    )
    kind = "from generator.pages.views import Content as Shown\nclass Mine(Shown, frozen=True, tag='article.html'):\n    text: str = ''\n\n\nclass Own("
    install(tmp_path / "packages", body.replace("class Own(", kind))
    says = (
        "Error: own_room and the program: two kinds of page have the tag 'article.html': "
        "Mine of own_room and ArticlePage of generator.pages.article_page"
    )
    assert said(digest(tmp_path / "packages", "build", root=root)) == says


@pytest.mark.parametrize("method, body, line", one_of(3, CASES["results in a build"]))
def test_results_in_a_build(method, body, line, root, tmp_path):
    """A build does not begin again; no warning is printed twice, and nothing is published."""
    install(tmp_path / "packages", METHOD.format(method=method, body=body))
    with (root / "site_config/site.yml").open("a") as file:
        file.write("language: ja\n")
    result = digest(tmp_path / "packages", "build", root=root)
    assert result.returncode == 1
    *warnings, last = result.stderr.strip().splitlines()
    assert last.startswith(f"Error: own_room: {line}")
    assert "Traceback" not in result.stderr
    assert len(warnings) == len(set(warnings)), "a warning is printed twice"
    assert not (root / "site").exists()


@pytest.mark.parametrize("path, content, command, line", one_of(2, CASES["files"]))
def test_files_of_a_package(path, content, command, line, root, tmp_path):
    """A file of the package that cannot be used is named."""
    install(
        tmp_path / "packages",
        f"    inserts = {{'article': {Path(path).name!r}}}" if "html" in path else "    pass",
        files={path: content},
    )
    result = digest(tmp_path / "packages", command, root=root)
    assert result.returncode == 1
    assert result.stderr.strip().splitlines()[-1].startswith(f"Error: own_room: {line}")
    assert "Traceback" not in result.stderr


def test_the_cache_is_kept(root, tmp_path):
    """After a failure, what other builds have made is still there."""
    package = tmp_path / "packages"
    install(package, METHOD.format(method="recipes(self, loaded, frame)", body="return ()"))
    assert digest(package, "build", root=root).returncode == 0
    before = cached(root)
    file = package / "own_room/__init__.py"
    change(file, "return ()", "yield Recipe(('a.txt',), broken, ())")
    assert digest(package, "build", root=root).returncode == 1
    assert before <= cached(root)


def cached(root):
    """The finished files in the cache of a site."""
    folder = cache_of(root)
    return {file.relative_to(folder) for file in (folder / "files").rglob("*") if file.is_file()}


def test_traceback(root, tmp_path):
    """The author of a package sees where it failed, also in a worker of a build."""
    recipe = "yield Recipe(('a.txt',), broken, ())"
    install(
        tmp_path / "packages", METHOD.format(method="recipes(self, loaded, frame)", body=recipe)
    )
    values = {"PYTHONPATH": str(tmp_path / "packages"), TRACEBACK: "1"}
    result = run("generator", "-f", root / "mkdocs.yml", "build", **values)
    assert "Traceback (most recent call last)" in result.stderr
    assert "    1 / 0" in result.stderr
    assert "Error: own_room: broken for a.txt failed" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("body, line", CASES["commands"])
def test_commands(body, line, root, tmp_path):
    """A command that fails is one line, too; problems that it reports itself are not changed."""
    text = METHOD.format(method="_none(self)", body="pass").replace(
        "class Own(", f"{body}\nclass Own("
    )
    commands = "    commands = {'count': ('Count.', 'own_room')}\n    def"
    install(tmp_path / "packages", text.replace("    def", commands, 1))
    assert said(digest(tmp_path / "packages", "count", root=root)) == line


@pytest.mark.parametrize("method, body, line", CASES["results in MkDocs"])
def test_plain_mkdocs(method, body, line, root, tmp_path):
    """`mkdocs build` says the same in its words."""
    install(tmp_path / "packages", METHOD.format(method=method, body=body))
    values = {"PYTHONPATH": f"{PROJECT}{os.pathsep}{tmp_path / 'packages'}"}
    result = run("mkdocs", "build", "-f", root / "mkdocs.yml", **values)
    assert result.returncode == 1
    assert f"own_room: {line}" in result.stderr
    assert "Traceback" not in result.stderr


def test_file_that_is_no_recipe(root, tmp_path):
    """The audit accepts the files that the package lists, and no others."""
    install(tmp_path / "packages", FILE.format(path="own.js"))
    assert digest(tmp_path / "packages", "build", root=root).returncode == 0
    assert digest(tmp_path / "packages", "audit", root=root).returncode == 0
    (root / "site/other.js").write_text("alert(1)")
    result = digest(tmp_path / "packages", "audit", root=root)
    assert result.returncode == 1
    (line,) = (line for line in result.stdout.splitlines() if "[unexpected-file]" in line)
    assert "other.js" in line


def test_code_of_the_core(root, tmp_path):
    install(tmp_path / "packages", "    pass")
    code = '[content.bad-date]\nseverity = "error"\nmeaning = "A."\nwrong = "a"\nright = "b"\n'
    (tmp_path / "packages/own_room/codes.toml").write_text(code)
    (root / "site_config/site.yml").write_text("title: 1\n")
    line = "Error: own_room: 'bad-date' is a code of another package"
    assert said(digest(tmp_path / "packages", "check", root=root)) == line


KEYS = "    keys = {keys!r}"
SEVERITY = {"type": "choice", "choices": ["low", "high"], "description": "How bad it is."}


def test_key_of_the_core(root, tmp_path):
    install(tmp_path / "packages", KEYS.format(keys={"title": SEVERITY}))
    line = "Error: own_room: 'title' is already a key of every article"
    assert said(digest(tmp_path / "packages", "check", root=root)) == line


def test_own_key(root, tmp_path):
    """A key is checked by its type, and forms and editors know it."""
    install(tmp_path / "packages", KEYS.format(keys={"severity": SEVERITY}))
    (file,) = (root / "content/articles").rglob("*.md")
    change(file, "title:", "severity: hihg\ntitle:", 1)
    result = digest(tmp_path / "packages", "check", root=root)
    assert "'hihg' is not a known severity [bad-choice]" in result.stdout
    assert "did you mean 'high'?" in result.stdout
    change(file, "hihg", "high")
    assert digest(tmp_path / "packages", "check", root=root).returncode == 0
    assert digest(tmp_path / "packages", "build", root=root).returncode == 0
    assert '"severity"' in (root / "site/schema/article.json").read_text()


@pytest.mark.slow
def test_example(root, tmp_path):
    """The package of `docs/pages/extend.md` adds a command, a page, a file and a check."""
    packages = tmp_path / "packages"
    source = shutil.copytree(EXAMPLE, tmp_path / "example")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--target"]
    printed(sys.executable, "-m", "pip", "install", *options, packages, source)
    (file,) = (root / "content/articles").rglob("*.md")
    event = "events: [{date: 2024-05-02, end: 2025-05-03, label: 'Talks, day one'}]\ntitle:"
    change(file, "title:", event, 1)
    checked = digest(packages, "check", root=root)
    assert "'Talks, day one' lasts longer than a month [long-event]" in checked.stdout
    change(file, "end: 2025", "end: 2024")
    built = digest(packages, "build", "--strict", root=root)
    assert built.returncode == 0, built.stderr
    assert digest(packages, "audit", root=root).returncode == 0
    assert digest(packages, "events", root=root).stdout == "2024-05-02 Talks, day one\n"
    calendar = (root / "site/events.ics").read_bytes().decode()
    assert "DTSTART;VALUE=DATE:20240502\r\nDTEND;VALUE=DATE:20240504\r\n" in calendar
    assert "SUMMARY:Talks\\, day one\r\n" in calendar
    assert "Talks, day one" in (root / "site/calendar/index.html").read_text()
    assert "events.ics" in (root / "site/data/index.html").read_text()


TEXTS = """
    texts = {"content/talks": ("title", "lead")}

    def read_texts(self, documents, context, articles, report):
        from generator.check.article_fields import body_of
        from generator.model.site import Text

        for document in documents:
            body = body_of(document, "talks/", context, report)
            yield Text(document.path, "talks/", "A talk", "", "", body)
"""


def test_texts(root, tmp_path):
    """A folder that a package reads is checked as the core's are."""
    install(tmp_path / "packages", TEXTS)
    talk = root / "content/talks/one.md"
    talk.parent.mkdir()
    talk.write_text("---\nlead: a\ntitle: b\n---\n\nA [link](/nowhere/).\n")
    checked = digest(tmp_path / "packages", "check", root=root)
    assert (
        "content/talks/one.md:6:10: error: no page at '/nowhere/' [broken-link]" in checked.stdout
    )


def test_switched_off(root):
    """A site switches rooms of the core off by name; a name that there is not is an error."""
    settings = root / "site_config/site.yml"
    with settings.open("a") as file:
        file.write("extras: {editions: false, advice: true}\n")
    context = read_context(root, installed(), Report())
    assert "editions" not in [own.name for own in context.settings.extensions]
    assert "advice" in [own.name for own in context.settings.extensions]
    change(settings, "editions:", "editons:")
    report = load(root, installed()).report
    (problem,) = (one for one in report if one.code == "unknown-key")
    assert problem.help == "did you mean 'editions'? write editions: false"


@pytest.mark.parametrize("extra", extras(), ids=lambda extra: extra.name)
def test_extras_have_only_parts_of_the_interface(extra):
    assert {part for part in dir(extra) if not part.startswith("_")} == {
        part for part in dir(Extension()) if not part.startswith("_")
    }
