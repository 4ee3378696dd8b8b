r"""Hostile pull requests that change any files of a site.

Each file of `cases/` contains cases by name. A case adds files to the minimal site and states what
`digest check` must report:

    forged-theme-asset:
      because: "a link in the theme would publish a file of the machine"
      files: {content/articles/2024/x.md: "---\n…"}   # path: text
      bytes: {site_config/public/x.bin: "AAEC"}        # path: base64
      replace: {mkdocs.yml: {"site_name: Vigil": x}}   # path: old text: new text; the old one must be there
      append: {site_config/site.yml: "licence: x\n"}   # path: text at the end
      repeat: {mkdocs.yml: [begin, again, 1000, end]}  # path: a text, another so many times, a third
      links: {site_config/public/c.txt: ../../.git/config}
      pipes: [site_config/taxonomies/agencies.yml]
      git: [.cache]                                    # paths tracked by git; the site becomes a repository
      verdict: reject                                  # or accept; or build: that judges, not the check
      codes: [not-a-file]                              # all of these must be reported
      places: ["site_config/public/c.txt"]             # path, path:line or path:line:column, one a code

A rejected case has an error for each code. An accepted case has no error, is
built, passes the audit, and is opened in Chromium by `tests.hostile.opened`.
"""

import base64
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.check.golden_site import track
from tests.corpus import MINIMAL, write_engine

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """One pull request and the expected result."""

    name: str
    because: str
    verdict: str
    files: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, str] = field(default_factory=dict)
    replace: dict[str, dict[str, str]] = field(default_factory=dict)
    append: dict[str, str] = field(default_factory=dict)
    repeat: dict[str, tuple[str, str, int, str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    pipes: list[str] = field(default_factory=list)
    git: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """The files that this pull request changes."""
        return [
            *self.files,
            *self.bytes,
            *self.replace,
            *self.append,
            *self.repeat,
            *self.links,
            *self.pipes,
        ]

    def lay_over(self, root: Path) -> None:
        """Write the files of this pull request into a site."""
        for path, text in self.files.items():
            _fresh(root / path).write_bytes(text.encode("utf-8", "surrogatepass"))
        for path, encoded in self.bytes.items():
            _fresh(root / path).write_bytes(base64.b64decode(encoded))
        for path, changes in self.replace.items():
            text = (root / path).read_text()
            for old, new in changes.items():
                assert old in text, (self.name, old)
                text = text.replace(old, new, 1)
            (root / path).write_bytes(text.encode("utf-8", "surrogatepass"))
        for path, text in self.append.items():
            with (root / path).open("a") as file:
                file.write(text)
        for path, (begin, again, times, end) in self.repeat.items():
            _fresh(root / path).write_text(f"{begin}{again * times}{end}")
        for path, target in self.links.items():
            _fresh(root / path).symlink_to(target)
        for path in self.pipes:
            os.mkfifo(_fresh(root / path))
        if self.git:
            track(root, self.git)


def _fresh(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
    return path


def all_cases() -> list[Case]:
    """Every case of every file in `cases/`, in order."""
    cases: dict[str, Any] = {}
    for file in sorted((HERE / "cases").glob("*.yml")):
        for name, case in yaml.safe_load(file.read_text()).items():
            cases[f"{file.stem}/{name}"] = case
    return [Case(name, **case) for name, case in cases.items()]


def minimal_site(root: Path) -> Path:
    """Copy the minimal site with the project's theme; return the path of its mkdocs.yml."""
    shutil.copytree(MINIMAL, root)
    return write_engine(root) / "mkdocs.yml"
