"""Pages of documentation beside the digest: the same site from both commands, links, and templates that do not fit."""

import shutil
from importlib.metadata import version

import pytest

from generator.engine.frames import misfit
from tests.command import files, refused, run, succeed
from tests.corpus import change, write_files
from tests.docs_site import write_docs_site

FRAMES = ["digest", "material"]
NAV = "nav: [index.md, {Bodies: news/agencies/}, {Guide: [guide/install.md, guide/brewing.md]}]\n"


@pytest.mark.slow
@pytest.mark.parametrize("frame", FRAMES)
def test_both_commands(frame, tmp_path):
    """`mkdocs build --strict` and `digest build` write the same files, with links both ways."""
    pages = {
        "guide/links.md": "# Links\n\n[Bodies](../news/agencies/index.md), [one body](/news/agencies/aq-moe/).\n"
    }
    config = write_docs_site(tmp_path / "site", frame, "news", pages, NAV)
    succeed(config, "build", "--audit")
    ours = files(tmp_path / "site/site")
    shutil.rmtree(tmp_path / "site/site")
    done = run("mkdocs", "build", "-f", config, "--strict")
    assert done.returncode == 0, done.stderr
    theirs = files(tmp_path / "site/site")
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert b"guide/install/" in ours["sitemap-docs.xml"]
    assert b'href="../../news/agencies/"' in ours["guide/links/index.html"]


NO_PLACE = "mkdocs.yml: Error building page 'news/index.md': the frame has no place for: title, "
ICONS = (("a", "home"), ("m", "hom"), ("z", "home"))
DEEP = "{{ " + 2000 * "(" + "1" + 2000 * ")" + " }}"


@pytest.mark.parametrize(
    "template, text, says",
    [
        ("main.html", "<html><head></head>{{ page.content }}</html>", NO_PLACE),
        ("base.html", "<html><head></head>{{ page.content }}</html>", NO_PLACE),
        ("digest.html", "<html><head></head></html>", NO_PLACE),
        ("main.html", DEEP, "{theme}main.html: it is nested too deeply"),
        ("main.html", '{% include "main.html" %}', "{theme}main.html:1: it is nested too deeply, "),
        (
            "main.html",
            '{% include "partials/heder.html" %}',
            "{theme}main.html:1: there is no template 'partials/heder.html'; did you mean 'partials/header.html'?",
        ),
    ],
)
def test_templates_that_do_not_fit(template, text, says, tmp_path):
    """A site's own template that does not fit is named in one line, and nothing is written."""
    config = write_docs_site(tmp_path / "site", "material", "news")
    write_files(tmp_path / "site/site_config/theme", {template: text})
    said = refused(config, "build").output
    assert "Traceback" not in said
    (line,) = [line for line in said.splitlines() if line.startswith("Error: ")]
    assert line.startswith("Error: " + says.replace("{theme}", "site_config/theme/"))
    assert f"site_config/theme/{template}" in line
    assert str(tmp_path) not in said
    assert not (tmp_path / "site/site").exists()


def test_a_theme_without_a_header(tmp_path):
    """A header of the site's own has no link to the search; the site is built, and so is its 404.html."""
    config = write_docs_site(tmp_path / "site", "material", "news")
    own = {
        "partials/header.html": "<header>Mine</header>",
        "404.html": "<html><head></head></html>",
    }
    write_files(tmp_path / "site/site_config/theme", own)
    succeed(config, "build", "--audit")
    page = (tmp_path / "site/site/news/index.html").read_text()
    assert "<header>Mine</header>" in page
    assert "aria-keyshortcuts" not in page  # the link's own


def test_a_missing_icon(tmp_path):
    """Menus show the icons of all pages, so an icon that is not there ends the build in one line."""
    pages = {
        f"guide/{name}.md": f"---\nicon: material/{icon}\n---\n# {name}\n" for name, icon in ICONS
    }
    config = write_docs_site(tmp_path / "site", "material", "news", pages)
    said = refused(config, "build").output
    assert "Error: mkdocs.yml: Material has no icon 'material/hom'" in said


def test_a_version_of_material_that_does_not_fit(tmp_path):
    """Without templates of the site, the message names the version of Material."""
    write_files(tmp_path, {"site_config/theme/pages/front.html": "<p>Not of the frame</p>"})
    said = str(misfit(ValueError("no place"), tmp_path, "site_config/theme", "material"))
    assert (
        said
        == f"no place; install another version of mkdocs-material than {version('mkdocs-material')}"
    )


@pytest.mark.slow
@pytest.mark.parametrize("frame", FRAMES)
def test_edit_links(frame, tmp_path):
    """With a repository, a docs page links to its source; a page of the digest has only the digest's own links."""
    settings = "repo_url: https://git.example.org/us/site\nedit_uri: edit/main/docs/\n"
    config = write_docs_site(tmp_path / "site", frame, "news", settings=settings)
    if frame == "material":
        change(config, "{name: material}", "{name: material, features: [content.action.edit]}")
    succeed(config, "build", "--audit")
    site = tmp_path / "site/site"
    source = "https://git.example.org/us/site/edit/main/docs/"
    assert f'href="{source}guide/install.md"' in (site / "guide/install/index.html").read_text()
    pages = [file.read_text() for file in (site / "news").rglob("*.html")]
    assert len(pages) > 10
    assert [text for text in pages if "/edit/main/" in text] == []
