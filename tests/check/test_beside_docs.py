"""Mistakes in the settings of a frame, and pages of documentation that do not fit beside the digest."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from generator.read.tables import table
from tests.command import digest, succeed
from tests.docs_site import write_docs_case

CASES = yaml.safe_load(Path(__file__).with_name("beside_docs.yml").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_one_line(case, tmp_path):
    """`digest check` reports each mistake once, at its place, with what to type; a build says the same."""
    config = write_docs_case(tmp_path / "site", case, "digest", "")
    assert_one_line(config, case)
    if not case.get("warning") and case in CASES[::6]:
        assert case["says"] in digest(config, "build").output
        assert not (tmp_path / "site/site").exists()


def assert_one_line(config, case):
    """The only problem that a check finds is that of the case, with a help line and without a traceback."""
    result = digest(config, "check")
    reported = [line for line in result.output.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]
    assert len(reported) == 1, result.output
    assert reported[0].startswith(case["says"]), result.output
    assert result.output.count("    help: ") == 1
    assert case.get("help", "") in result.output
    assert result.exit_code == (0 if case.get("warning") else 1)


def test_known_values():
    """The colours, languages and features that the check knows are those of the installed Material."""
    [place] = find_spec("material").submodule_search_locations
    templates = Path(place, "templates")
    styles = "".join(file.read_text() for file in templates.glob("assets/stylesheets/*.css"))
    forms = table("generator.read", "mkdocs_settings")["forms"]
    for key, kind in (("primary", "colour"), ("accent", "accent")):
        found = set(re.findall(rf'data-md-color-{key}="?([a-z-]+)', styles))
        assert found <= set(forms[kind]["words"]) - {"custom"}, key
    pages = "".join(file.read_text() for file in templates.rglob("*.html"))
    features = set(re.findall(r'"([a-z.]+)" in features', pages))
    known = set(forms["feature-name"]["words"])
    assert {name for name in features if "instant" not in name} <= known


def test_right_settings(tmp_path):
    """Icons, colours, links and sections that exist are no mistake; a style of the site adds a colour."""
    theme = (
        "{name: material, language: de, font: false, icon: {repo: fontawesome/brands/git-alt}, "
        "palette: [{scheme: brand, primary: custom, accent: teal, toggle: {icon: material/weather-sunny, name: x}}], "
        "features: [navigation.tabs, content.code.copy]}"
    )
    nav = "nav: [index.md, guide/install.md, {Bodies: news/agencies/}, {Away: 'https://example.org/'}, news/names/]"
    pages = {
        "guide/a.md": "---\nicon: material/home\n---\n\n`<script>` in code\n\n```html\n<script>\n```\n",
        "brand.css": '[data-md-color-scheme="brand"] {--md-primary-fg-color: #000}\n',
    }
    case = {
        "theme": theme,
        "path": "news",
        "pages": pages,
        "settings": f"{nav}\nextra_css: [brand.css]",
    }
    result = succeed("-f", write_docs_case(tmp_path / "site", case), "check")
    assert "no problems found" in result.output
