"""A process with threads renders the frame in a child of a fork server, which began before with another state."""

import shutil
import sys
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread

import pytest

from generator.system.bounds import in_child
from tests.command import execute, files, linux, printed, succeed
from tests.corpus import MINIMAL, write_engine
from tests.examples import one_of

URL = "https://real.example.org/digest/"
OWN = 'msgid "Skip to content"\nmsgstr "Naar de tekst"\n'


@contextmanager
def beside_a_thread():
    """Let this process have another thread during the block."""
    done = Event()
    thread = Thread(target=done.wait)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@linux
def test_environment(monkeypatch):
    """A child has the environment of the moment, not the one in which its fork server began."""
    variable = partial(
        execute, sys.executable, "-c", "import os; print(os.environ.get('SITE_URL'))"
    )
    monkeypatch.delenv("SITE_URL", raising=False)
    with beside_a_thread():
        assert in_child(variable, 20, may_fork=True).stdout == "None\n"
        monkeypatch.setenv("SITE_URL", URL)
        assert in_child(variable, 20, may_fork=True).stdout == f"{URL}\n"


@linux
@pytest.mark.parametrize("language", one_of(2, ["de", "nl"]))
def test_same_site(language, tmp_path, monkeypatch):
    """The frame has the address and the words of this build, as in a process without threads."""
    root = write_engine(shutil.copytree(MINIMAL, tmp_path / "site"))
    settings = root / "site_config/site.yml"
    settings.write_text(f"language: {language}\n{settings.read_text()}")
    (root / "site_config/locale").mkdir()
    (root / f"site_config/locale/{language}.po").write_text(OWN)
    monkeypatch.delenv("SITE_URL", raising=False)
    with beside_a_thread():
        in_child(partial(int), 20)
        monkeypatch.setenv("SITE_URL", URL)
        succeed(root, "build", "--audit", "--site-dir", root / "beside")
    command = ("-m", "generator", "build", "--audit", "--site-dir", root / "alone")
    printed(sys.executable, *command, cwd=root, DIGEST_CACHE_DIR=str(tmp_path / "cache"))
    assert "Naar de tekst" in (root / "beside/index.html").read_text()
    assert files(root / "beside", but="pagefind") == files(root / "alone", but="pagefind")
