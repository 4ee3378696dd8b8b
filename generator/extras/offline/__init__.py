"""Reading without a connection: a service worker."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.extension import Extension

if TYPE_CHECKING:
    from generator.load.loaded import Loaded
    from generator.model.page import Page
    from generator.model.settings import Settings
    from generator.model.site import Site
    from generator.pages.shared_views import SharedViews
    from generator.recipes.recipe import Recipe
    from generator.recipes.shell import Frame


class Offline(Extension):
    """The worker is published on sites with `offline: true` only."""

    package = __name__

    def pages(self, site: "Site", shared: "SharedViews") -> "Iterable[Page]":  # noqa: ARG002
        """Make the page that a reader sees in place of one that was not read before."""
        from generator.extras.offline.offline_page import pages

        return pages(site)

    def scripts(self, settings: "Settings") -> Iterable[str]:
        """List the script that starts the worker."""
        return ("assets/offline.js",) if settings.offline else ()

    def recipes(self, loaded: "Loaded", frame: "Frame | None") -> "Iterable[Recipe]":
        """List the worker, which names the scripts and styles of the frame."""
        from generator.extras.offline.offline_page import WORKER, worker_script
        from generator.read.theme_names import linked_files
        from generator.recipes.recipe import written

        if loaded.checked.settings.offline and frame and frame.shells:
            linked = linked_files("".join(frame.around("").parts))
            yield written(WORKER, worker_script(linked))


extension = Offline()
