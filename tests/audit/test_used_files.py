"""What a page uses as code, style sheet, manifest, icon or font is a file whose owner may add it."""

from itertools import product

import pytest

from generator.audit.manifest import Manifest
from generator.audit.site_addresses import Addresses
from generator.audit.site_audit import FileAudit
from tests.audit.conftest import ARTICLE, FILES, URL, codes, page

MADE = [
    "news/feed.json",
    "news/feed.xml",
    "terms.csv",
    "llms.txt",
    "404.html",
    "search/names.json",
    "words.js",
    "words.css",
    "site.webmanifest",
    "a/index.html",
    "shell.svg",
    "notes.woff2",
]
"""Files that the digest or documentation has made: of these, a page may use none as code."""
USES = {
    "script": '<script src="{}"></script>',
    "module": '<script type="module" src="{}"></script>',
    "style": '<link rel="stylesheet" href="{}">',
    "other style": '<link rel="alternate STYLESHEET" href="{}">',
    "manifest": '<link rel="manifest" href="{}">',
    "icon": '<link rel="shortcut icon" href="{}">',
    "touch icon": '<link rel="apple-touch-icon" href="{}">',
    "preloaded module": '<link rel="modulepreload" href="{}">',
    "preloaded script": '<link rel="preload" as="script" href="{}">',
    "preloaded style": '<link rel="preload" as="style" href="{}">',
    "preloaded font": '<link rel="preload" as="font" href="{}">',
}
ENDINGS = {
    "script": "assets/own.js",
    "module": "assets/own.mjs",
    "style": "assets/own.css",
    "manifest": "assets/own.webmanifest",
    "icon": "assets/own.svg",
    "preloaded font": "assets/own.woff2",
}
UP = "../" * ARTICLE.count("/")
FORMS = (UP + "{}", "/{}", UP + "{}?v=2", UP + "./{}#x", URL + "{}")
SITE = Addresses({*FILES, *MADE, *ENDINGS.values()}, URL)


def problems(text, usable=()):
    manifest = Manifest(frozenset(), usable=frozenset(usable) | FILES)
    return codes(page(text), addresses=SITE, manifest=manifest)


@pytest.mark.parametrize("use", USES)
def test_no_other_file(use):
    """No file that its owner may not add is used, however its address is written."""
    for path, form in product(MADE, FORMS):
        assert problems(USES[use].format(form.format(path))), (path, form)
    assert problems(USES[use].format("?")), "the page itself"


@pytest.mark.parametrize("use", ENDINGS)
def test_files_of_those_who_may(use):
    """What the theme adds is used as what it is, and as nothing else."""
    for other, path in ENDINGS.items():
        text = USES[use].format(UP + path)
        is_right = other == use or {other, use} <= {"script", "module"}
        assert bool(problems(text, ENDINGS.values())) != is_right, path


def test_data_may_be_fetched_early():
    assert not problems(f'<link rel="preload" as="fetch" crossorigin href="{UP}search/names.json">')


LISTS = {"script": "which extra_javascript does not list", "style": "which extra_css does not list"}


@pytest.mark.parametrize("use", ["script", "style", "icon", "manifest"])
def test_what_the_problem_says(use):
    """The message names the setting that lists such files, or what the page uses the file as."""
    text = page(USES[use].format("/feed.xml"))
    addresses = Addresses({*FILES, "feed.xml"}, URL)
    manifest = Manifest(frozenset(), usable=FILES)
    (problem,) = FileAudit(addresses, manifest).audit(ARTICLE, text.encode())
    says = LISTS.get(use, f"as its {use}, which is not the theme's")
    assert problem.message.endswith(says), problem.message
