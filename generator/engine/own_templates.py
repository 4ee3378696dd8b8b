"""Try the site's own templates in `digest check`, and bound them in builds.

Jinja's templates can call whatever they reach, and `digest check` runs none of the site's code. So
it renders the frame and the documentation in another process, with bounds, and templates can call
nothing there but macros and the methods of texts and lists.
"""

import logging
from collections import UserDict
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment, Template
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, Undefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup
from mkdocs.exceptions import Abort, PluginError

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import Failure
from generator.engine.configuration import configure, root_of
from generator.engine.frame_rendering import place_in_template, render_frame
from generator.load.loaded import Loaded
from generator.model.layout import OVERRIDES
from generator.read.regular import walk
from generator.system.bounds import TooSlowError, in_child, little_memory, within

_SECONDS = 20
"""Material's frame takes one, and 100 pages of documentation another."""
_OF_A_PAGE = 2
"""Seconds; Material's own pages take 0.02."""
_VALUES = (str, Markup, dict, list, tuple)
_READ = ("get", "items", "keys", "values")
_OF_PAGES = "pages/"
_HELP = "correct the template, or remove it"


class BoundedTemplate(Template):
    """A template that may take little time and memory for each page."""

    def render(self, *arguments: Any, **values: Any) -> str:  # noqa: ANN401 (anything)
        """Render a page.

        Raises:
            PluginError: it takes too much time or memory.
        """
        try:
            with little_memory():
                return within(partial(super().render, *arguments, **values), _OF_A_PAGE)
        except (TooSlowError, MemoryError) as error:
            place = place_in_template(error)
            name = Path(place[0]).name if place else self.name
            raise PluginError(f"{name}, a template, takes too much time or memory") from error


class _Sandbox(SandboxedEnvironment):
    """Lets templates read what they are given, and call what can change nothing."""

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 (anything in a template)
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, UserDict):
            return obj.__name__ in _READ
        is_ours = any(obj is known for known in self.globals.values())
        is_part = isinstance(obj, (Macro, BlockReference, LoopContext, Undefined))
        return is_ours or is_part or type(owner) in (*_VALUES, LoopContext)


def bounded(environment: Environment, *, is_trial: bool) -> Environment:
    """Bound the templates of an environment; in a trial, they can change nothing either."""
    environment.template_class = BoundedTemplate
    if not is_trial:
        return environment
    sandbox = _Sandbox(loader=environment.loader, extensions=[*environment.extensions])
    sandbox.template_class = BoundedTemplate
    safe_range = sandbox.globals["range"]
    sandbox.filters.update(environment.filters)
    sandbox.globals.update(environment.globals, range=safe_range)
    return sandbox


def check_own_templates(config_file: Path, loaded: Loaded) -> None:
    """Report the site's first template of the frame that cannot be rendered."""
    folder = _theme(loaded)
    files = [entry.path for entry in walk(loaded.root / folder, folder, Report())]
    if not any(path.endswith(".html") and not path.startswith(_OF_PAGES) for path in files):
        return
    pages = len(loaded.others.docs) if loaded.others else 0
    try:
        work = partial(_problem, config_file, replace(loaded, pages=()))  # these are no plain data
        problem = in_child(work, _SECONDS + pages // 10)
    except (TooSlowError, ChildProcessError, MemoryError):
        problem = Place(folder), "it takes too much time or memory"
    if problem:
        place, reason = problem
        message = f"this template cannot be rendered: {reason}"
        loaded.report.add(place, "bad-template", message, _HELP)


def _problem(config_file: Path, loaded: Loaded) -> tuple[Place, str] | None:
    logging.disable()
    config = configure(config_file, alone=True, has_docs=True)
    plugin: Any = config.plugins["digest"]
    plugin.is_trial = True
    try:
        with TemporaryDirectory(prefix="digest-") as folder:
            render_frame(config, loaded, Path(folder))
    except Exception as error:  # noqa: BLE001 (templates raise anything)
        first: BaseException = error
        while isinstance(first, (Failure, Abort)) and (
            cause := first.__cause__ or first.__context__
        ):
            first = cause
        if isinstance(first, SecurityError):
            return None  # only a build can tell
        root = root_of(config)
        path, line, reason = place_in_template(first) or (str(root / _theme(loaded)), 1, str(first))
        is_own = Path(path).is_relative_to(root)
        return Place(str(Path(path).relative_to(root)) if is_own else _theme(loaded), line), reason
    return None


def _theme(loaded: Loaded) -> str:
    return loaded.others.engine.theme if loaded.others else OVERRIDES
