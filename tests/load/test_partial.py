"""Previews of articles with errors."""

import pytest
import yaml

from generator.load.loading import load
from generator.pages.rendering import render
from generator.pages.shared_views import encoded, site_view
from tests.check.golden_site import lay
from tests.command import digest
from tests.corpus import PROJECT, Size, make

GOLDEN = sorted((PROJECT / "tests" / "check" / "golden").glob("*.yml"))
BROKEN = """---
title: Agency says that something happened
date: 2024-06-01
themes: [no-such-theme]
countries: [XX]
people: 3
---

A paragraph that readers of the preview can see.
"""


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_golden_cases(file, tmp_path):
    """Every page of a site with any known problem can be rendered."""
    root = lay(yaml.safe_load(file.read_text(encoding="utf-8")), tmp_path / "site")
    loaded = load(root, leave_out=True, partly=True)
    for page in loaded.pages if loaded.site else ():
        assert render(encoded(page, site_view(loaded.site))).content


def test_command(tmp_path):
    """The page shows the valid fields, the audit passes, and other articles are unchanged."""
    root = make(
        tmp_path / "site", Size(articles=6, agencies=5, themes=4, people=3, sources=3, words=30)
    )
    (root / "content/articles/2024-06-01-broken.md").write_text(BROKEN, encoding="utf-8")
    assert digest("-f", root / "mkdocs.yml", "build").exit_code == 1
    result = digest("-f", root / "mkdocs.yml", "build", "--preview", "--audit")
    assert result.exit_code == 0, result.output
    assert "incomplete articles with errors: 1" in result.stderr
    page = (root / "site/articles/2024/06/broken/index.html").read_text(encoding="utf-8")
    assert "A paragraph that readers of the preview can see." in page
    for options in (["--skip-invalid"], ["--preview", "--skip-invalid"]):
        skipped = digest("-f", root / "mkdocs.yml", "build", *options)
        assert skipped.exit_code == 0
        assert "skipped articles with errors: 1" in skipped.stderr
        assert not (root / "site/articles/2024/06/broken").exists()
