"""Run the `digest` command in this process or in another."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from tests.corpus import MINIMAL, PROJECT, write_engine


def digest(*arguments: object) -> Result:
    """Run `digest` in this process; an exception fails the test.

    A path as the first argument is the folder of the site, or its mkdocs.yml: `digest(root, "check")`.
    """
    first, *others = arguments
    if isinstance(first, Path):
        file = first if first.suffix == ".yml" else first / "mkdocs.yml"
        arguments = ("-f", file, *others)
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def succeed(*arguments: object) -> Result:
    """Run `digest`; an error of the command fails the test with what it said."""
    result = digest(*arguments)
    assert result.exit_code == 0, result.output
    return result


def refused(*arguments: object, code: int = 1) -> Result:
    """Run `digest`; the test fails unless the command ends with this exit code."""
    result = digest(*arguments)
    assert result.exit_code == code, result.output
    return result


linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked or bounded")


def alone(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test in a process without threads, which may have workers; its arguments must be picklable."""

    @wraps(test)
    def run(**arguments: object) -> None:
        _apart(_run, test.__module__, test.__name__, arguments)

    return run


def _apart(work: Callable[..., Any], *arguments: object) -> Any:
    """Call a function in a process that has the program's modules, but nothing that it has loaded or read."""
    context = get_context("forkserver")
    known = [name for name in sys.modules if re.match(r"(generator|mkdocs)\b(?!.*__main__)", name)]
    context.set_forkserver_preload([*known, __name__])
    with ProcessPoolExecutor(1, context) as pool:
        return pool.submit(work, *arguments).result()


@contextmanager
def workers(count: int) -> Iterator[None]:
    """Let this number of workers share work during the block, in a test that is `alone`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.system.workers.cores", lambda: count)
        yield


def _run(module: str, name: str, arguments: Mapping[str, object]) -> None:
    getattr(import_module(module), name).__wrapped__(**arguments)


def digest_beside(packages: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `digest` where a folder of packages is installed, too: as a process of its own, but begun in a tenth of the time."""
    command = [str(argument) for argument in arguments]
    done: subprocess.CompletedProcess[str] = _apart(_beside, str(packages), command, {**os.environ})
    return done


def _beside(
    packages: str, command: list[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    os.environ.update(environment)
    sys.path.insert(0, packages)
    os.sched_getaffinity = lambda _: {0}  # a small site needs no workers
    result = digest(*command)
    return subprocess.CompletedProcess(command, result.exit_code, result.stdout, result.stderr)


def installed_packages(folder: Path) -> str:
    """Return the lines of a `.pth` file that gives another environment the packages of this one.

    The two packages of this project are left out: their editable installs work in this one only.
    """
    own = ("digest_newsroom", "security_news_digest", "__editable__")
    folder.mkdir()
    for place in sys.path:
        if place.endswith("-packages"):
            for entry in Path(place).iterdir():
                link = folder / entry.name
                if not entry.name.startswith(own) and not link.exists():
                    link.symlink_to(entry)
    return f"{folder}\n"


def load_builder(folder: Path) -> None:
    """Build a small site without workers, so that this process loads what the workers of each later build need.

    Forked workers inherit the templates, fonts and modules. That takes 1 s of processor time, and a later
    build of a small site takes 0.3 s instead of 0.9.
    """
    root = folder / "digest"
    shutil.copytree(MINIMAL, root)
    write_engine(root)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
        succeed(root, "build")


def command_of(name: str) -> click.Command:
    """A command of `digest`, to inspect its options."""
    command = main.get_command(click.Context(main), name)
    assert command is not None, f"digest has no command '{name}'"
    return command


def execute(
    *command: object, cwd: Path = PROJECT, env: Mapping[str, str] = os.environ, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a program in another process, with further variables in its environment."""
    values = {**env, **environment}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=values,
        capture_output=True,
        text=True,
        check=False,
        timeout=500,  # less than what pytest gives a test, so that the program is named
    )


def run(
    *command: object, cwd: Path = PROJECT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a Python module in another process: `run("mkdocs", "build")`."""
    values = {"PYTHONPATH": str(PROJECT), **environment}
    return execute(sys.executable, "-m", *command, cwd=cwd, **values)


def printed(*command: object, **options: Any) -> str:
    """Run a program that must succeed; return what it prints."""
    done = execute(*command, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def git(root: Path, *arguments: str) -> str:
    """Run git in a folder, as somebody who may commit; return its output."""
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    command = ["git", *author, *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True)
    return done.stdout


def files(folder: Path, *, but: str = "") -> dict[str, bytes]:
    """Path → content of every file below a folder, without the named subfolder."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not (but and file.is_relative_to(folder / but))
    }
