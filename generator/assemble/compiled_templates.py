"""Compiled templates of pages, feeds, frames and rules for hosts, kept between builds."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from generator.assemble import interface
from generator.model.fingerprint import fingerprint, program_fingerprint

FOLDER = Path(__file__).parent / "__pycache__/templates"
"""A folder of our own: the one around it is writable for a group where the umask is 002.

Who can write to that one can change Python's own modules in it, but not what is in ours.
"""


def is_trusted(folder: Path) -> bool:
    """Whether only this user and root can write to a folder."""
    try:
        status = folder.stat(follow_symlinks=False)
    except OSError:
        return False
    is_own = status.st_uid in (0, os.geteuid())
    return stat.S_ISDIR(status.st_mode) and is_own and not status.st_mode & 0o022


class _Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates beside this module, as Python keeps modules: compiling takes 0.6 s.

    What a template compiles to depends on the program, the language and the site's words, too.
    It is code: nothing is read from or written to a folder that another user could write to.
    """

    def __init__(self, folder: Path, pattern: str) -> None:
        super().__init__(str(folder), pattern)
        self._is_safe = is_trusted(folder)

    def get_source_checksum(self, source: str) -> str:
        """Hash everything that the compiled template depends on."""
        return fingerprint(program_fingerprint(), interface.words_key(), source).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a compiled template; one that cannot be read is compiled again."""
        if self._is_safe:
            with suppress(OSError, EOFError, ValueError, TypeError):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template if the folder can be written to.

        Everybody may read it, as Python's own: where one user installs and others build, a build
        by the first compiles for all. Jinja would keep it for its writer alone.
        """
        if self._is_safe and not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)
                Path(self._get_cache_filename(bucket)).chmod(0o644)


def compiled(kind: str) -> FileSystemBytecodeCache:
    """Return the cache of compiled templates, for an environment of one kind in one language."""
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    return _Compiled(FOLDER, f"{interface.words().tag}-{kind}-%s.pyc")
