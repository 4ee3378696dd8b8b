"""Keep a preview, a site that is updated in place while an editor reads and edits it."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Thread
from typing import Any

from generator.diagnostics.failure import Failure
from generator.load.loaded import Loaded
from generator.publish.building import write_site
from generator.publish.making import Files
from generator.recipes.page_files import pages
from generator.recipes.shell import Frame
from generator.system.file_writing import write


class Preview:
    """Writes changed files into a folder that is being served.

    An author who saves an article looks at that article: its page is written at once, and the pages
    that list it and the search index follow.
    """

    def __init__(self, site_dir: Path, frame: Frame) -> None:
        """Prepare a preview in a folder without files of the digest."""
        self._site_dir = site_dir
        self._frame = frame
        self._files: Files = {}
        self._loaded: Loaded | None = None
        self._rest: Thread | None = None

    def show(self, loaded: Loaded) -> None:
        """Write the whole site."""
        self._files = write_site(loaded, self._frame, self._site_dir, self._files)
        self._loaded = loaded

    def update(self, loaded: Loaded, done: Callable[[str], None]) -> None:
        """Show a changed site, beginning with the articles that changed.

        Another thread writes the pages that list them, and then calls `done` with the reason why
        that failed, or "".
        """
        self.wait()
        self._write_changed(loaded)
        self._rest = Thread(target=self._write_rest, args=(loaded, done))
        self._rest.start()

    def wait(self) -> None:
        """Wait until everything is written."""
        if self._rest is not None:
            self._rest.join()

    def _write_changed(self, loaded: Loaded) -> None:
        if loaded.site is None or self._loaded is None or self._loaded.site is None:
            return
        before = {article.address: article for article in self._loaded.site.published}
        changed = set()
        for article in loaded.site.published:
            if before.get(article.address) != article:
                changed.add(f"{article.address}index.html")
        for recipe in pages(loaded, self._frame, as_files=False) if changed else ():
            if recipe.paths[0] in changed:
                for text in recipe.contents():
                    write(self._site_dir / recipe.paths[0], text)

    def _write_rest(self, loaded: Loaded, done: Callable[[str], None]) -> None:
        reason = ""
        try:
            self.show(loaded)
        except Failure as error:
            reason = str(error)
        done(reason)


_OWN_HOSTS = re.compile(
    r"(?:localhost|(?:[a-z0-9-]+\.)+localhost|127\.0\.0\.1|\[::1\])(?::\d+)?", re.IGNORECASE
)
"""Names of this machine: RFC 6761 reserves localhost and every name below it."""


def for_this_machine(
    answer: Callable[..., Iterable[bytes]], environ: Mapping[str, Any], start: Callable[..., Any]
) -> Iterable[bytes]:
    """Answer a request to the preview, unless it names a host other than this machine.

    A foreign page could let its own host name resolve to this machine (DNS rebinding) and so read
    unpublished content.
    """
    if _OWN_HOSTS.fullmatch(environ.get("HTTP_HOST", "localhost")):
        return answer(environ, start)
    start("403 Forbidden", [("Content-Type", "text/plain")])
    return [b"The preview answers to localhost and 127.0.0.1 only.\n"]
