"""The theme comes with the package; a site adds only differences."""

import json
import re
import shutil

import pytest

from generator.read.theme_names import linked_files
from tests.command import digest, refused, succeed
from tests.corpus import MINIMAL, write_overrides
from tests.headers import read_rules, sent
from tests.markup import parse
from tests.server import QuietHandler, running


@pytest.fixture
def site(tmp_path):
    """A small digest whose mkdocs.yml names only the plugin."""
    root = shutil.copytree(MINIMAL, tmp_path / "site")
    (root / "mkdocs.yml").write_text("plugins: [digest]\n")
    return root


def without_hash(text):
    """A page with the file names of scripts and styles in the theme."""
    return re.sub(r"\.[0-9a-f]{10}", "", text)


def built(root):
    """The front page."""
    succeed(root, "build", "--audit")
    return (root / "site/index.html").read_text()


def test_bare_settings(site):
    """Without theme settings the site has its styles and scripts and loads nothing from other hosts."""
    page = built(site)
    assert "fonts.googleapis.com" not in page
    assert 'href="assets/digest.css"' in without_hash(page)
    assert 'src="assets/search/open.js" defer' in without_hash(page)
    assert len(list((site / "site/assets").glob("search.*/engine.js"))) == 1


@pytest.mark.slow
def test_names_change_with_content(site):
    """File names of scripts and styles change with their content, so caches may keep them."""
    before = linked_files(built(site))
    own = site / "site_config/theme/assets/digest.css"
    own.parent.mkdir(parents=True)
    own.write_text("p { margin: 0 }\n")
    after = linked_files(built(site))
    assert not set(before) & set(after)
    for file in after:
        assert (site / "site" / file).is_file()
    rules = read_rules((site / "site/_headers").read_text())
    assert all("immutable" in dict(sent(rules, f"/{file}"))["Cache-Control"] for file in after)


def test_own_style_and_template(site):
    """A site's own style comes last, and its templates replace the theme's."""
    write_overrides(site, '<meta name="example" content="own">', "body { margin: 1px }\n")
    page = built(site)
    page = without_hash(page)
    assert page.index("assets/digest.css") < page.index("custom.css")
    assert '<meta name="example" content="own">' in page
    assert (site / "site/custom.css").read_text() == "body { margin: 1px }\n"


def test_comments_of_styles(site):
    """Our styles are published without their comments, and a site's own as it is."""
    own = "/* Wider. */\nbody { margin: 1px }\n"
    write_overrides(site, style=own)
    built(site)
    ours = [*(site / "site/assets").glob("*.css")]
    assert ours
    assert [style.name for style in ours if "/*" in style.read_text()] == []
    assert (site / "site/custom.css").read_text() == own


def test_a_template_without_a_slot(site):
    """A site's template without a required slot is a one-line error."""
    main = write_overrides(site) / "main.html"
    main.write_text(
        "{% if page %}{{ page.meta.title }}{{ page.meta.description }}{{ page.content }}{% endif %}"
    )
    said = "the frame has no place for: head; keep that part in the site's own templates: site_config/theme/main.html"
    assert refused(site, "build").output.count(said) == 1


@pytest.mark.parametrize(
    "text, message",
    [
        ('{% include "partials/none.html" %}', "there is no template 'partials/none.html'"),
        ("{% if page %}", "Unexpected end of template"),
        ("{{ page.nothing.at_all }}", "has no attribute 'nothing'"),
    ],
)
def test_broken_template(site, text, message):
    """A site's template that cannot be rendered is a one-line error, and nothing is written."""
    (write_overrides(site) / "main.html").write_text(text)
    result = refused(site, "build")
    assert re.search(
        rf"^Error: site_config/theme/main\.html:1: .*{re.escape(message)}",
        result.output,
        re.MULTILINE,
    )
    assert not (site / "site").exists()


def test_settings_of_its_own(site):
    """The lean frame's language is that of site.yml; a theme that does not work is refused with those that do."""
    (site / "mkdocs.yml").write_text("theme: {name: digest, language: de}\nplugins: [digest]\n")
    assert '<html lang="en"' in built(site)
    for name in ("mkdocs", "readthedocs"):
        (site / "mkdocs.yml").write_text(f"theme: {name}\nplugins: [digest]\n")
        result = digest(site, "build")
        assert (
            f"mkdocs.yml:1:1: error: '{name}' is not a theme that the digest works in"
            in result.output
        )
        assert "write `name: material` or, for the lean frame, `name: digest`" in result.output


@pytest.mark.parametrize("frame", ["digest", "material"])
def test_words_beside_threads(site, frame):
    """A process with threads may not fork; the frame that another one renders has the site's own words, too."""
    settings = site / "site_config/site.yml"
    settings.write_text(re.sub("(?m)^language: .*\n", "", settings.read_text()) + "language: de\n")
    (site / "mkdocs.yml").write_text(f"plugins: [digest]\ntheme: {{name: {frame}}}\n")
    folder = site / "site_config/locale"
    folder.mkdir()
    (folder / "de.po").write_text('msgid "Copied"\nmsgstr "Ist kopiert"\n')
    with running(QuietHandler):
        page = parse(built(site))
    said = next(one for one in page.all("meta") if one.attributes.get("name") == "digest-words")
    words = json.loads(said.attributes["content"])
    assert words["{count} article"] == "{count} Artikel"
    assert words["Copied"] == "Ist kopiert"
