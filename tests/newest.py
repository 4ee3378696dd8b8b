"""Both wheels as people install them: from the package index, with the newest of everything, without the lock files.

`python -m tests.newest`, which `make test-newest` runs, installs them with the newest pip and with an old one. It starts
a digest in each language of the interface, checks and builds it, and asks its preview for a page. It prints what broke.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

from generator.assemble.catalogues import languages
from tests.corpus import PROJECT

SOURCES = ("generator", "newsroom", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")
OLD_PIP = "pip==23.2.1"
"""The pip that comes with Python 3.11.5, the oldest that we promise."""
_LONGEST = 600
"""Seconds for one command."""
_SHOWN = 1_500
"""Characters of a command's output that are shown, from its end."""


class BrokenError(Exception):
    """Something does not work with the newest dependencies; the text says what."""


def succeed(*command: object, cwd: Path, **environment: str) -> str:
    """Run a command without the variables of this process's own environment; return its output."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=variables | environment,
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-_SHOWN:]
        words = " ".join(Path(str(part)).name for part in command)
        raise BrokenError(f"{words}: exit code {done.returncode}\n{said}")
    return done.stdout


def wheels(folder: Path) -> list[Path]:
    """Build both wheels from a copy of their sources, so that no earlier build of them is in the wheels."""
    sources = folder / "source"
    sources.mkdir()
    for name in SOURCES:
        file, copy = PROJECT / name, sources / name
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")
        shutil.copytree(file, copy, ignore=ignored) if file.is_dir() else shutil.copy(file, copy)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    succeed(*pip, "-w", folder, sources, sources / "newsroom", cwd=folder)
    return sorted(folder.glob("*.whl"))


def installed(folder: Path, pip: str, files: list[Path]) -> tuple[Path, str]:
    """Install the wheels with a version of pip; return the folder of commands, and what is installed."""
    succeed(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    run = [folder / "bin/python", "-m", "pip", "--disable-pip-version-check"]
    succeed(*run, "install", "--quiet", "--upgrade", pip, cwd=folder)
    succeed(*run, "install", "--quiet", *files, cwd=folder)
    succeed(*run, "check", cwd=folder)
    listed = succeed(*run, "freeze", cwd=folder)
    return folder / "bin", re.sub(r" @ file://\S+", "", listed)


def try_digest(language: str, programs: Path, folder: Path) -> None:
    """Start a digest in a language, check and build it, and look at the first page of its preview."""
    site = folder / language
    cache = {"DIGEST_CACHE_DIR": str(folder / "cache")}
    digest = programs / "digest"
    new = ("init", "--title", "Digest", "--language", language, site)
    succeed(digest, *new, cwd=folder, **cache)
    succeed(digest, "check", cwd=site, **cache)
    succeed(digest, "build", "--strict", "--audit", cwd=site, **cache)
    _expect_page((site / "site/index.html").read_text(encoding="utf-8"), language)
    _expect_page(_previewed(digest, site, cache), language)


def _expect_page(page: str, language: str) -> None:
    if f'<html lang="{language}"' not in page:
        raise BrokenError(f"the front page is not in the language {language}: {page[:200]}")


def _previewed(digest: Path, site: Path, cache: dict[str, str]) -> str:
    """The front page as `digest serve` answers it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [digest, "serve", "--port", str(port)]
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen(
            command, cwd=site, env=os.environ | cache, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            end = time.monotonic() + 120
            while time.monotonic() < end and server.poll() is None:
                with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
                    page: str = answer.read().decode()
                    return page
                time.sleep(0.2)
            log.seek(0)
            raise BrokenError(f"digest serve: no page in two minutes\n{log.read()[-_SHOWN:]}")
        finally:
            server.terminate()
            server.wait(30)


def broken(folder: Path) -> Iterator[str]:
    """Try everything; yield what is broken."""
    try:
        files = wheels(folder)
        programs, newest = installed(folder / "newest", "pip", files)
    except BrokenError as error:
        yield f"installing: {error}"
        return
    print(newest, flush=True)
    try:
        _, by_old_pip = installed(folder / "old", OLD_PIP, files)
        if by_old_pip != newest:
            yield f"{OLD_PIP} installs something else:\n{by_old_pip}"
    except BrokenError as error:
        yield f"installing with {OLD_PIP}: {error}"
    for language in languages():
        try:
            try_digest(language, programs, folder)
            print(f"{language}: started, checked, built, served", flush=True)
        except BrokenError as error:
            yield f"{language}: {error}"


def main() -> int:
    """Print what broke; the result is the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        faults = list(broken(Path(folder)))
    for fault in faults:
        print(f"\n{fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
