"""Render only the frame and the documentation, for `digest build` and `digest audit`."""

import errno
import logging
import re
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator import folders
from generator.assemble import interface
from generator.diagnostics.failure import Failure
from generator.diagnostics.terminal import visible
from generator.engine.configuration import configure, root_of, settings_of
from generator.engine.other_plugins import shield
from generator.load.loaded import Loaded
from generator.pages.template_errors import place_in_template, reason_of
from generator.read.engine_config import place_of_key
from generator.recipes.shell import Frame
from generator.system.bounds import TooSlowError, in_child

_SETTING = re.compile(r"Config value '(\w+)'")
"""How MkDocs begins what it says of a setting."""


def render_bounded(config_file: Path, loaded: Loaded, folder: Path) -> Frame:
    """Render the frame and the documentation in another process, whose end is one line here.

    Raises:
        Failure: MkDocs gives up.
    """
    plain = replace(loaded, pages=())  # these are no plain data
    # A process of the fork server has neither the language nor the folders of this one.
    work = partial(_in_child, config_file, plain, folder, interface.words(), folders.added())
    try:
        return in_child(work, None, may_fork=True)
    except ChildProcessError as error:
        message = "MkDocs ended before it had rendered the documentation"
        raise Failure(f"{message}: a plugin or hook stopped it, or the system") from error


def _in_child(
    config_file: Path, loaded: Loaded, folder: Path, words: interface.Words, added: tuple[Path, ...]
) -> Frame:
    interface.use_words(words)
    for one in added:
        folders.add(one)
    logged = _Logged(config_file)
    logging.getLogger("mkdocs").addHandler(logged)
    try:
        return render_frame(configure(config_file), loaded, folder)
    except Failure:
        raise
    except (Exception, Abort, RecursionError) as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise  # another folder may have room
        reason = _one_line(f"{type(error).__name__}: {error}")
        gave_up = f"{config_file.name}: MkDocs gave up: {reason}"
        raise Failure("\n".join(logged.errors or [gave_up])) from None


class _Logged(logging.Handler):
    """Collects the errors that MkDocs logs before it aborts, and prints its warnings.

    What it says of a setting begins with the line that has its key.
    """

    def __init__(self, config_file: Path) -> None:
        super().__init__(logging.WARNING)
        self._file = config_file
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take a record; of a traceback within it, the first and the last line say all."""
        first, *more = record.getMessage().strip().split("\n")
        line = _one_line(f"{first} {more[-1]}" if more else first)
        name = self._file.name
        setting = _SETTING.match(line)
        if setting:
            place = place_of_key(settings_of(self._file), name, setting[1])
            line = f"{name}:{place.line}: {line}"
        if record.levelno < logging.ERROR:
            print(line, file=sys.stderr)
        elif self.errors and self.errors[-1].endswith(":"):  # the page; what is wrong follows
            self.errors[-1] += f" {line}"
        else:
            self.errors.append(line if setting else f"{name}: {line}")


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))[:300]


def render_frame(config: MkDocsConfig, loaded: Loaded, folder: Path) -> Frame:
    """Let MkDocs write the theme's files and the documentation to a folder; return the frame.

    Raises:
        Failure: MkDocs gives up, or one of the site's own templates cannot be rendered.
    """
    plugin: Any = config.plugins["digest"]
    plugin.loaded, plugin.theme_only = loaded, True
    config.site_dir = str(folder)
    shield(config)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
    except (Exception, TooSlowError) as error:
        path, line = place_in_template(error)
        if not path:
            raise
        at, template = Path(config.config_file_path).name, Path(path)
        if template.is_relative_to(root_of(config)):
            at = str(template.relative_to(root_of(config)))
            at += f":{line}" if line else ""
        reason = reason_of(error, config.theme.get_env().list_templates(["html"]))
        raise Failure(f"{at}: {reason}") from error
    finally:
        config.plugins.on_shutdown()
    return cast("Frame", plugin.collected.frame())
