"""Check what the editor in the browser needs, which mkdocs.yml asks for with `editor: true`."""

from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics.diagnostics import Report
from generator.model.code_host import code_host
from generator.model.settings import Settings
from generator.read.editor_package import read_editor_package
from generator.read.engine_config import EngineSettings


def check_editor(
    root: Path, engine: EngineSettings, settings: Settings, report: Report
) -> Mapping[str, bytes]:
    """Read the files of the editor, by their path beside its page.

    There are none if the site has no editor, or, after a report, if something that it needs is
    missing.
    """
    if engine.editor is None:
        return {}
    if code_host(settings.edit_url) is None:
        message = "the editor needs a repository on GitHub or GitLab, but edit_url names none"
        help_line = "write in site.yml, as an example: "
        help_line += "edit_url: https://github.com/example/digest/edit/main/"
        report.add(engine.editor, "missing-key", message, help_line)
        return {}
    return read_editor_package(root, report)
