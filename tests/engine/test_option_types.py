"""Every setting of MkDocs with values of every type: a check says what MkDocs would refuse, and nothing else."""

import logging
import subprocess
import sys

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator.diagnostics.diagnostics import Report
from generator.engine.configuration import configure
from generator.engine.option_types import problems_of_values
from generator.read.engine_config import read_engine_settings
from tests.command import digest, refused, succeed
from tests.corpus import change
from tests.hostile.cases import minimal_site

OTHERS = {
    "site_name": "T",
    "docs_dir": "site_config/public",
    "theme": "material",
    "plugins": "[digest]",
}
VALUES = [
    *("", "null", "true", "5", "1.5", "2026-12-31", "some words", "''"),
    *("[]", "[none-such]", "[5]", "[[a]]", "[{a: 1, b: 2}]", "{}", "{a: 1}", "{a: [1]}"),
]
KEYS = [key for key, _ in MkDocsConfig._schema]
"""All settings of MkDocs, as its own schema lists them."""
AS_TEXT = ("site_name", "site_description", "site_author", "copyright", "repo_name", "edit_uri")


@pytest.fixture
def config(tmp_path):
    """The mkdocs.yml of a site that has a folder of public files."""
    config = minimal_site(tmp_path / "site")
    (config.parent / "site_config/public").mkdir(exist_ok=True)
    return config


def starts(config):
    """Whether MkDocs can start with the settings."""
    logging.disable(logging.CRITICAL)
    try:
        configure(config)
    except (Exception, SystemExit):  # noqa: BLE001 (MkDocs itself may fail)
        return False
    finally:
        logging.disable(logging.NOTSET)
    return True


@pytest.mark.parametrize("key", KEYS)
def test_a_check_reports_what_mkdocs_refuses(key, config):
    """For each value, the check has an error at its line if and only if MkDocs does not start."""
    for value in VALUES:
        settings = OTHERS | {key: value}
        config.write_text("".join(f"{name}: {one}\n" for name, one in settings.items()))
        line = [*settings].index(key) + 1
        report = Report()
        engine = read_engine_settings(config, report)
        if engine is not None:
            problems = problems_of_values(config, engine)
            report.extend(problems)
            assert starts(config) is not bool(problems), (value, problems)
        if report.count("error"):
            assert line in [problem.place.line for problem in report], (value, list(report))
        for problem in report:
            assert "class" not in problem.message
            assert problem.help


@pytest.mark.parametrize("key", AS_TEXT)
def test_quotes(key, config):
    """A value that YAML reads as a date or a number is right in quotes, and the help line says so."""
    settings = OTHERS | {key: "2026-12-31"}
    config.write_text("".join(f"{name}: {one}\n" for name, one in settings.items()))
    quoted = f'{key}: "2026-12-31"'
    assert f"put it in quotes: {quoted}" in refused(config, "check").output
    change(config, f"{key}: 2026-12-31", quoted)
    succeed(config, "check")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "markdown_extensions: [admonitoin]",
            "has 'admonitoin' [bad-choice]\n    help: did you mean 'admonition'?",
        ),
        ("markdown_extensions: [toc: {permalink: true}, tables, def_list]", ""),
        ("hooks: [none.py]", "there is no file 'none.py'"),
        (
            "docs_dir: documets",
            "there is no folder 'documets' [missing-file]\n    help: did you mean 'documents'?",
        ),
        ("docs_dir: [documents]", "'docs_dir' is the name of a folder"),
        ("docs_dir: 2026", 'write docs_dir: "2026"'),
    ],
)
def test_names(line, says, config):
    """Names of extensions, hooks and folders exist."""
    (config.parent / "documents").mkdir()
    key = line.partition(":")[0]
    kept = [one for one in config.read_text().splitlines() if not one.startswith(f"{key}:")]
    config.write_text("\n".join([*kept, line, ""]))
    result = digest(config, "check")
    assert result.exit_code == bool(says), result.output
    assert says in result.output


def test_mkdocs_is_imported_once_for_a_content(config):
    """A check after an edit of an article does not import MkDocs; one after an edit of mkdocs.yml does."""
    code = (
        "import sys\nfrom generator.cli.main import main\n"
        f"main(['-f', {str(config)!r}, 'check'], standalone_mode=False)"
    )
    ends = "try:\n    exec(CODE)\nexcept SystemExit:\n    pass\nprint('mkdocs' in sys.modules)"

    def imports() -> str:
        program = f"import sys\nCODE = {code!r}\n{ends}"
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout.split()[-1]

    assert imports() == "True"
    article = next((config.parent / "content/articles").rglob("*.md"))
    article.write_text(article.read_text() + "\nAnother sentence.\n")
    assert imports() == "False"
    config.write_text(config.read_text() + "site_author: A. N. Editor\n")
    assert imports() == "True"
