"""`digest audit` and `digest build --audit`: problems prevent publishing and are traced to their source."""

import json
import re

import pytest

from tests.command import digest, refused, succeed
from tests.corpus import change, write_overrides

PLUGINS = "plugins:\n  - digest\n"
WITH_HOOK = "plugins:\n  - digest: {accept: [hook.py]}\nhooks: [hook.py]\n"
HOOK = """\
from mkdocs.plugins import event_priority


@event_priority(50)
def on_post_page(output, page, config):
    return output.replace("<main", "<main onclick='x'")


def on_post_template(output_content, template_name, config):
    return output_content.replace("<body", "<body onclick='x'")
"""
ADDING_HOOK = """\
from pathlib import Path


def on_post_build(config):
    Path(config.site_dir, "lunr.php").write_text("")
"""


def said(config, *arguments):
    """Path, code and message of every problem that an audit finds."""
    result = digest(config, "audit", *arguments, "--format", "json")
    problems = json.loads(result.stdout)
    assert result.exit_code == (1 if problems else 0)
    return [(problem["path"], problem["code"], problem["message"]) for problem in problems]


def test_a_build_publishes_nothing_that_an_audit_refuses(config, tmp_path):
    """The old site stays, and the reason is given, with or without `--audit`."""
    succeed(config, "build", "--site-dir", tmp_path / "site")
    again = digest(config, "build", "--site-dir", tmp_path / "site")
    assert again.stdout.endswith("is up to date\n")
    before = (tmp_path / "site/index.html").read_bytes()
    main = write_overrides(config.parent) / "main.html"
    planted = '{% block header %}<div onclick="x">{{ super() }}</div>{% endblock %}'
    main.write_text(f'{{% extends "base.html" %}}{planted}')
    for options in ([], ["--audit"], []):
        result = refused(config, "build", "--site-dir", tmp_path / "site", *options)
        assert "onclick on <div> runs as a script [event-handler]" in result.output
        assert "nothing was published" in result.output
        assert (tmp_path / "site/index.html").read_bytes() == before
    refused(config, "build")
    assert not (config.parent / "site").exists()


def test_source_of_a_page(config, tmp_path):
    """The message names the source file of the page; for terms with the line."""
    site = tmp_path / "site"
    succeed(config, "build", "--site-dir", site)
    pages = {
        "articles/2024/04/ministry-invents-a-report/index.html": "content/articles/2024/2024-04-30-",
        "about/index.html": "content/pages/about.md)",
        "themes/ransomware/index.html": "site_config/taxonomies/themes.yml:5)",
        "archive/2024/index.html": "",
    }
    for path in pages:
        change((site / path), "<h1", "<h1 onclick='x'")
    messages = {path.removeprefix(f"{site}/"): message for path, _, message in said(config, site)}
    assert messages.keys() == pages.keys()
    for path, source in pages.items():
        assert messages[path].startswith("onclick on <h1> runs as a script")
        assert source in messages[path]
        assert ("(from" in messages[path]) == bool(source)


@pytest.mark.parametrize(
    "hook, expected",
    [(ADDING_HOOK, "unexpected-file"), (HOOK, "event-handler")],
    ids=["adds a file", "rewrites pages"],
)
def test_another_plugin_is_named(config, tmp_path, hook, expected):
    """The message names a hook that adds files or rewrites pages; for a plugin it is the same."""
    change(config, PLUGINS, WITH_HOOK)
    (config.parent / "hook.py").write_text(hook)
    result = refused(config, "build", "--site-dir", tmp_path / "site")
    assert "nothing was published" in result.output
    blamed = [line for line in result.output.splitlines() if line.endswith("[other-plugin]")]
    assert [line.partition(":")[0] for line in blamed] == ["mkdocs.yml"]
    assert "the hook 'hook.py'" in blamed[0]
    assert set(re.findall(r"\[([a-z-]+)\]$", result.output, re.MULTILINE)) == {
        expected,
        "other-plugin",
    }


def test_no_plugin_is_blamed_for_a_line_that_is_known(config, tmp_path):
    """A writer's broken link in documentation is the writer's, whatever plugins there are."""
    (config.parent / "docs").mkdir()
    (config.parent / "docs/index.md").write_text("# Start\n\nText.\n\nSee [it](nothing.md).\n")
    (config.parent / "hook.py").write_text("")
    config.write_text(
        "site_name: T\ndocs_dir: docs\ntheme: {name: digest}\nhooks: [hook.py]\n"
        "plugins: [search, {digest: {path: news}}]\n"
    )
    output = refused(config, "build", "--site-dir", tmp_path / "site").output
    assert "docs/index.md:5:" in output
    assert "nothing.md" in output
    assert "other-plugin" not in output


def test_a_plugin_that_changes_nothing_is_not_blamed(config, tmp_path):
    """A site with a harmless hook passes."""
    change(config, PLUGINS, WITH_HOOK)
    (config.parent / "hook.py").write_text(
        "def on_post_page(output, page, config):\n    return output\n"
    )
    succeed(config, "build", "--audit", "--site-dir", tmp_path / "site")
    assert said(config, tmp_path / "site") == []
