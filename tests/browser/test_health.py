"""A German digest with other taxonomies: invented news on the security of health care."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import served, status
from tests.command import succeed
from tests.corpus import PROJECT
from tests.markup import parse

HEALTH = PROJECT / "docs/health"


@pytest.fixture(scope="module")
def health(tmp_path_factory):
    """The built and audited site."""
    root = tmp_path_factory.mktemp("health") / "digest"
    shutil.copytree(HEALTH, root)
    for command in (("check",), ("build", "--audit"), ("audit",)):
        result = succeed(root, *command)
        if command[-1] != "build":
            assert "warning" not in result.output
    return root / "site"


def test_pages(health):
    """The taxonomies have pages and crossings with the digest's own texts."""
    for address in (
        "bodies/klinikum-musterstadt",
        "topics/uebungen",
        "sectors/arztpraxen",
        "bodies/aerztekammer/datenschutz",
        "sectors/krankenhaeuser/ausfaelle",
        "editions",
        "countries/at",
    ):
        page = parse((health / address / "index.html").read_text())
        assert page.first("html").attributes["lang"] == "de"
        assert page.all("h1"), address
    article = parse((health / "articles/2023/09/klinikum-ohne-rechner/index.html").read_text())
    assert "9.–10. September 2023" in article.text
    assert "Fachpresse. Eine Publikation für eine Branche." in article.text
    assert "Quelle veröffentlicht am 11. September 2023" in article.text


def test_search(watch_at, health):
    """The search page is German, finds articles without umlauts, too, and filters by the taxonomies."""
    with served(health) as origin:
        reader = watch_at(origin)
        page = reader.open("search/?q=verschlüsselt")
        results = page.locator("[data-digest-results] > li h2 a")
        expect(results).to_have_text(
            ["Klinikum Musterstadt nach erfundenem Angriff zwei Tage ohne Rechner"]
        )
        expect(status(page)).to_have_text("1 Artikel")
        page = reader.open("search/?q=zahnarztekammer")
        expect(results).to_have_text(["Zahnärztekammer Musterland rät zu geprüften Sicherungen"])
        facets = page.locator("[data-digest-facets]")
        for word in (
            "Stellen",
            "Themen",
            "Bereiche",
            "Jahr",
            "Art der Quelle",
            "Sprache der Quelle",
            "Fachpresse",
        ):
            expect(facets).to_contain_text(word)
