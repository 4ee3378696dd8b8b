"""Check what the editor in the browser needs, which site.yml asks for with `editor: true`."""

from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics.diagnostics import Place, Report
from generator.model.code_host import code_host
from generator.model.layout import CONFIG
from generator.model.settings import Settings
from newsroom.editor.editor_package import read_editor_package


def read_editor(root: Path, settings: Settings, report: Report) -> Mapping[str, bytes]:
    """Read the files of the editor, by their path beside its page.

    There are none if the site has no editor, or, after a report, if something that it needs is
    missing.
    """
    if not settings.editor:
        return {}
    host = code_host(settings.edit_url)
    if host is None or not host.origin.startswith("https://"):
        message = "the editor needs a repository on GitHub or GitLab, but edit_url names none"
        if host is not None:
            message = "the editor would send tokens without encryption: edit_url has no https://"
        help_line = "write in site.yml, as an example: edit_url: "
        help_line += "https://github.com/example/digest/edit/main/ or "
        help_line += "https://gitlab.com/example/digest/-/edit/main/"
        report.add(Place(f"{CONFIG}/site.yml"), "missing-key", message, help_line)
        return {}
    return read_editor_package(root, report)
