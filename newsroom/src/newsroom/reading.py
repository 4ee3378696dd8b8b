"""Read the newsroom's own files below site_config/."""

from dataclasses import dataclass, field
from pathlib import Path

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.model.layout import CONFIG
from generator.model.site import Site
from newsroom.desk.inbox_decisions import Decision, read_decisions
from newsroom.desk.watched import Watchlist, read_watchlist


@dataclass(frozen=True, slots=True)
class NewsroomFiles:
    """What the newsroom has read."""

    watched: Watchlist = field(default_factory=Watchlist)
    """The feeds and pages that the editors watch."""
    decisions: tuple[Decision, ...] = ()
    """The editors' decisions on candidates of the inbox, the oldest first."""


def read(root: Path, context: Context, report: Report) -> NewsroomFiles:
    """Read and check everything."""
    return NewsroomFiles(
        watched=read_watchlist(root / CONFIG, CONFIG, context.taxonomies, report),
        decisions=tuple(read_decisions(root, report)),
    )


def files_of(site: Site) -> NewsroomFiles:
    """What the newsroom has read of a site."""
    found = site.extras.get("newsroom")
    return found if isinstance(found, NewsroomFiles) else NewsroomFiles()
