"""The preview of a site, as the tests of the newsroom's pages need it."""

from pathlib import Path

from generator.installed import installed
from generator.load.loaded import Loaded, Wanted
from generator.load.loading import load
from newsroom.desk.board import with_desk


def preview(root: Path) -> Loaded:
    """Load the preview of a site, with the desk."""
    loaded = load(root, installed(), Wanted(preview=True))
    assert loaded.report.ok, [str(problem) for problem in loaded.report]
    return with_desk(loaded)
