"""Warn about everything in a site that runs code, or lets another host run some, before anything runs it.

MkDocs runs hooks, plugins, Markdown extensions and Python tags while it builds or serves; templates
can call Python objects; scripts run in readers' browsers. None of this is wrong, so each kind is
one warning. `digest check`, `digest audit` and `digest export` run none of it.
"""

import re

from generator.diagnostics.diagnostics import Place, Report
from generator.read.engine_config import EngineSettings, Named
from generator.read.known_plugins import SAFE_TAGS, known_plugin

RUNNING_CODE = ("runs-hook", "runs-plugin", "imports-module", "other-host", "own-template")
"""The codes of all warnings of this module."""
_STANDARD = re.compile(
    r"(?:markdown\.extensions\.|pymdownx\.).+|abbr|admonition|attr_list|codehilite|def_list|extra|fenced_code|"
    r"footnotes|legacy_attrs|legacy_em|md_in_html|meta|nl2br|sane_lists|smarty|tables|toc|wikilinks"
)
"""Markdown extensions of Python-Markdown and PyMdown, which MkDocs sites have always used."""
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
_ACTIVE = (".html", ".js", ".mjs")
_READ_IT = (
    "read the code before you build, or remove the setting; check, audit and export do not run it"
)
_MOST_NAMED = 3


def check_running_code(engine: EngineSettings, overrides: list[str], report: Report) -> None:
    """Warn once about each kind of code.

    Args:
        engine: The settings in mkdocs.yml.
        overrides: The paths of the site's own theme files, as they are shown in problems.
        report: Gains at most one warning of each code.
    """
    extensions = tuple(pair for pair in engine.extensions if not _STANDARD.fullmatch(pair[0]))
    linked = (*engine.styles, *((script.path, script.place) for script in engine.scripts))
    elsewhere = tuple(pair for pair in linked if _ELSEWHERE.match(pair[0]))
    own = [(path, Place(path)) for path in overrides if path.lower().endswith(_ACTIVE)]
    _warn("runs-hook", engine.hooks, "each build runs this hook", _READ_IT, report)
    plugins = tuple(pair for pair in engine.plugins if _may_run_anything(pair[0]))
    _warn(
        "runs-plugin", plugins, "each build runs this plugin besides the digest", _READ_IT, report
    )
    tags = tuple(pair for pair in engine.tags if pair[0] not in SAFE_TAGS)
    imports = "each build imports a Python module for this Markdown extension or tag"
    _warn("imports-module", (*extensions, *tags), imports, _READ_IT, report)
    loads = "each page loads this style or script from another host"
    _warn(
        "other-host", elsewhere, loads, "name a copy in the site's own theme folder instead", report
    )
    replaces = "this template or script is the site's own, not the digest's"
    _warn(
        "own-template",
        (*engine.templates, *own),
        replaces,
        "read it before you build the site or publish it",
        report,
    )


def _may_run_anything(plugin: str) -> bool:
    """Whether a plugin is unknown, or is known to run what a site contains."""
    known = known_plugin(plugin)
    return known is None or "runs" in known


def _warn(
    code: str,
    found: Named,
    what: str,
    help_line: str,
    report: Report,
) -> None:
    """Warn at the first place; the message names the first few findings."""
    if not found:
        return
    ordered = sorted(found, key=lambda pair: pair[1])
    names = ", ".join(name[:80] for name, _ in ordered[:_MOST_NAMED])
    more = len(found) - _MOST_NAMED
    suffix = f" and {more} more" if more > 0 else ""
    report.add(ordered[0][1], code, f"{what}: {names}{suffix}", help_line)
