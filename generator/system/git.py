"""Ask git about a checkout that a stranger may have written."""

import os
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str) -> str | None:
    """Run git in a folder, and return its output.

    The result is None if it fails, for instance because git is missing or the folder is in no
    repository.
    """
    # A folder of a checkout can pose as a repository, whose settings can name programs to run.
    safe = ["git", "-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit"]
    # Git's hooks have these variables, which may refer to another repository.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 (nothing of it is a stranger's)
            [*safe, *arguments], cwd=folder, env=variables, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8", "replace")
