"""Description of the machine that a benchmark ran on."""

import datetime as dt
import os
import platform
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

OURS = ("mkdocs", "pagefind")


def describe(peers: Mapping[str, str]) -> str:
    """One paragraph: date, processor, cores, memory, system, load, versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = {
        "Python": platform.python_version(),
        **{name: version(name) for name in OURS},
        **peers,
    }
    return (
        f"Measured on {dt.date.today()}: {processor()}, {len(os.sched_getaffinity(0))} cores, "
        f"{memory:.0f} GiB of memory, {system()}, Linux {platform.release()}; load before it began "
        f"{os.getloadavg()[0]:.1f}. "
        + ", ".join(f"{name} {number}" for name, number in versions.items())
        + "."
    )


def measured_commit(results: Path) -> str:
    """The day and the short hash of the commit, with a plus sign if files have changed since.

    The page of results is no such file: a run of several sizes writes it after each.
    """
    git = ["git", "-C", str(results.parent)]
    commit = _said([*git, "rev-parse", "--short", "HEAD"])
    others = ["--untracked-files=no", "--", ":/", f":(exclude){results.name}"]
    changed = _said([*git, "status", "--porcelain", *others])
    return f"{dt.date.today()} {commit}{'+' if changed else ''}"


def _said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def processor() -> str:
    """The processor's name if the kernel reports one, otherwise its architecture."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == "model name":
            return value.strip()
    return platform.machine()


def system() -> str:
    """The distribution's name."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()
