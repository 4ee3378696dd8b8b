"""The site served with the host file's headers: all features work and the policy is never violated."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.model.policy import source_of
from generator.recipes.every_file import HEADERS
from tests import markup
from tests.browser.conftest import QuietHost, served
from tests.headers import read_rules, sent

SEED = "articles/2021/10/azerbaijan-security-chief-pledges-measures/"
LISTEN = """
window.reported = []
addEventListener("securitypolicyviolation", event => reported.push(`${event.violatedDirective} ${event.blockedURI}`))
"""
INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
PLANTED = "<script>document.title = 'planted'</script><p style='color: red' onclick='x()'>x</p>"


class _Host(QuietHost):
    """A host that applies the site's `_headers`."""

    def end_headers(self):
        rules = read_rules(Path(self.directory, HEADERS).read_text())
        for name, value in sent(rules, self.path.partition("?")[0]):
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="module", params=["site", "material_site"])
def framed_site(request):
    """The sample site in each frame."""
    built: Path = request.getfixturevalue(request.param)
    return built


@pytest.fixture(scope="module")
def origin(framed_site):
    """The site on such a host; replaces the fixture that `watch` uses."""
    with served(framed_site, _Host) as origin:
        yield origin


@pytest.fixture
def reader(watch):
    """A window that records policy violations and fails the test if there are any."""
    reader = watch(permissions=["clipboard-read", "clipboard-write"], color_scheme="light")
    reader.page.add_init_script(LISTEN)
    yield reader
    assert reader.page.evaluate("reported") == []


def test_headers_are_sent(reader):
    answer = reader.page.goto(f"{reader.origin}/")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"


def test_search(reader):
    """The search page loads WebAssembly, index and worker from the site itself."""
    page = reader.open("search/?q=Nagiyev")
    expect(page.locator(f'[data-digest-results] a[href$="{SEED}"]').first).to_be_visible()


def test_pages(reader):
    """Every kind of page is scrolled to its end without a violation."""
    for address in ("", SEED, "agencies/", "names/", "archive/", "404.html"):
        page = reader.open(address)
        page.wait_for_load_state("networkidle")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        assert page.evaluate("reported") == [], address


def test_what_is_planted_does_not_run(browser, framed_site, tmp_path):
    """The policy in the page alone blocks and reports a planted script, style and handler."""
    text = (framed_site / "about/index.html").read_text()
    (tmp_path / "index.html").write_text(text.replace("</main>", f"{PLANTED}</main>"))
    page = browser.new_page()
    page.add_init_script(LISTEN)
    page.goto((tmp_path / "index.html").as_uri())
    assert page.title() != "planted"
    reported = {violation.split()[0] for violation in page.evaluate("reported")}
    assert {"script-src-elem", "style-src-attr"} <= reported
    page.close()


@pytest.mark.slow
def test_scripts_are_files_of_the_theme(framed_site):
    """The built site has exactly the inline scripts that its policy names: none, or Material's three."""
    pages = list(framed_site.rglob("*.html"))
    assert len(pages) > 100
    hashes = set()
    for file in pages:
        text = file.read_text()
        head = markup.parse(text).first("meta", **{"http-equiv": "Content-Security-Policy"})
        policy = head.attributes["content"]
        assert "unsafe-inline" not in policy, file
        hashes |= {source_of(script) for script in INLINE.findall(text)}
        assert hashes <= set(policy.rstrip(";").replace(";", " ").split()), file
    is_material = (framed_site / "assets/javascripts").is_dir()
    assert len(hashes) == (3 if is_material else 0)
