"""Work that takes too long or too much is ended, wherever it is."""

from __future__ import annotations

import contextlib
import re
import sys
import threading
import time
from functools import partial

import pytest

from generator.model.limits import LIMITS
from generator.read import body
from generator.system.bounds import TooSlowError, little_memory, within
from tests.read.slow import catastrophe


def test_work_in_time():
    """What is quick enough is as it is; so is what comes after work that was ended."""
    assert within(lambda: "done", 0.5) == "done"
    with pytest.raises(TooSlowError):
        within(catastrophe, 0.1)
    start = time.process_time()
    while time.process_time() - start < 0.3:
        pass
    assert within(lambda: "done", 0.5) == "done"


def test_expression_that_never_ends():
    """A regular expression is ended within its search."""
    with pytest.raises(TooSlowError):
        within(catastrophe, 0.1)


def test_work_that_swallows_what_ends_it():
    """Who takes every exception, or the first one even of this kind, does not get away."""

    def stubborn() -> None:
        with contextlib.suppress(Exception):
            catastrophe()

    def more_stubborn() -> None:
        try:
            catastrophe()
        except BaseException:  # noqa: BLE001 (the worst there may be)
            catastrophe()

    for work in (stubborn, more_stubborn):
        with pytest.raises(TooSlowError):
            within(work, 0.1)


def test_within_other_work():
    """The time of the outer work is what counts."""
    with pytest.raises(TooSlowError):
        within(partial(within, catastrophe, 60), 0.1)


def test_what_work_raises():
    """Its own errors are passed on."""
    with pytest.raises(KeyError):
        within(lambda: {}["no"])


def test_in_another_thread():
    """Where no timer can ring, the work is done without one."""
    found = []
    thread = threading.Thread(target=lambda: found.append(within(lambda: "done", 0.1)))
    thread.start()
    thread.join()
    assert found == ["done"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is not bounded")
def test_memory():
    """Within the block a process grows so far and no further; afterwards as before."""
    with little_memory(64 << 20):
        assert len(bytearray(16 << 20)) == 16 << 20
        with pytest.raises(MemoryError):
            bytearray(512 << 20)
    assert len(bytearray(512 << 20)) == 512 << 20


def test_text_that_takes_too_long(monkeypatch, report):
    """It is refused with its place, and the next text is read as if nothing had been."""
    monkeypatch.setattr(body, "find_excess", lambda text, _: catastrophe() if "slow" in text else None)
    monkeypatch.setattr(body, "within", partial(within, seconds=0.1))
    assert body.render("Some slow text.", "a.md", 9, LIMITS, report) is None
    assert [(str(found.place), found.code) for found in report] == [("a.md:9:1", "too-complex")]
    rendered = body.render("Some *quick* text.", "b.md", 9, LIMITS, report)
    assert rendered is not None
    assert rendered.html == "<p>Some <em>quick</em> text.</p>"
    assert re.match("a", "a")
