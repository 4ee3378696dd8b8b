"""The installed program: a wheel in its own environment, used for a new digest.

No package index is needed. The environment contains only the wheel, and a `.pth` file adds the packages
of the running one, whose own editable install is not active there: `.pth` files are not nested. The
commands of a new digest's CI install everything themselves, from files that were downloaded before.
"""

import os
import shutil
import sys
import tarfile
import zipfile
from functools import partial
from pathlib import Path

import pytest
import yaml

from generator.assemble.catalogues import untranslated
from tests.command import execute, installed_packages
from tests.corpus import PROJECT

pytestmark = pytest.mark.slow

SOURCES = ("generator", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")
OURS = ("Vigil", "digest.example.org", "CC BY 4.0", "creativecommons", "az-sss", "example/digest")
WHEELS = PROJECT / ".cache/wheels"
"""What new digests need, as `make .cache/wheels/wheels.stamp` downloads it."""


run = partial(execute, env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"})


@pytest.fixture(scope="module")
def distributions(tmp_path_factory):
    """A folder with the wheel and the source distribution, built from a copy of the sources."""
    folder = tmp_path_factory.mktemp("distributions")
    copy = folder / "source"
    for name in SOURCES:
        place = PROJECT / name
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
        copy.mkdir(exist_ok=True)
        shutil.copytree(place, copy / name, ignore=ignored) if place.is_dir() else shutil.copy(
            place, copy
        )
    (copy / "tests").mkdir()
    shutil.copy(__file__, copy / "tests/test_something.py")
    for kind in ("wheel", "sdist"):
        build = f"from setuptools import build_meta; build_meta.build_{kind}({str(folder)!r})"
        built = run(sys.executable, "-c", build, cwd=copy)
        assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="module")
def environment(distributions, tmp_path_factory):
    """The `bin` folder of an environment with the wheel installed."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    python = folder / "bin/python"
    place = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    packages = installed_packages(folder / "packages")
    Path(place.stdout.strip(), "packages.pth").write_text(packages)
    (wheel,) = distributions.glob("*.whl")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
    ]
    installed = run(*pip, "--disable-pip-version-check", wheel, cwd=folder)
    assert installed.returncode == 0, installed.stderr
    where = run(python, "-c", "import generator; print(generator.__file__)", cwd=folder)
    assert where.stdout.startswith(str(folder))
    return folder / "bin"


def test_distributions(distributions):
    """The wheel contains every file of the package; neither distribution has tests or content."""
    (wheel,), (source,) = distributions.glob("*.whl"), distributions.glob("*.tar.gz")
    names = zipfile.ZipFile(wheel).namelist()
    ours = {
        str(file.relative_to(PROJECT))
        for file in (PROJECT / "generator").rglob("*")
        if file.is_file()
        and "__pycache__" not in file.parts
        and file.suffix != ".cfg"  # for collecting messages
    }
    assert ours <= set(names)
    metadata = next(name for name in names if name.endswith("METADATA"))
    text = zipfile.ZipFile(wheel).read(metadata).decode()
    for field in (
        "License-Expression: MIT\n",
        "Author: ",
        "Project-URL: ",
        "Classifier: Typing :: Typed",
    ):
        assert field in text
    with tarfile.open(source) as archive:
        archived = {name.partition("/")[2] for name in archive.getnames()}
    assert not [
        name for name in (*names, *archived) if name.startswith(("tests", "content", "site_config"))
    ]


def test_builds_leave_nothing_to_commit(distributions):
    """Git ignores what building a distribution leaves in the checkout, but no package called `build`."""
    source = distributions / "source"
    shutil.copy(PROJECT / ".gitignore", source)
    (source / "dist").mkdir()
    shutil.copy(next(distributions.glob("*.whl")), source / "dist")
    run("git", "init", "--quiet", cwd=source)
    status = run("git", "status", "--porcelain", cwd=source).stdout
    assert (source / "build").is_dir()
    assert {line[3:].strip("/") for line in status.splitlines()} == {
        *SOURCES,
        ".gitignore",
        "tests",
    }
    ignored = run(
        "git", "check-ignore", "generator/publish/building.py", "tests/publish", cwd=source
    )
    assert ignored.stdout == ""


@pytest.mark.parametrize("language", ["en", "az", "de", "fr", "ar"])
def test_another_digest(environment, tmp_path, language):
    """All steps from an empty folder to a built site work and use no content of our own digest."""
    site = tmp_path / "hospitals"
    digest = environment / "digest"
    init = run(
        digest, "init", site, "--title", "Hospitals & health", "--language", language,
        "--url", "https://health.example.net/news", "--repository", "https://gitlab.example.net/a/b", cwd=tmp_path,
    )  # fmt: skip
    assert init.returncode == 0, init.stderr
    is_translated = not untranslated(language)
    strict = ["--strict"] if is_translated else []
    steps = {
        ("check",): "no problems found\n" if is_translated else "[untranslated-interface]",
        ("build", *strict, "--audit"): f"built {site / 'site'}\n",
        ("audit",): "no problems found\n",
    }
    for arguments, output in steps.items():
        result = run(digest, *arguments, cwd=site)
        assert result.returncode == 0, f"{arguments}\n{result.stdout}{result.stderr}"
        assert output in result.stdout
    published = {
        str(file.relative_to(site)): file.read_text(encoding="utf-8", errors="replace")
        for file in (site / "site").rglob("*")
        if file.is_file()
        and file.suffix not in (".gz", ".png", ".wasm")
        and "/assets/stylesheets/" not in str(file)  # Material's own, which name its licences
    }
    leaks = [(name, word) for name, text in published.items() for word in OURS if word in text]
    assert leaks == []
    engine = run(environment / "python", "-m", "mkdocs", "build", *strict, cwd=site)
    assert engine.returncode == 0, engine.stderr


def ci_commands(site):
    """The shell commands of a new digest's CI, in their order; each list runs in one shell."""
    github = site / ".github/workflows/digest.yml"
    if github.exists():
        jobs = yaml.safe_load(github.read_text(encoding="utf-8"))["jobs"]
        return [[step["run"]] for step in jobs["build"]["steps"] if "run" in step]
    gitlab = yaml.safe_load((site / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    before = gitlab["default"]["before_script"]
    return [[*before, *gitlab["check"]["script"], *gitlab["pages"]["script"]]]


@pytest.fixture
def runner(tmp_path):
    """A machine of CI: runs commands in an empty environment that can reach no package index."""
    python = tmp_path / "runner"
    run(sys.executable, "-m", "venv", python, cwd=tmp_path)
    values = {
        "PATH": f"{python / 'bin'}:{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(WHEELS),
        "PIP_CONFIG_FILE": os.devnull,
        "DIGEST_CACHE_DIR": str(tmp_path / "cache"),
    }

    def execute(lines, site):
        variables = {"CI_PROJECT_DIR": str(site), "CI_PAGES_URL": "https://pages.example.net"}
        script = "\n".join(lines)
        return run("bash", "-e", "-o", "pipefail", "-c", script, cwd=site, **values, **variables)

    return execute


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_ci_of_a_new_digest(environment, distributions, runner, tmp_path, host):
    """Every command of a new digest's CI succeeds offline, with the wheel that `init` was given."""
    (wheel,) = distributions.glob("*.whl")
    site = tmp_path / "hospitals"
    where = ("--url", "https://health.example.net/", "--repository", f"https://{host}.com/a/b")
    what = ("--title", "Hospitals", "--from", wheel)
    init = run(environment / "digest", "init", site, *what, *where, cwd=tmp_path)
    assert init.returncode == 0, init.stderr
    for lines in ci_commands(site):
        result = runner(lines, site)
        assert result.returncode == 0, f"{lines}\n{result.stdout}{result.stderr}"
    folder = site / ("public" if host == "gitlab" else "site")
    assert (folder / "index.html").is_file()
    (site / "wheels" / wheel.name).write_bytes(b"another")
    result = runner(["pip install --no-index --no-deps --force-reinstall -r program.txt"], site)
    assert "DO NOT MATCH THE HASHES" in result.stderr


def test_ci_with_a_commit(environment, distributions, runner, tmp_path):
    """A program that is pinned to a git commit is built without a package index, too."""
    source = tmp_path / "source"
    ignored = shutil.ignore_patterns("*.egg-info", "build")
    shutil.copytree(distributions / "source", source, ignore=ignored)
    run("git", "init", "--quiet", cwd=source)
    run("git", "add", "--all", cwd=source)
    author = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    run("git", *author, "commit", "--quiet", "--message", "All", cwd=source)
    commit = run("git", "rev-parse", "HEAD", cwd=source).stdout.strip()
    site = tmp_path / "hospitals"
    what = ("--title", "Hospitals", "--from", f"git+https://git.example.net/a/b@{commit}")
    run(environment / "digest", "init", site, *what, cwd=tmp_path)
    commands = [lines[0] for lines in ci_commands(site) if lines[0].startswith(("pip", "grep"))]
    instead = ("git", "config", "--global", f"url.{source.as_uri()}.insteadOf")
    home = {"HOME": str(tmp_path)}
    run(*instead, "https://git.example.net/a/b", cwd=tmp_path, **home)
    result = runner([f"export HOME={tmp_path}", *commands, "digest check"], site)
    assert result.returncode == 0, f"{result.stdout}{result.stderr}"
    assert result.stdout.endswith("no problems found\n")


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_ci_without_a_program(environment, runner, tmp_path, host):
    """Without a program, CI stops at one clear line, before anything of a stranger is installed."""
    site = tmp_path / "hospitals"
    where = ("--repository", f"https://{host}.com/a/b")
    run(environment / "digest", "init", site, "--title", "Hospitals", *where, cwd=tmp_path)
    commands = [line for lines in ci_commands(site) for line in lines]
    result = runner(commands[1:], site)
    assert result.returncode == 1
    assert (
        result.stdout == "program.txt does not say where the program is, fill in one of its lines\n"
    )
    (site / "program.txt").write_text("security-news-digest==0.1.0\n")
    result = runner(commands[1:], site)
    assert result.returncode == 1
    assert "No matching distribution found for security-news-digest==0.1.0" in result.stderr
