"""Each setting of MkDocs with each wrong type: a check reports its line where a build would end, and nowhere else."""

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.diagnostics.diagnostics import Report
from generator.engine.configuration import configure
from generator.engine.options import check_options
from generator.read.engine_config import read_engine_settings
from tests.hostile.cases import minimal_site

VALUES = [
    "",
    "null",
    "5",
    "1.5",
    "yes",
    "true",
    "2026-12-31",
    "2026-12-31 10:00:00",
    "text",
    "''",
    "[]",
    "[a, b]",
    "[5]",
    "[null]",
    "[{a: b}]",
    "{}",
    "{a: b}",
    "{a: 5}",
    "{5: a}",
]
BASE = {"site_name": "Small", "theme": "{name: material, font: false}", "plugins": "[digest]"}
WITHIN = [
    ("plugins", "[digest, {{search: {}}}]"),
    ("plugins", "[digest, {{search: {{lang: {}}}}}]"),
    ("plugins", "[digest, {{search: {{separator: {}}}}}]"),
    ("plugins", "{{digest: {{}}, search: {}}}"),
    ("theme", "{{name: material, locale: {}}}"),
    ("theme", "{{name: material, custom_dir: {}}}"),
    ("theme", "{{name: {}}}"),
    ("validation", "{{links: {}}}"),
    ("validation", "{{links: {{not_found: {}}}}}"),
    ("validation", "{{nav: {{omitted_files: {}}}}}"),
    ("markdown_extensions", "[{{toc: {}}}]"),
    ("markdown_extensions", "[{{toc: {{permalink: {}}}}}]"),
    ("markdown_extensions", "[{}]"),
    ("extra_javascript", "[{{path: {}}}]"),
    ("extra_javascript", "[{{path: a.js, defer: {}}}]"),
    ("nav", "[{{Home: {}}}]"),
    ("hooks", "[{}]"),
    ("watch", "[{}]"),
]
SETTINGS = [key for key, _ in MkDocsConfig._schema]
CASES = [(key, "{}") for key in SETTINGS] + WITHIN


def write(config, key, value, strict=""):
    """Write a mkdocs.yml with one value; return the line of its setting."""
    settings = {"site_name": "Small", **BASE, key: value}
    config.write_text(f"{strict}" + "".join(f"{name}: {one}\n" for name, one in settings.items()))
    return list(settings).index(key) + 1 + strict.count("\n")


def checked(config):
    """The problems of a check of mkdocs.yml."""
    report = Report()
    settings = read_engine_settings(config, report)
    if settings is not None:
        check_options(config, settings, report)
    return [problem for problem in report if problem.severity == "error"]


def would_build(config):
    """Whether MkDocs can take the file in a build."""
    try:
        configure(config)
    except (Exception, MkDocsException):  # noqa: BLE001 (whatever it is, it ends a build)
        return False
    return True


@pytest.mark.parametrize("key, form", CASES, ids=[f"{key} {form}" for key, form in CASES])
def test_every_wrong_type(key, form, tmp_path):
    config = minimal_site(tmp_path / "digest")
    for value in VALUES:
        line = write(config, key, form.format(value))
        problems = checked(config)
        assert {problem.place.line for problem in problems} <= {line}, (value, problems)
        own = read_engine_settings(config, Report()) is None  # the digest refuses more
        assert own or bool(problems) != would_build(config), (value, problems)
        for problem in problems:
            assert "class '" not in problem.message, problem
