"""Extensions: what other distributions add to the digest, such as a newsroom for its editors.

A distribution names an instance of a subclass in the group `digest` of its entry points. The core
calls the methods in this order; those of this class add nothing. An extension reads its own files
below `site_config/`, and the core carries what it has read, as `Site.extras`, and looks at none of
it.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # commands load extensions, and most need none of these
    from generator.check.article_fields import Context
    from generator.diagnostics.diagnostics import Report
    from generator.load.loaded import Loaded
    from generator.model.page import Page
    from generator.model.site import Site
    from generator.pages.shared_views import SharedViews
    from generator.recipes.recipe import Recipe


class Extension:
    """What a distribution adds. Its methods import what they need when they are called."""

    package = ""
    """The name of its package; its folder `templates` is searched after the core's, and a change
    of its files makes pages anew."""
    commands: Mapping[str, str] = {}
    """Command → the module with the function of that name."""

    def read(self, root: Path, context: "Context", report: "Report") -> object:  # noqa: ARG002
        """Read and check its own files; the result is in `Site.extras`, by `package`."""
        return None

    def gone(self, site: "Site") -> Iterable[str]:  # noqa: ARG002
        """Addresses of sources that are gone; their articles link to the archived copies."""
        return ()

    def pages(self, site: "Site", shared: "SharedViews") -> "Iterable[Page]":  # noqa: ARG002
        """Make pages beside the core's."""
        return ()

    def recipes(self, loaded: "Loaded") -> "Iterable[Recipe]":  # noqa: ARG002
        """List files beside the core's; the audit accepts these and no others."""
        return ()

    def policies(self, site: "Site") -> Mapping[str, str]:  # noqa: ARG002
        """Map the path of a file of HTML to a content security policy of its own."""
        return {}

    def preview(self, loaded: "Loaded") -> "Loaded":
        """Change what `digest serve` shows, and only that."""
        return loaded


@cache
def extensions() -> tuple[Extension, ...]:
    """Load every extension that is installed, in the order of their names."""
    found = sorted(entry_points(group="digest"), key=lambda entry: entry.name)
    return tuple(entry.load() for entry in found)


def gone_sources(site: "Site") -> frozenset[str]:
    """Return the addresses of all sources that an extension knows to be gone."""
    return frozenset(source for extension in extensions() for source in extension.gone(site))
