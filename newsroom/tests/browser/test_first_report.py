"""The report that the project began with: what import reads of it, and where its article is found."""

import json
from pathlib import Path

import yaml
from playwright.sync_api import expect

from tests.browser.conftest import search_for
from tests.command import succeed
from tests.corpus import SAMPLE

REPORT = Path(__file__).parents[1] / "importer/reports/text-first-report.yml"
ARTICLE = "articles/2021/10/azerbaijan-security-chief-pledges-measures"


def test_first_report(tmp_path, watch):
    """Its facts are sure, and its article is on the pages of its agency and theme and first in the search."""
    file = tmp_path / "report.txt"
    file.write_text(yaml.safe_load(REPORT.read_text())["input"])
    read = json.loads(succeed(SAMPLE, "import", file, "--format", "json").stdout)
    facts = {field: read[field]["value"] for field in ("date", "source", "authors")}
    assert facts == {"date": "2021-10-27", "source": "Azernews", "authors": ["Vugar Khalilov"]}
    assert "az-sss" in read["agencies"]["value"]
    assert read["people"]["value"] == ["Ali Naghiyev", "Ramil Usubov", "Hikmat Hajiyev"]
    for page in ("agencies/az-sss", "themes/counter-terrorism"):
        links = watch().open(f"{page}/").locator(f"main a[href*='{ARTICLE}']")
        expect(links.first).to_be_visible()
    page = watch().open()
    search_for(page, "azerbaijan security chief provocations")
    found = page.locator("[data-digest-results] > li h2 a")
    expect(found.first).to_have_attribute("href", f"/{ARTICLE}/")
