"""The pipelines of the inbox for a new digest (`digest init --with inbox`).

The folder `starter/` has links to the files that this repository runs, so both are the same.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from generator import __version__
from generator.diagnostics.failure import Failure

WHEEL = f"digest_newsroom-{__version__}-py3-none-any.whl"
"""A file of the same release, because whoever registers a name at an index could take it."""
_FOLDER = Path(__file__).parents[1] / "starter"
_GITHUB, _GITLAB = ".github/workflows/digest.yml", ".gitlab-ci.yml"
_HEAD = """\
# Where CI gets the newsroom, of the same release as the program in program.txt.
"""
_MISSING = """\
# Nobody has said yet where it is. Fill in this line, and remove its #:
# digest-newsroom @ <address of {wheel}> --hash=sha256:<hash>
"""
_INSTALL = """\
pip install --require-hashes -r requirements.txt -r newsroom-requirements.txt
grep -q '^[^#]' newsroom.txt || { echo "newsroom.txt names no place, fill in its line"; exit 1; }
pip install --no-index --no-deps --no-build-isolation -r program.txt -r newsroom.txt
"""


def inbox_files(files: Mapping[str, bytes], source: str) -> dict[str, bytes]:
    """Make the files that the inbox adds to a new digest.

    Args:
        files: The other files of the digest; its CI says which hosts it is for.
        source: Where CI gets the program, as `--from` has it; empty if nobody has said it.

    Raises:
        Failure: the newsroom's wheel is not beside the program's.
    """
    line, added = _pinned(source)
    added["newsroom.txt"] = (_HEAD + line).encode()
    added["newsroom-requirements.txt"] = (_FOLDER / "newsroom.lock").read_bytes()
    scripts = {"gh", "inbox_issue"}
    if _GITHUB in files:
        scripts.add("inbox_answers")
        added[".github/workflows/inbox.yml"] = _pipeline("github.yml", "      - run: ")
    if _GITLAB in files:
        scripts.add("gitlab_inbox")
        added[".gitlab/inbox.yml"] = _pipeline("gitlab.yml", "    - ")
        added[_GITLAB] = files[_GITLAB] + b"\ninclude:\n  - local: .gitlab/inbox.yml\n"
    for name in sorted(scripts):
        added[f".github/scripts/{name}.py"] = (_FOLDER / f"{name}.py.txt").read_bytes()
    return added


def _pinned(source: str) -> tuple[str, dict[str, bytes]]:
    """Return the newsroom's line of requirements, and its wheel if that is on this machine."""
    if source.startswith("git+"):
        return f"digest-newsroom @ {source}#subdirectory=newsroom\n", {}
    if not source or "://" in source:
        return _MISSING.format(wheel=WHEEL), {}
    wheel = Path(source).with_name(WHEEL)
    if not wheel.is_file():
        raise Failure(f"{wheel} is missing: the inbox needs the newsroom of the same release")
    data = wheel.read_bytes()
    path = f"wheels/{WHEEL}"
    return f"./{path} --hash=sha256:{hashlib.sha256(data).hexdigest()}\n", {path: data}


def _pipeline(name: str, step: str) -> bytes:
    """Return a pipeline that installs the programs as the CI of a new digest does."""
    text = (_FOLDER / name).read_text(encoding="utf-8")
    install = "".join(f"{step}{line}\n" for line in _INSTALL.splitlines())
    text = text.replace(f"{step}make newsroom\n", install)
    return text.replace(".venv/bin/digest", "digest").encode()
