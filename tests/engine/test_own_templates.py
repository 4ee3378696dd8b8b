"""`digest check` tries the site's own templates, and runs nothing in them."""

import re
from pathlib import Path

import pytest
import yaml

from tests.command import digest, refused
from tests.docs_site import write_docs_site

HEAD = '{% extends "base.html" %}\n{% block extrahead %}{{ super() }}'
END = "{% endblock %}\n"
CASES = yaml.safe_load(Path(__file__).with_name("own_templates.yml").read_text("utf-8"))


def checked(root, frame, text):
    config = write_docs_site(root, frame, "news")
    file = root / "site_config/theme/main.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return digest(config, "check"), config


@pytest.mark.parametrize(("text", "said"), CASES["mistakes"])
def test_mistakes(text, said, tmp_path):
    """A mistake is one line, in the check as in the build."""
    whole = HEAD + text + END if text else ""
    result, config = checked(tmp_path / "site", "material", whole)
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in refused(config, "build").output


@pytest.mark.parametrize("code", CASES["bounds"])
def test_bounds(code, tmp_path, caplog):
    """A template that fails on one page, or takes too much, is one line of the check and of the build."""
    result, config = checked(tmp_path / "site", "digest", HEAD + code + END)
    assert "[bad-template]" in result.output
    built = refused("-f", config, "build")
    assert re.search(
        r"main\.html(?:, a template, takes too much|:2: division)", built.output + caplog.text
    )
    assert "Traceback" not in built.output


def test_template_of_one_page(tmp_path):
    """A template that a page of documentation chooses is tried, too."""
    pages = {
        "guide/one.md": "---\ntemplate: one.html\n---\n# One\n",
        "../site_config/theme/one.html": HEAD.replace("base", "main") + "{{ x.y }}" + END,
    }
    config = write_docs_site(tmp_path / "site", "material", "news", pages)
    said = digest("-f", config, "check").output
    assert "one.html:2:1: this template cannot be rendered: 'x' is undefined" in said


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_missing_block(frame, tmp_path):
    """A template that forgets to extend the frame has no parent."""
    result, _ = checked(tmp_path / "site", frame, HEAD.partition("\n")[2] + END)
    assert "there is no parent block called 'extrahead'" in result.output
    assert result.exit_code == 1


def test_working(tmp_path):
    text = HEAD + "{{ config.extra.get('x') }}{{ 'a'.upper() }}{{ page.title }}" + END
    result, _ = checked(tmp_path / "site", "material", text)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("code", CASES["calls"])
def test_nothing_runs(code, tmp_path):
    """The check does not call what a template names, and leaves the verdict to the build."""
    made = tmp_path / "made"
    result, _ = checked(tmp_path / "site", "material", f"{HEAD}{{{{ {code.format(made)} }}}}{END}")
    assert "bad-template" not in result.output
    assert not made.exists()
