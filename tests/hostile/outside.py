"""Sites whose settings lead outside, and a snapshot of what is there.

Beside each site are a folder of somebody else's and the home of the person who runs the commands. Settings,
links and forged records of the site name them in many ways. No command may create, change or remove a file
there, except in the person's own cache and state. What mkdocs.yml runs is the word of the site's owner: only
a build may run it.
"""

import hashlib
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import msgspec
import yaml

from generator.publish.publishing import WrittenFiles
from generator.system.file_writing import state_of, write
from tests.command import digest, run
from tests.corpus import change
from tests.hostile.cases import minimal_site

Snapshot = dict[str, tuple[object, ...]]
"""Path → type, mode, size, time and hash."""
_OWN = ("checkout/digest", "home/.cache", "home/.local", "typed")
"""What commands may write to: the site, the person's cache and state, and folders that the person typed."""
_DATA = yaml.safe_load(Path(__file__).with_name("outside.yml").read_text())
_PATHS = _DATA["paths"]
_ENGINE = _DATA["engine"]
_HONEST = _DATA["honest"]
_SITE = _DATA["site"]
_LINKS = _DATA["links"]
_TARGETS = _DATA["targets"]
_COMMANDS = _DATA["commands"]
_REPORT = """Example News, 2 January 2026

The ministry invents another report

A ministry said on Friday that it had invented another report, and that nobody had read it. The report is
about inventions, and the ministry said that more reports of this kind would follow in the next weeks.
"""


@dataclass(frozen=True, slots=True)
class Attack:
    """A site that leads outside, and what was done to it."""

    base: Path
    root: Path
    steps: tuple[str, ...]

    @property
    def is_honest(self) -> bool:
        """Whether mkdocs.yml has an honest line, so that only links and records are hostile."""
        return self.steps[0] in [f"mkdocs.yml: {line}" for line in _HONEST]

    def filled(self, text: str) -> str:
        """A template with the paths of this machine."""
        return text.format(base=self.base, root=self.root)


def prepare(base: Path, seed: int) -> Attack:
    """Write the surroundings and a hostile site; equal seeds give equal sites."""
    rng = random.Random(seed)
    for folder in ("outside", "home/Documents", "checkout/outside"):
        for name in ("thesis.txt", "index.html", "hook.py", "deep/er/index.html", "docs/thesis.md"):
            write(base / folder / name, f"years of work in {folder}\n")
    (base / "outside/hook.py").write_text(f"open({str(base / 'ran')!r}, 'w')\n")
    (base / "outside/mkdocs.yml").write_text(f"site_dir: {base}/outside\n")
    (base / "report.txt").write_text(_REPORT)
    config = minimal_site(base / "checkout/digest")
    attack = Attack(base, config.parent, ())
    steps = [*_settings(attack, rng), *_links(attack, rng), *_records(attack, rng)]
    return Attack(base, config.parent, tuple(steps))


def _settings(attack: Attack, rng: random.Random) -> Iterator[str]:
    """Add one to three hostile lines to mkdocs.yml and site.yml, or an honest one."""
    if rng.random() < 0.5:
        line = rng.choice(_HONEST)
        with (attack.root / "mkdocs.yml").open("a") as file:
            file.write(f"{line}\n")
        yield f"mkdocs.yml: {line}"
        return
    for _ in range(rng.randint(1, 3)):
        is_engine = rng.random() < 0.7
        template = rng.choice(_ENGINE if is_engine else _SITE)
        path = attack.filled(rng.choice(_PATHS))
        line = template.format(path=path, base=attack.base)
        name = "mkdocs.yml" if is_engine else "site_config/site.yml"
        with (attack.root / name).open("a") as file:
            file.write(f"{line}\n")
        yield f"{name}: {line}"
    if rng.random() < 0.2:
        path = attack.filled(rng.choice(_PATHS))
        config = attack.root / "mkdocs.yml"
        change(config, "site_config/public", path)
        yield f"docs_dir: {path}"


def _links(attack: Attack, rng: random.Random) -> Iterator[str]:
    """Put up to two links into the site."""
    for _ in range(rng.choice((0, 1, 1, 2))):
        link, target = attack.root / rng.choice(_LINKS), attack.filled(rng.choice(_TARGETS))
        if not link.parent.resolve().is_relative_to(attack.root):  # an earlier link leads outside
            continue
        if link.is_dir() and not link.is_symlink():
            shutil.rmtree(link)
        link.unlink(missing_ok=True)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
        yield f"{link.relative_to(attack.root)} -> {target}"


def _records(attack: Attack, rng: random.Random) -> Iterator[str]:
    """Forge records that list other people's files with their true states."""
    for folder in ("outside", "home/Documents"):
        if rng.random() < 0.2:
            known = {}
            for file in (attack.base / folder).rglob("*"):
                state = state_of(file)
                if file.is_file() and state is not None:
                    known[str(file.relative_to(attack.base / folder))] = state
                    known[f"../../{folder}/{file.name}"] = state
            inode = (attack.base / folder).stat().st_ino
            for name in (".site-files", ".out-files"):
                record = attack.root / name
                if record.parent.resolve().is_relative_to(attack.root):
                    write(record, msgspec.msgpack.encode([WrittenFiles(inode, known)]))
            yield f"forged records of {folder}"


def attempt(attack: Attack, seed: int, most: int, *, engine: bool = False) -> list[str]:
    """Run commands on a hostile site; return what changed outside, with the command before it.

    Args:
        attack: The site.
        seed: Determines the order of the commands.
        most: The number of commands, besides two builds at the end.
        engine: Also run MkDocs' own commands, each in its own process. They do what mkdocs.yml says, so
            they need an honest one.
    """
    rng = random.Random(seed)
    commands = [*rng.sample(_COMMANDS, min(most, len(_COMMANDS))), ["build"], ["build"]]
    steps = " ".join(attack.steps)
    if "!!python" in steps or "hooks:" in steps:
        commands = [command for command in commands if command[0] != "build"]
    calls: list[tuple[str, Callable[[], object]]] = []
    for command in commands:
        arguments = [attack.filled(part) for part in command]
        calls.append((" ".join(command), lambda arguments=arguments: _digest(attack, arguments)))
    if engine and attack.is_honest:
        calls.append(("mkdocs build", lambda: run("mkdocs", "build", cwd=attack.root)))
        calls.append(("mkdocs build", lambda: run("mkdocs", "build", cwd=attack.root)))
    found = []
    before = snapshot(attack.base)
    with _at_home(attack.base):
        for name, call in calls:
            call()
            after = snapshot(attack.base)
            changed = sorted(
                path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
            )
            found += [f"{name}: {path}" for path in changed]
            before = after
    return found


def _digest(attack: Attack, arguments: list[str]) -> int:
    result = digest(attack.root, *arguments)
    return result.exit_code


@contextmanager
def _at_home(base: Path) -> Iterator[None]:
    """Give commands the home, and hostile variables, of the person who runs them."""
    values = {"HOME": str(base / "home"), "DIGEST_OUTSIDE": str(base / "outside")}
    with mock.patch.dict(os.environ, values):
        for name in ("DIGEST_CACHE_DIR", "XDG_CACHE_HOME"):
            os.environ.pop(name, None)
        yield


def snapshot(base: Path) -> Snapshot:
    """Everything in a folder except what commands may write to."""
    found: Snapshot = {}
    pending = [base]
    while pending:
        folder = pending.pop()
        for entry in os.scandir(folder):
            path = str(Path(entry.path).relative_to(base))
            if path in _OWN:
                continue
            status = entry.stat(follow_symlinks=False)
            if entry.is_dir(follow_symlinks=False):
                pending.append(Path(entry.path))
                found[path] = ("folder", status.st_mode)
            elif entry.is_symlink():
                found[path] = ("link", str(Path(entry.path).readlink()))
            else:
                data = Path(entry.path).read_bytes()
                hashed = hashlib.sha256(data).hexdigest()
                found[path] = ("file", status.st_mode, status.st_mtime_ns, hashed)
    return found
