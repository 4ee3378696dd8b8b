"""Try the site's own templates in `digest check`, which runs none of the site's code.

Jinja's templates can call whatever they reach. So the frame is rendered in another process, with
bounds, and templates can call nothing there but macros and the methods of texts and lists.
"""

import logging
from collections import UserDict
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, Undefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup
from mkdocs.exceptions import Abort

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import Failure
from generator.engine.configuration import configure, root_of
from generator.engine.frame_rendering import place_in_template, render_frame
from generator.load.loaded import Loaded
from generator.model.layout import OVERRIDES
from generator.read.regular import walk
from generator.system.bounds import TooSlowError, in_child

_SECONDS = 20
"""Material's frame takes one."""
_VALUES = (str, Markup, dict, list, tuple)
_READ = ("get", "items", "keys", "values")
_OF_PAGES = "pages/"
_HELP = "correct the template, or remove it"


class _Sandbox(SandboxedEnvironment):
    """Lets templates read what they are given, and call what can change nothing."""

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 (anything in a template)
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, UserDict):
            return obj.__name__ in _READ
        is_ours = any(obj is known for known in self.globals.values())
        is_part = isinstance(obj, (Macro, BlockReference, LoopContext, Undefined))
        return is_ours or is_part or type(owner) in (*_VALUES, LoopContext)


def sandboxed(environment: Environment) -> Environment:
    """Return an environment with the same templates, filters and functions."""
    sandbox = _Sandbox(loader=environment.loader, extensions=[*environment.extensions])
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
    try:
        problem = in_child(partial(_problem, loaded=loaded), config_file, _SECONDS)
    except (TooSlowError, ChildProcessError, MemoryError):
        problem = Place(folder), "it takes too much time or memory"
    if problem:
        place, reason = problem
        message = f"this template cannot be rendered: {reason}"
        loaded.report.add(place, "bad-template", message, _HELP)


def _problem(config_file: Path, loaded: Loaded) -> tuple[Place, str] | None:
    logging.disable()
    config = configure(config_file, alone=True)
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
