"""The sample and the full site, built once, served, and opened in a real browser.

`site` and `full_site` are in the lean frame. `material_site` is the sample in Material, with the project's own
mkdocs.yml; tests that take `framed` run in both frames.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.command import succeed
from tests.corpus import PROJECT, write_engine, write_sample
from tests.full import write_full
from tests.server import QuietHandler, running


class QuietHost(QuietHandler, SimpleHTTPRequestHandler):
    """Serve files like any web host, without a log."""

    protocol_version = "HTTP/1.1"


@dataclass
class Watched:
    """A page with the errors and requests recorded on it."""

    page: Page
    origin: str
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, address: str = "") -> Page:
        """Open an address of the site and wait until it has loaded."""
        answer = self.page.goto(f"{self.origin}/{address}", wait_until="load")
        assert answer is not None
        assert answer.ok, address
        return self.page

    @property
    def address(self) -> str:
        """The current address, relative to the site's root."""
        return self.page.url.removeprefix(f"{self.origin}/").partition("?")[0]

    @property
    def foreign(self) -> list[str]:
        """Requests that left the site."""
        return [
            url
            for url in self.requests
            if not url.startswith((f"{self.origin}/", "data:", "blob:"))
        ]


Open = Callable[..., Watched]
FRAMES = {"digest": "origin", "material": "material_origin"}
"""Name of a theme → the fixture with the origin of the sample site in it."""


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose pages had a problem or asked another host for anything."""
    request.node.watched = []
    yield
    for watched in request.node.watched:
        assert (watched.problems, watched.foreign) == ([], [])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built sample site."""
    root = write_sample(tmp_path_factory.mktemp("sample"))
    succeed(root, "build")
    return root / "site"


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with every field filled and every listing long."""
    root = write_full(write_engine(tmp_path_factory.mktemp("full")))
    succeed(root, "build")
    return root / "site"


@pytest.fixture(scope="session")
def material_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built sample site in Material for MkDocs, as the project's own site is."""
    root = write_sample(tmp_path_factory.mktemp("material"))
    shutil.copy(PROJECT / "mkdocs.yml", root)
    succeed(root, "build")
    return root / "site"


@contextmanager
def served(folder: Path, host: type[QuietHost] = QuietHost) -> Iterator[str]:
    """Serve a folder; yield its origin, without a trailing slash."""
    with running(partial(host, directory=str(folder))) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """The origin of the sample site."""
    with served(site) as origin:
        yield origin


@pytest.fixture(scope="session")
def full_origin(full_site: Path) -> Iterator[str]:
    """The origin of the full site."""
    with served(full_site) as origin:
        yield origin


@pytest.fixture(scope="session")
def material_origin(material_site: Path) -> Iterator[str]:
    """The origin of the sample site in Material."""
    with served(material_site) as origin:
        yield origin


@pytest.fixture(params=FRAMES)
def framed(request: pytest.FixtureRequest) -> str:
    """The origin of the sample site, in the lean frame and in Material."""
    origin: str = request.getfixturevalue(FRAMES[request.param])
    return origin


def _fails(asked: Request) -> bool:
    """Whether a request failed; requests aborted by navigation do not count."""
    return asked.failure != "net::ERR_ABORTED"


def _told(asked: Request) -> str:
    return f"{asked.url}: {asked.failure}"


@pytest.fixture
def watch_at(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Open a fresh browser window for a site; options are those of Playwright's contexts.

    With `quiet=False` the page may have problems: the test makes them.
    """
    contexts = []

    def new(
        origin: str, width: int = 1280, height: int = 720, *, quiet: bool = True, **options: object
    ) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        watched = Watched(context.new_page(), origin)
        if quiet:
            getattr(request.node, "watched", []).append(watched)
        page = watched.page
        page.set_default_timeout(10_000)
        page.on(
            "console",
            lambda said: said.type in ("error", "warning") and watched.problems.append(said.text),
        )
        page.on("pageerror", lambda error: watched.problems.append(str(error)))
        page.on(
            "requestfailed", lambda asked: _fails(asked) and watched.problems.append(_told(asked))
        )
        page.on(
            "response",
            lambda got: got.status >= 400 and watched.problems.append(f"{got.url}: {got.status}"),
        )
        context.on("request", lambda asked: watched.requests.append(asked.url))
        return watched

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def watch(watch_at: Open, origin: str) -> Open:
    """Open a fresh browser window for the sample site."""
    return partial(watch_at, origin)


def open_search(page: Page, key: str = "/") -> Locator:
    """Go to the search by a key; return its field, which has the focus."""
    page.keyboard.press(key)
    page.wait_for_url("**/search/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    return field


def search_for(page: Page, words: str) -> None:
    """Type words into the search."""
    open_search(page).fill(words)


def status(page: Page) -> Locator:
    """What the search page says of its results."""
    return page.locator("[data-digest-status]")
