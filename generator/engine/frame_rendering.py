"""Render only the frame and the documentation, for `digest build` and `digest audit`."""

import errno
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.pages import Page

from generator import folders
from generator.assemble import interface
from generator.diagnostics.failure import Failure
from generator.diagnostics.terminal import visible
from generator.engine.configuration import configure, root_of, settings_of
from generator.engine.menu import is_placeholder
from generator.engine.other_plugins import shield
from generator.load.loaded import Loaded
from generator.pages.template_errors import TOO_MUCH, place_in_template, reason_of
from generator.recipes.shell import Frame
from generator.system.bounds import TooSlowError, in_child, within

_SECONDS = 20
"""Processor time of MkDocs, besides one second for each page of documentation.

Material's frame takes one second, and 100 pages another.
"""
_PAGE_SECONDS = 10
"""Processor time to read, convert or render one page: a page of 100 kilobytes takes half a second,
and mkdocstrings several seconds for the first page of a large package.
"""
_OF_A_PAGE = ("_populate_page", "_build_page")
"""The functions of MkDocs that work on one page, which is their first argument."""
_OF_A_TEMPLATE = "_build_theme_template"
"""The function of MkDocs that renders 404.html."""
_QUOTED_ICON = re.compile(r"has no icon '([^']+)'")
_STEPS = ("Error reading page", "Error building page", "Error building template")
"""Errors of MkDocs that name only the page, which we know, before the reason."""


def render_bounded(config_file: Path, loaded: Loaded, folder: Path) -> Frame:
    """Render the frame and the documentation in another process, with bounds on time and memory.

    Whatever a page, a template or a plugin does to MkDocs ends in one line.

    Raises:
        Failure: MkDocs gives up, or takes too much.
    """
    seconds = _SECONDS + len(loaded.docs)
    plain = replace(loaded, pages=())  # these are no plain data
    # A process of the fork server has neither the language nor the folders of this one.
    work = partial(_in_child, config_file, plain, folder, interface.words(), folders.added())
    try:
        return in_child(work, seconds, may_fork=True)
    except (TooSlowError, MemoryError) as error:
        raise Failure(f"MkDocs could not render the documentation: {TOO_MUCH}") from error
    except ChildProcessError as error:
        message = "MkDocs ended before it had rendered the documentation"
        raise Failure(f"{message}: a plugin or hook stopped it, or the system") from error


def _in_child(
    config_file: Path, loaded: Loaded, folder: Path, words: interface.Words, added: tuple[Path, ...]
) -> Frame:
    interface.use_words(words)
    for one in added:
        folders.add(one)
    at = config_file.name
    logged = _Logged()
    logging.getLogger(mkdocs_build.__name__.partition(".")[0]).addHandler(logged)
    try:
        config = configure(config_file)
        plugin: Any = config.plugins["digest"]
        try:
            with _bounded_pages(plugin, settings_of(config_file).docs):
                return render_frame(config, loaded, folder)
        finally:
            at = plugin.at
    except Failure:
        raise
    except (TooSlowError, MemoryError, RecursionError):
        raise Failure(f"{at}: {TOO_MUCH}, or is nested too deeply") from None
    except (Exception, Abort) as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise  # another folder may have room
        reasons = logged.errors if isinstance(error, Abort) else []
        reasons = reasons or [f"MkDocs gave up: {type(error).__name__}: {_one_line(str(error))}"]
        raise Failure("\n".join(f"{at}: {reason}" for reason in reasons)) from None


class _Logged(logging.Handler):
    """Collects the errors that MkDocs logs before it aborts, and prints its warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take a record; of a traceback within it, the first and the last line say all."""
        first, *more = record.getMessage().strip().split("\n")
        line = _one_line(f"{first} {more[-1]}" if more else first)
        if record.levelno < logging.ERROR:
            print(line, file=sys.stderr)
        elif not line.startswith(_STEPS):
            self.errors.append(line)


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))[:300]


def place_of(page: Page, docs: str) -> str:
    """Return the file that a message about a page names; `docs` is the folder of documentation."""
    return "mkdocs.yml" if is_placeholder(page) else f"{docs}/{page.file.src_uri}"


@contextmanager
def _bounded_pages(plugin: Any, docs: str) -> Iterator[None]:  # noqa: ANN401 (it imports this module)
    """Limit the time that MkDocs may take for each page, and tell the plugin which it is."""
    functions = {name: getattr(mkdocs_build, name) for name in (*_OF_A_PAGE, _OF_A_TEMPLATE)}

    def bounded(name: str, page: Page, *arguments: object, **named: object) -> None:
        plugin.at = place_of(page, docs)
        within(partial(functions[name], page, *arguments, **named), _PAGE_SECONDS)

    def bounded_template(*arguments: object) -> None:
        plugin.at = "mkdocs.yml"
        within(partial(functions[_OF_A_TEMPLATE], *arguments), _PAGE_SECONDS)

    for name in _OF_A_PAGE:
        setattr(mkdocs_build, name, partial(bounded, name))
    setattr(mkdocs_build, _OF_A_TEMPLATE, bounded_template)
    try:
        yield
    finally:
        for name, function in functions.items():
            setattr(mkdocs_build, name, function)


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
        at, template = plugin.at, Path(path)
        if template.is_relative_to(root_of(config)):
            at = str(template.relative_to(root_of(config)))
            at += f":{line}" if line else ""
        reason = reason_of(error, config.theme.get_env().list_templates(["html"]))
        if named := _QUOTED_ICON.search(reason):
            docs = settings_of(Path(config.config_file_path)).docs
            # Menus show the icons of pages, so every page fails for one.
            naming = (page for page in plugin.collected.pages if page.meta.get("icon") == named[1])
            at = next((place_of(page, docs) for page in naming), at)
        raise Failure(f"{at}: {reason}") from error
    finally:
        config.plugins.on_shutdown()
    return cast("Frame", plugin.collected.frame())


def policy_of(config_file: Path, loaded: Loaded) -> str:
    """Return the policy of a site's pages.

    It allows the inline scripts of the frame, which is rendered alone: without documentation,
    menu, plugins, hooks and templates of the site. So no text of a page can add a script to it.
    """
    # MkDocs keeps plugins between builds; this one runs within another.
    option: Any = MkDocsConfig.plugins
    kept, option.plugin_cache = option.plugin_cache, {}
    logging.disable(logging.WARNING)  # the configuration of the site gives the same warnings
    try:
        config = configure(config_file, alone=True)
    finally:
        logging.disable(logging.NOTSET)
        option.plugin_cache = kept
    plugin: Any = config.plugins["digest"]
    plugin.frame_alone = True
    with TemporaryDirectory(prefix="digest-") as folder:
        return render_frame(config, loaded, Path(folder)).policy
