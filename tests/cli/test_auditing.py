"""`digest audit` and `digest build --audit`: problems prevent publishing, and name the source of their page."""

import json

from generator.system.file_writing import write
from tests.command import digest, files, refused, succeed
from tests.corpus import change

ARTICLE = "articles/2024/04/ministry-invents-a-report/index.html"
HOOK = """\
from pathlib import Path


def on_post_page(output, page, config):
    return output.replace("<main", "<main onclick='x'")


def on_post_build(config):
    Path(config.site_dir, "more.php").write_text("")
"""


def said(config, *arguments):
    """Path, code and message of every problem that an audit finds."""
    result = digest(config, "audit", *arguments, "--format", "json")
    problems = json.loads(result.stdout)
    assert result.exit_code == (1 if problems else 0)
    return [(problem["path"], problem["code"], problem["message"]) for problem in problems]


def write_own_template(root):
    """Give the site a template of articles with an event handler."""
    write(
        root / "site_config/theme/pages/article.html",
        '<div onclick="x">{% include "digest/article.html" %}</div>',
    )


def test_a_build_publishes_nothing_that_an_audit_refuses(config, tmp_path):
    """With `--audit` the old site stays, and the reason is given; without it nobody looks."""
    site = tmp_path / "site"
    succeed(config, "build", "--audit", "--site-dir", site)
    again = digest(config, "build", "--audit", "--site-dir", site)
    assert again.stdout.endswith("is up to date\n")
    before = (site / ARTICLE).read_bytes()
    write_own_template(config.parent)
    for _ in range(2):
        result = refused(config, "build", "--audit", "--site-dir", site)
        assert "onclick on <div> runs as a script" in result.output
        assert "nothing was published" in result.output
        assert (site / ARTICLE).read_bytes() == before
    succeed(config, "build", "--site-dir", site)
    assert (site / ARTICLE).read_bytes() != before
    assert {code for _, code, _ in said(config, site)} == {"event-handler"}


def test_a_site_that_is_audited_later(config):
    """A build with `--audit` also audits a site that is up to date; the published site stays."""
    write_own_template(config.parent)
    succeed(config, "build")
    before = files(config.parent / "site")
    assert "[event-handler]" in refused(config, "build", "--audit").output
    assert files(config.parent / "site") == before


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


def test_what_the_owner_adds(config, tmp_path):
    """A file and a script that a hook of the site adds are the owner's."""
    change(config, "plugins:\n", "hooks: [hook.py]\nplugins:\n")
    (config.parent / "hook.py").write_text(HOOK)
    succeed(config, "build", "--audit", "--site-dir", tmp_path / "site")
    assert (tmp_path / "site/more.php").exists()
    assert said(config, tmp_path / "site") == []


def test_a_planted_link_is_found(config):
    """`digest audit` reads what is in the folder, whoever wrote it."""
    succeed(config, "build")
    (config.parent / "site/planted").symlink_to("/etc")
    assert "[symlink]" in digest(config, "audit").output
