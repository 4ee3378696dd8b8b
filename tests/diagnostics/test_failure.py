"""Code of other packages: what it raises, and that it has not ended."""

import signal
import time

import pytest

from generator.diagnostics import failure
from generator.diagnostics.failure import Failure, in_package


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch):
    monkeypatch.setattr(failure, "PATIENCE", 0.05)


def test_slow_code_is_named_once(capfd):
    with in_package("own_room", "pages"):
        time.sleep(0.2)
        assert capfd.readouterr().err == (
            "own_room: pages has been running for 0.05 seconds; stop it with Ctrl-C\n"
        )
        time.sleep(0.1)
    time.sleep(0.1)
    assert capfd.readouterr().err == ""


def test_quick_code_and_the_core_are_not_named(capfd):
    with in_package("own_room", "pages"):
        pass
    with in_package("", "pages"):
        time.sleep(0.1)
    assert capfd.readouterr().err == ""


def test_a_timer_of_somebody_else_is_left_alone(capfd):
    rung = []
    signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with in_package("own_room", "pages"):
            time.sleep(0.2)
    finally:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    assert rung == [1]
    assert capfd.readouterr().err == ""


def test_interrupted_code():
    """Ctrl-C within a package names it; within the core it is what it is."""
    with (
        pytest.raises(Failure, match=r"^own_room: pages was interrupted$"),
        in_package("own_room", "pages"),
    ):
        raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt), in_package("", "pages"):
        raise KeyboardInterrupt
