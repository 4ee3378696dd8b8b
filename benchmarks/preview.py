"""The live preview: time from saving an article until its page and the browser are updated.

MkDocs adds a script to each page that asks `/livereload/<epoch>/<id>` and gets an
answer once a newer build is ready. A page requested during a build waits for it.
"""

import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.contestants import NEW_DATE, NEW_SLUG, Digest
from benchmarks.measure import CommandError, start

_EPOCH = re.compile(r"livereload\((\d+), (\d+)\)")
_PAUSE = 0.02
_BETWEEN = 5.0
"""Seconds that an author writes between two saves. Updates after a saved page (of pages that list
it and the search index) take two seconds at 10,000 articles; an earlier save would wait for
them."""
_PATIENCE = 600.0
"""Maximum seconds to wait for a build."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Seconds until the server answers, a saved text is shown, and the browser is notified."""

    start: float
    shown: float
    told: float


def measure(digest: Digest, times: int) -> Preview:
    """Serve a built site and save its newest article the given number of times; return medians."""
    digest.add_article()
    with server(digest) as (port, start):
        saves = [save(port, digest.new, f"mark{index}") for index in range(times)]
    shown, told = zip(*saves, strict=True)
    return Preview(start, statistics.median(shown), statistics.median(told))


@contextmanager
def server(digest: Digest) -> Iterator[tuple[int, float]]:
    """Run `digest serve`, with output in TMPDIR; yield its port and the seconds to start."""
    port = free_port()
    command = digest.command("serve", "--port", str(port))
    command = replace(
        command, environment={**(command.environment or {}), "TMPDIR": str(digest.folder)}
    )
    begun = time.perf_counter()
    process = start(command, subprocess.DEVNULL)
    try:
        wait_until(lambda: answers(process, port))
        yield port, time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Whether the front page is available.

    Raises:
        CommandError: the server has ended.
    """
    if process.poll() is not None:
        raise CommandError(f"digest serve: exit code {process.returncode}")
    try:
        return "<html" in get(port, "/")
    except OSError:
        return False


def save(port: int, file: Path, word: str) -> tuple[float, float]:
    """Edit an article; return the seconds until its page and the browser are updated."""
    address = f"/articles/{NEW_DATE:%Y/%m}/{NEW_SLUG}/"
    time.sleep(_BETWEEN)
    script = _EPOCH.search(get(port, address))
    if script is None:
        raise CommandError(f"{address}: has no live reload script")
    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(told_at, port, f"/livereload/{script[1]}/{script[2]}", int(script[1]))
        time.sleep(0.5)  # let the poll start
        text = file.read_text(encoding="utf-8")
        saved = time.perf_counter()
        file.write_text(f"{text}\n{word}\n", encoding="utf-8")
        wait_until(lambda: word in get(port, address))
        shown = time.perf_counter()
        return shown - saved, told.result(_PATIENCE) - saved


def told_at(port: int, address: str, epoch: int) -> float:
    """Repeat the long poll until it reports a newer build; return the time."""
    wait_until(lambda: int(get(port, address)) > epoch)
    return time.perf_counter()


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait until a condition is true.

    Raises:
        CommandError: it takes too long.
    """
    deadline = time.monotonic() + _PATIENCE
    while not happened():
        if time.monotonic() > deadline:
            raise CommandError(f"digest serve: nothing after {_PATIENCE:.0f} seconds")
        time.sleep(_PAUSE)


def get(port: int, address: str) -> str:
    """The text at an address of the preview."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", address)
        return connection.getresponse().read().decode("utf-8")
    finally:
        connection.close()


def free_port() -> int:
    """A port that is not in use."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
