"""Reading without a connection: a page that says there is none, and the service worker.

Only sites with `offline: true` in site.yml have them.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.assemble.interface import _
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.views import Content

WORKER = "worker.js"
"""The service worker's file, at the digest's root, because it answers for the folder it is in."""


class OfflinePage(Content, frozen=True, tag="offline.html"):
    """The page that a reader without a connection sees in place of one that was not read before."""


def pages(site: Site) -> Iterator[Page]:
    """Make the page, if the site asks for it."""
    if site.settings.offline:
        yield Page(
            address=address.OFFLINE,
            title=_("No connection"),
            description=_(
                "This page was not read before on this device, and there is no connection."
            ),
            content=OfflinePage,
            indexed=False,
        )


def worker_script(linked: Sequence[str]) -> bytes:
    """Write the service worker.

    `linked` are the scripts and styles of every page, with hashes in their names. So the worker
    changes with them, and browsers then load them again.
    """
    return f"const PARTS = {json.dumps(list(linked))}\n".encode() + _program()


def _program() -> bytes:
    return Path(__file__).with_name(WORKER).read_bytes()
