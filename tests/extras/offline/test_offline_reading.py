"""Reading without a connection: the service worker keeps what was read, and nothing is ever stale with one."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from tests.browser.conftest import served
from tests.command import succeed
from tests.corpus import PROJECT, write_sample

pytestmark = pytest.mark.browser

READ = "agencies/az-sss/"
NEVER_READ = "themes/"
KEPT = """async () => {
    while (!await caches.match(location.href)) await new Promise((done) => setTimeout(done, 50))
}"""
NOTE = "You have no connection. This is the page as you last read it."


@pytest.fixture(scope="module", params=["digest", "material"])
def kept_site(request, tmp_path_factory):
    """The sample in a frame, with `offline: true`."""
    root = write_sample(tmp_path_factory.mktemp("offline"))
    if request.param == "material":
        shutil.copy(PROJECT / "mkdocs.yml", root)
    settings = root / "site_config/site.yml"
    settings.write_text(settings.read_text() + "offline: true\n")
    succeed(root, "build")
    return root / "site"


@pytest.fixture
def reader(kept_site, watch_at):
    """A reader whose browser keeps pages, and who has read one."""
    with served(kept_site) as origin:
        reader = watch_at(origin)
        page = reader.open()
        page.evaluate(KEPT)
        reader.open(READ)
        page.evaluate(KEPT)
        page.wait_for_load_state("networkidle")
        yield reader


def leave(reader):
    reader.page.context.set_offline(True)
    reader.problems.clear()


def go(reader, address):
    return reader.page.goto(f"{reader.origin}/{address}")


def test_what_was_read(reader):
    """A page that was read is shown whole, and says that there is no connection."""
    heading = reader.page.locator("h1").inner_text()
    colour = "() => getComputedStyle(document.querySelector('h1')).fontFamily"
    font = reader.page.evaluate(colour)
    assert NOTE not in reader.page.locator("body").inner_text()
    leave(reader)
    answer = go(reader, READ)
    assert answer.status == 200
    assert reader.page.locator("h1").inner_text() == heading
    assert reader.page.evaluate(colour) == font
    expect(reader.page.locator("#content .notice").first).to_have_text(NOTE)


def test_the_first_page_too(reader):
    """The page that started the worker is kept, although the worker was not there yet."""
    leave(reader)
    assert go(reader, "").status == 200


def test_what_was_not_read(reader):
    """Another address gets the honest page, which lists what can be read."""
    leave(reader)
    answer = go(reader, NEVER_READ)
    assert answer.status == 503
    expect(reader.page.locator("h1")).to_have_text("No connection")
    kept = reader.page.locator("[data-digest-kept] a")
    expect(kept).to_have_count(2)
    hrefs = kept.evaluate_all("links => links.map((link) => link.href)")
    assert f"{reader.origin}/{READ}" in hrefs
    kept.first.click()
    expect(reader.page.locator("#content .notice").first).to_have_text(NOTE)


def test_never_stale(reader, kept_site):
    """With a connection, a page that has changed is shown as it is now."""
    file = Path(kept_site, READ, "index.html")
    before = file.read_text()
    file.write_text(re.sub(r"<h1[^>]*>", "<h1>Changed: ", before))
    try:
        go(reader, READ)
        expect(reader.page.locator("h1")).to_contain_text("Changed")
        leave(reader)
        go(reader, READ)
        expect(reader.page.locator("h1")).to_contain_text("Changed")
    finally:
        file.write_text(before)


def test_withdrawn(reader, kept_site):
    """A page that the site has removed is not shown later to a reader without a connection."""
    folder = Path(kept_site, READ)
    moved = folder.rename(folder.with_name("moved"))
    try:
        assert go(reader, READ).status == 404
        leave(reader)
        assert go(reader, READ).status == 503
    finally:
        moved.rename(folder)


def test_the_editor_is_not_kept(reader, kept_site):
    """The editor in the browser works with a connection only, so its pages are never kept."""
    file = kept_site / "edit/index.html"
    file.parent.mkdir()
    try:
        shutil.copy(kept_site / READ / "index.html", file)
        assert go(reader, "edit/").status == 200
        leave(reader)
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            go(reader, "edit/")
    finally:
        shutil.rmtree(file.parent)


def test_no_problems(reader):
    """The policy allows the worker, and nothing but the digest's own files is loaded."""
    reader.open(NEVER_READ)
    assert reader.problems == []
    assert reader.foreign == []


def test_only_on_request(watch, site):
    """Without the setting, no worker is started and no file of it published."""
    page = watch().open(READ)
    assert (
        page.evaluate("() => navigator.serviceWorker.getRegistrations().then((all) => all.length)")
        == 0
    )
    assert not (site / "worker.js").exists()
    assert not (site / "offline").exists()
