"""Pages that the digest has built, in both frames: most pass by their tags, and no planted fault does."""

import random
import re
from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.audit.built_page import Rules, read_page
from generator.audit.manifest import Manifest
from generator.audit.plain_page import PlainPages
from generator.audit.problem import hidden
from generator.audit.site_addresses import Addresses
from generator.audit.site_audit import FileAudit
from generator.audit.used_files import UsedFiles
from tests.audit.odd_pages import odd_page
from tests.command import succeed
from tests.corpus import write_engine
from tests.examples import tried
from tests.full import PAGE_OF_EVERYTHING, harmless, write_full

GROUPS = yaml.safe_load(Path(__file__).with_name("pages.yml").read_text())
FAULTS = [row for group in GROUPS["wrong"].values() for row in group if row[1]]
PAGES = (
    f"{PAGE_OF_EVERYTHING}index.html",
    "index.html",
    "agencies/index.html",
    "search/index.html",
)
_POLICY = re.compile('http-equiv="Content-Security-Policy" content="([^"]*)"')


class Built:
    """A built site whose pages have been audited once, so that their lines are known."""

    def __init__(self, site: Path) -> None:
        self.pages = {
            str(file.relative_to(site)): file.read_text() for file in sorted(site.rglob("*.html"))
        }
        files = [str(file.relative_to(site)) for file in site.rglob("*") if file.is_file()]
        url = re.search('rel="canonical" href="([^"]*)"', self.pages["index.html"])[1]
        self.addresses = Addresses(files, url)
        self.policy = _POLICY.search(self.pages["index.html"])[1]
        self.audit = FileAudit(self.addresses, Manifest(frozenset(), self.policy))
        self.plain = PlainPages(self.addresses, UsedFiles(self.addresses, self.addresses.files))
        self.sound = [
            path
            for path, html in self.pages.items()
            if self.plain.is_sound(path, html, self.policy)
        ]
        for path, html in self.pages.items():
            assert self.audit.audit(path, html.encode()) == []


@pytest.fixture(scope="module", params=["material", "digest"])
def built(request, tmp_path_factory):
    """The full site in each frame."""
    root = write_full(write_engine(tmp_path_factory.mktemp(request.param)), harmless)
    with (root / "mkdocs.yml").open("a") as engine:
        engine.write(f"theme: {{name: {request.param}}}\n")
    succeed(root, "build")
    return Built(root / "site")


def test_pages_that_the_parser_reads(built):
    """The page for missing addresses has its own rules, and a page that shows HTML is in doubt."""
    others = built.pages.keys() - set(built.sound)
    assert others <= {"404.html", "contribute/index.html"}


def check_fault(built, path, piece, codes):
    """A fault is found at the beginning of the content, within it, and in the frame around it."""
    html = built.pages[path]
    first = html.index("\n", html.index('id="content"'))
    for where in (first, html.index("\n", first + 100), html.index("</body>")):
        changed = html[:where] + piece + html[where:]
        found = {problem.code for problem in built.audit.audit(path, changed.encode())}
        assert found & set(codes.split()), (path, piece, html[where - 80 : where + 80])


def test_every_fault_is_found(built):
    """Each fault is found on one of the pages, which take turns."""
    for number, (piece, codes) in enumerate(FAULTS):
        check_fault(built, PAGES[number % len(PAGES)], piece, codes)


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_every_fault_is_found_on_every_page(built, path):
    for piece, codes in FAULTS:
        check_fault(built, path, piece, codes)


def test_a_script_of_the_frame_in_the_content(built):
    """The policy allows the frame's own scripts by their hashes, but between articles none may be."""
    frame = re.findall(r"<script>.*?</script>", built.pages["index.html"], re.DOTALL)
    for piece in [*frame, '<script id="__config" type="application/json">{}</script>']:
        for path in PAGES:
            html = built.pages[path]
            first = html.index("\n", html.index('id="content"'))
            for where in (first, html.index("\n", first + 100)):
                changed = html[:where] + piece + html[where:]
                found = {problem.code for problem in built.audit.audit(path, changed.encode())}
                assert found == {"inline-script"}, (path, piece[:80])


PIECES = st.sampled_from(
    [row[0] for row in FAULTS]
    + [
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "<title>",
        "<!--",
        "-->",
        '"',
        "<",
        ">",
        "&#x202e;",
    ]
)


@pytest.mark.parametrize("count", [150, pytest.param(5_000, marks=pytest.mark.slow)])
def test_lines_and_parser_agree(built, count):
    """Of pages with odd bytes in odd places, the parser accepts each whose lines pass."""
    first, passed = random.randrange(1, 10**9), 0
    print(f"seeds {first} to {first + count - 1}")
    rules = {
        path: Rules(partial(built.addresses.follow, path=path), built.policy) for path in PAGES
    }
    for seed in range(first, first + count):
        path = PAGES[seed % len(PAGES)]
        html = odd_page(built.pages[path], seed)
        if built.plain.is_sound(path, html, built.policy):
            passed += 1
            assert not [*hidden(html), *read_page(html, rules[path])], f"{path}, seed {seed}"
    assert count / 10 < passed < count / 2


@given(st.data())
@settings(max_examples=tried(900), deadline=None)
def test_no_fault_passes(built, data):
    """Where a piece is put into a page, and others are cut out, tags do not pass what the parser refuses."""
    path = data.draw(st.sampled_from(PAGES))
    html = built.pages[path]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(html)))
        end = start + data.draw(st.integers(0, 40))
        html = html[:start] + data.draw(PIECES) + html[end:]
    if built.plain.is_sound(path, html, built.policy):
        rules = Rules(partial(built.addresses.follow, path=path), built.policy)
        assert not [*hidden(html), *read_page(html, rules)]
