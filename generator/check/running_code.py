"""Warn about everything in a site that runs code, before anything runs it.

MkDocs runs hooks, plugins, Markdown extensions and Python tags while it builds or serves; templates
can call Python objects; scripts run in readers' browsers. None of this is wrong, so each kind is
one warning. `digest check`, `digest audit` and `digest export` run none of it.
"""

import re
from collections.abc import Sequence

from generator.diagnostics.diagnostics import Place, Report
from generator.read.engine_config import EngineSettings

RUNNING_CODE = ("other-host", "own-template")
"""The codes of all warnings of this module."""
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
_ACTIVE = (".html", ".js", ".mjs")
_MOST_NAMED = 3


def check_running_code(engine: EngineSettings, overrides: list[str], report: Report) -> None:
    """Warn once about each kind of code.

    Args:
        engine: The settings in mkdocs.yml.
        overrides: The paths of the site's own theme files, as they are shown in problems.
        report: Gains at most one warning of each code.
    """
    scripts = [(script.path, script.place) for script in engine.scripts]
    elsewhere = [pair for pair in (*engine.styles, *scripts) if _ELSEWHERE.match(pair[0])]
    own = [(path, Place(path)) for path in overrides if path.lower().endswith(_ACTIVE)]
    loads = "each page loads this style or script from another host"
    replaces = "this template or script is the site's own, not the digest's"
    copy_it = "name a copy in the site's own theme folder instead"
    read_first = "read it before you build the site or publish it"
    _warn("other-host", elsewhere, loads, copy_it, report)
    _warn("own-template", own, replaces, read_first, report)


def _warn(
    code: str, found: Sequence[tuple[str, Place]], what: str, help_line: str, report: Report
) -> None:
    """Warn at the place of the first finding; the message names the first few."""
    if not found:
        return
    ordered = sorted(found, key=lambda pair: pair[1])
    names = ", ".join(name[:80] for name, _ in ordered[:_MOST_NAMED])
    more = len(found) - _MOST_NAMED
    suffix = f" and {more} more" if more > 0 else ""
    report.add(ordered[0][1], code, f"{what}: {names}{suffix}", help_line)
