"""Work that exceeds a limit on time or memory is stopped anywhere."""

import contextlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from generator.model.settings import LIMITS
from generator.read import body
from generator.system.bounds import TooSlowError, little_memory, within
from tests.command import linux, printed
from tests.read.slow import catastrophe

PROGRAM = """
import os, sys
from functools import partial
from threading import Event, Thread
from generator.system.bounds import in_child

def main():
    done = Event()
    thread = Thread(target=done.wait)
    if "beside" in sys.argv:
        thread.start()
    for work in partial(any, iter(int, 1)), partial(os._exit, 0), partial(bytearray, 3 << 30):
        try:
            in_child(work, 1)
        except BaseException as error:
            print(type(error).__name__)
    print(in_child(partial(pow, 2, 3), 1))
    done.set()

if __name__ == "__main__":
    main()
"""


def test_work_in_time():
    """Fast work is not affected, even after other work was stopped."""
    assert within(lambda: "done", 0.5) == "done"
    with pytest.raises(TooSlowError):
        within(catastrophe, 0.1)
    start = time.process_time()
    while time.process_time() - start < 0.3:
        pass
    assert within(lambda: "done", 0.5) == "done"


def test_expression_that_never_ends():
    """A regular expression is stopped during its search."""
    with pytest.raises(TooSlowError):
        within(catastrophe, 0.1)


def test_work_that_catches_the_exception():
    """Work is stopped even if it catches every exception once."""

    def stubborn():
        with contextlib.suppress(Exception):
            catastrophe()

    def more_stubborn():
        try:
            catastrophe()
        except BaseException:  # noqa: BLE001 (the worst there may be)
            catastrophe()

    for work in (stubborn, more_stubborn):
        with pytest.raises(TooSlowError):
            within(work, 0.1)


def test_within_other_work():
    """The time limit of the outer work applies."""
    with pytest.raises(TooSlowError):
        within(partial(within, catastrophe, 60), 0.1)


def test_what_work_raises():
    """The work's own exceptions are passed on."""
    with pytest.raises(KeyError):
        within(lambda: {}["no"])


def test_in_another_thread():
    """In other threads, which cannot have a timer, work runs without a limit."""
    with ThreadPoolExecutor() as pool:
        assert pool.submit(within, lambda: "done", 0.1).result() == "done"


@linux
@pytest.mark.parametrize("beside", [False, True])
def test_in_another_process(beside, tmp_path):
    """Work in another process is bounded beside threads, too, and imports nothing from the working folder."""
    (tmp_path / "multiprocessing.py").write_text("open('imported', 'w')")
    program = tmp_path / "elsewhere/program.py"
    program.parent.mkdir()
    program.write_text(PROGRAM)
    command = [sys.executable, str(program), *["beside"] * beside]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.stdout.split() == ["TooSlowError", "ChildProcessError", "MemoryError", "8"], said
    assert said.stderr == ""
    assert not (tmp_path / "imported").exists()


LATER = """
import os
from functools import partial
from threading import Event, Thread
from generator.system.bounds import in_child

if __name__ == "__main__":
    done = Event()
    Thread(target=done.wait).start()
    for value in "a", "b":
        os.environ["LATER"] = value
        print(in_child(partial(os.getenv, "LATER"), 5))
    done.set()
"""


@linux
def test_environment_of_a_child(tmp_path):
    """A child has the environment of its parent, though its server has begun in another one."""
    (tmp_path / "later.py").write_text(LATER)
    assert printed(sys.executable, tmp_path / "later.py").split() == ["a", "b"]


@linux
def test_memory():
    """Memory is limited only within the block."""
    with little_memory(64 << 20):
        assert len(bytearray(16 << 20)) == 16 << 20
        with pytest.raises(MemoryError):
            bytearray(96 << 20)
    assert len(bytearray(96 << 20)) == 96 << 20


def test_text_that_takes_too_long(monkeypatch, report):
    """A text over the time limit is reported at its place; the next one is read as usual."""
    to_html = body.to_html
    monkeypatch.setattr(
        body, "to_html", lambda text, *of: catastrophe() if "slow" in text else to_html(text, *of)
    )
    monkeypatch.setattr(body, "within", partial(within, seconds=0.1))
    assert body.render("Some slow text.", "a.md", 9, LIMITS, report) is None
    assert [(str(problem.place), problem.code) for problem in report] == [
        ("a.md:9:1", "too-complex")
    ]
    rendered = body.render("Some *quick* text.", "b.md", 9, LIMITS, report)
    assert rendered.html == "<p>Some <em>quick</em> text.</p>"
