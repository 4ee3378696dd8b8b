"""The installed program: a wheel in its own environment, used for a new digest.

No package index is needed. The environment contains only the wheel, and a `.pth` file adds the packages
of the running one, whose own editable install is not active there: `.pth` files are not nested.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from generator.assemble.catalogues import untranslated
from tests.corpus import PROJECT

pytestmark = pytest.mark.slow

SOURCES = ("generator", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")
OURS = ("Vigil", "digest.example.org", "CC BY", "creativecommons", "az-sss", "example/digest")
REPORT = """\
Example Ministry reports an outage
3 May 2024

The Ministry of Examples said on Friday that personal data had not been affected by an outage of its servers.
A spokesman said that the ministry would publish a report on data protection.
"""


def run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    values = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**values, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


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
    packages = [path for path in sys.path if path.endswith("-packages")]
    Path(place.stdout.strip(), "packages.pth").write_text("\n".join(packages) + "\n")
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
    (site / "report.txt").write_text(REPORT)
    is_translated = not untranslated(language)
    strict = ["--strict"] if is_translated else []
    steps = {
        ("check",): "no problems found\n" if is_translated else "[untranslated-interface]",
        ("build", *strict, "--audit"): f"built {site / 'site'}\n",
        ("audit",): "no problems found\n",
        ("import", "report.txt"): "organisations: [example-ministry]",
        ("fmt", "--check"): "",
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
