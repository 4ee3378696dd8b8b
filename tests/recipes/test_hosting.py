"""The host files agree with the policy, with each other and with the project's copies."""

import os
import re
import shutil
import subprocess

import pytest

from generator.cli.host_snippets import write_snippets
from generator.model.policy import META, headers
from generator.pages.redirect_pages import host_rules
from generator.recipes.every_file import HEADERS, SNIPPETS, filled, kept_names
from tests.corpus import PROJECT
from tests.headers import read_rules, sent

OPEN = [
    "/feed.xml",
    "/themes/ransomware/feed.json",
    "/feeds.opml",
    "/api/v1/articles.json",
    "/data/digest.csv",
]
KEPT = [
    "/assets/digest.57a0d79d12.css",
    "/assets/search.57a0d79d12/engine.js",
    "/custom.57a0d79d12.css",
    "/assets/javascripts/bundle.a5f9d56c.min.js",
    "/pagefind/index/en_e0a9bf0.pf_index",
    "/pagefind/12/filter/en_e0a9bf0.pf_filter",
]
OTHER = [
    "/",
    "/articles/2024/05/feed/",
    "/assets/copy.js",
    "/assets/card.png",
    "/report.pdf",
    "/assets/card.2.png",
    "/pagefind/pagefind.js",
    "/dataset/",
    "/search/names.json",
]


@pytest.mark.parametrize("path", [*OPEN, *KEPT, *OTHER])
def test_headers_file(path):
    """Every path gets the whole policy; feeds and data allow all origins, hashed files are cached."""
    linked = [path.lstrip("/") for path in KEPT if path.endswith(("css", "js"))]
    rules = read_rules(filled(HEADERS, kept_names(linked)))
    lines = sent(rules, path)
    assert len({name for name, _ in lines}) == len(lines)
    assert headers().items() <= dict(lines).items()
    assert ("Content-Disposition" in dict(lines)) == path.endswith(".pdf")
    assert ("Access-Control-Allow-Origin" in dict(lines)) == (path in OPEN)
    assert ("immutable" in dict(lines).get("Cache-Control", "")) == (path in KEPT)


@pytest.mark.parametrize("text", [*map(filled, SNIPPETS)])
@pytest.mark.parametrize("path", [*OPEN, *KEPT, *OTHER])
def test_patterns(text, path):
    """The snippets' patterns match the same paths."""
    patterns = [re.compile(pattern) for pattern in re.findall(r"\^/\(\?:[^\s\"]+", text)]
    assert [bool(pattern.search(path)) for pattern in patterns] == [path in OPEN, path in KEPT]


@pytest.mark.parametrize("text", [*map(filled, (HEADERS, *SNIPPETS))])
def test_same_headers(text):
    """Each snippet sets every header of the policy and mentions the header for HTTPS."""
    for name, value in headers().items():
        assert re.search(rf'{name}:? "?{re.escape(value)}"?', text)
    assert META in text
    assert "Strict-Transport-Security" in text


@pytest.mark.skipif(shutil.which("caddy") is None, reason="needs Debian's caddy")
def test_caddy_reads_it(tmp_path):
    """Debian's Caddy, which is older than upstream's, accepts the snippet as its comment shows."""
    (tmp_path / "snippet").write_text(filled("Caddyfile"))
    (tmp_path / "moved").write_text(
        host_rules("caddy", {"old/": "about/"}, "https://digest.example.org/")
    )
    shown = "".join(re.findall(r"^#   (.*\n)", filled("Caddyfile"), re.MULTILINE))
    used = shown.replace("import Caddyfile", "import snippet\nimport moved").replace(
        "import digest\n", "import digest\nimport digest_moved\n"
    )
    (tmp_path / "Caddyfile").write_text(used)
    command = [
        "caddy",
        "validate",
        "--adapter",
        "caddyfile",
        "--config",
        str(tmp_path / "Caddyfile"),
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr


def test_project_has_them(tmp_path):
    """The files in hosting/ are up to date with `make hosting`, and allow the inline scripts of the site's theme."""
    write_snippets(PROJECT / "mkdocs.yml", tmp_path)
    for name in SNIPPETS:
        text = (PROJECT / "hosting" / name).read_text()
        assert text == (tmp_path / name).read_text(), "run make hosting"
        assert text.count("'sha256-") == 3
        assert "unsafe-inline" not in text


def test_one_policy():
    """The theme, the host files and the audit share one policy."""
    template = (PROJECT / "generator/theme/digest/base.html").read_text()
    assert "default-src" not in template
    assert "{{ config.extra.digest.policy }}" in template


def test_a_site_with_the_editor():
    """Two policies of one page would add up, so hosts send none; each page has its own."""
    sent_policy = dict(sent(read_rules(filled(HEADERS, policy="")), "/edit/"))[
        "Content-Security-Policy"
    ]
    assert sent_policy == "frame-ancestors 'none'"
