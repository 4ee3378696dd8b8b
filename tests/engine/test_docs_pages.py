"""Pages of documentation that a stranger wrote: a build refuses what runs or loads from elsewhere, in lines that name the page."""

import re
from pathlib import Path

import pytest
import yaml

from tests.command import digest, files, refused, succeed
from tests.corpus import PROJECT, write_files
from tests.docs_site import write_docs_case as write

CODE = "document.documentElement.dataset.ran=1"
REFUSED = yaml.safe_load(Path(__file__).with_name("docs_pages.yml").read_text())


def found(name, code, line, said):
    place = rf"^docs/p/{name}\.md:{line}:\d+: .* \[{code}\]$"
    return re.search(place, said, re.MULTILINE)


def test_the_audit_names_file_and_line(tmp_path):
    """A check finds nothing in fifty hostile pages; a build is refused, with a line for each page, and publishes nothing."""
    pages = {"words.txt": CODE, "words.json": CODE, "words.css": "p {}"}
    pages |= {f"p/{name}.md": f"# x\n\n{text}\n" for name, (text, *_) in REFUSED.items()}
    extensions = "[attr_list, md_in_html, pymdownx.superfences]"
    config = write(tmp_path / "site", {"pages": pages, "extensions": extensions})
    succeed(config, "check")
    left = dict(REFUSED)
    while left:  # twenty problems of a kind are listed at a time
        said = digest(config, "build").output
        assert "Traceback" not in said
        named = [name for name, (_, code, line) in left.items() if found(name, code, line, said)]
        assert named, (left, said)
        for name in named:
            del left[name]
            (config.parent / f"docs/p/{name}.md").unlink()
    assert not (tmp_path / "site/site").exists()
    succeed(config, "build")


SETTINGS = {
    "copyright": ("copyright: <script>1</script>", "12: a script is written", "inline-script"),
    "style": ("extra_css: [none.css]", "13: there is no file docs/none.css", "missing-file"),
    "script": (
        "extra_javascript: [https://elsewhere.example/x.js]",
        "20: src of <script>",
        "foreign-resource",
    ),
    "social": (
        "extra: {social: [{icon: material/home, link: 'javascript&colon;x()'}]}",
        "47: href of <a> is 'javascript:x()'",
        "active-link",
    ),
    "logo": (
        "extra: {homepage: 'javascript:x()'}",
        "20: href of <a> is 'javascript:x()'",
        "active-link",
    ),
    "menu": (
        "nav: [index.md, {Gone: guide/instal.md}]",
        "24: the menu names 'guide/instal.md'",
        "broken-link",
    ),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_the_audit_names_the_setting_once(name, tmp_path):
    """What a setting puts into every page is shown once, in mkdocs.yml."""
    settings, says, code = SETTINGS[name]
    column, words = says.split(": ", 1)
    said = refused(write(tmp_path / "site", {"settings": settings}), "build").output
    assert [line for line in said.splitlines() if line.endswith(f"[{code}]")] == [
        line
        for line in said.splitlines()
        if line.startswith(f"mkdocs.yml:7:{column}: error: {words}")
    ]
    assert said.count(f"[{code}]") == 1


def test_listed_files(tmp_path):
    """Scripts and style sheets of docs_dir are in pages only through mkdocs.yml: no page brings its own."""
    pages = {"words.js": "1\n", "words.css": "p {}\n"}
    settings = "extra_javascript: [words.js]\nextra_css: [words.css]"
    config = write(tmp_path / "site", {"pages": pages, "settings": settings})
    succeed(config, "build")
    html = (tmp_path / "site/site/guide/install/index.html").read_text()
    assert 'href="../../words.css"' in html
    assert 'src="../../words.js"' in html
    link = '# A\n\n<link rel="stylesheet" href="../../words.css">\n'
    (config.parent / "docs/guide/page.md").write_text(link)
    said = refused(config, "build").output
    assert "docs/guide/page.md:3:1: error: <link> is not an element" in said


OWN = "{% extends 'main.html' %}{% block container %}<main>{{ page.content }}</main>{% endblock %}"


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_a_template_without_the_column(frame, tmp_path):
    """A page in a template of the site needs the frame's column, which keeps it in."""
    text = "---\ntemplate: own.html\n---\n# A\n"
    config = write(tmp_path / "site", {"text": text}, frame)
    own = config.parent / "site_config/theme/own.html"
    own.parent.mkdir(parents=True)
    own.write_text(OWN)
    theme = f"{{name: {frame}, custom_dir: site_config/theme}}"
    config.write_text(config.read_text().replace(f"{{name: {frame}}}", theme))
    said = refused(config, "build").output
    assert "docs/guide/page.md:1:1: error: the template puts the page's text into no column" in said
    assert said.count("[unexpected-markup]") == 1
    column = "article" if frame == "material" else "div"
    name = "md-content__inner" if frame == "material" else "prose"
    whole = f'<div id="content"><div><{column} class="{name}">{{{{ page.content }}}}</{column}></div></div>'
    own.write_text(OWN.replace("{{ page.content }}", whole))
    succeed(config, "build")


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_ways_to_name_a_listed_file(frame, tmp_path):
    """MkDocs takes any address for a script or a style sheet, and so do check and audit."""
    ways = ["{}", "./{}", "{}?v=2", "./{}#x"]
    pages, scripts, styles = {}, [], []
    for at, way in enumerate(ways):
        pages |= {f"js/a{at}.js": "1\n", f"css/a{at}.css": "p {}\n", f"js/b{at}.mjs": "2\n"}
        scripts.append(f'"{way.format(f"js/a{at}.js")}"')
        scripts.append(f'{{path: "{way.format(f"js/b{at}.mjs")}", type: module}}')
        styles.append(f'"{way.format(f"css/a{at}.css")}"')
    settings = f"extra_javascript: [{', '.join(scripts)}]\nextra_css: [{', '.join(styles)}]"
    config = write(tmp_path / "site", {"pages": pages, "settings": settings}, frame)
    succeed(config, "check")
    succeed(config, "build")


@pytest.mark.parametrize(
    "entry",
    ["extra_javascript: [{}]", "extra_javascript: [{{path: {}, type: module}}]", "extra_css: [{}]"],
)
def test_generated_files_cannot_be_listed(entry, tmp_path):
    """Others' words are in them; a check names the file and its line."""
    names = ["feed.json", "sitemap.xml", "llms.txt", "index.html", "site.webmanifest"]
    named = [f"news/{name}" for name in names]
    key, _, item = entry.partition(": ")
    config = write(tmp_path / "site", {})
    before = config.read_text()
    line = r"^mkdocs\.yml:(\d+):\d+: error: '(\S+)' is made by the digest, .* \[public-file\]$"
    for way in ("{}", '"./{}?v=2"'):
        listed = "".join(f"  - {item[1:-1].format(way.format(file))}\n" for file in named)
        config.write_text(f"{before}{key}:\n{listed}")
        said = refused(config, "check").output
        first = before.count("\n") + 2
        places = [(str(number), file) for number, file in enumerate(named, first)]
        assert re.findall(line, said, re.MULTILINE) == places, said
        assert said.count(": error: ") == len(named)


@pytest.mark.parametrize("plugins", ["", ", tags"])
@pytest.mark.parametrize("file", ["News/Feed.JSON", "news/%66eed.json", "NEWS/index.html"])
def test_no_generated_file_under_another_name(file, plugins, tmp_path):
    """A host that ignores case has the feed at `News/Feed.JSON`, whether or not plugins may add files."""
    config = write(tmp_path / "site", {})
    config.write_text(
        config.read_text().replace("{digest: {path: news}}", f"{{digest: {{path: news}}}}{plugins}")
    )
    config.write_text(f"{config.read_text()}extra_javascript: ['{file}']\n")
    said = refused(config, "check").output
    assert f": error: '{file}' is made by the digest" in said
    assert said.count(": error: ") == 1


LINKS = {
    '<link rel="icon" href="../../docs.png">': False,
    '<link rel="apple-touch-icon" href="../../news/card.png">': False,
    '<link rel="manifest" href="../../manifest.json">': False,
    '<link rel="manifest" href="../../news/feed.json">': False,
    '<link rel="icon" href="../../listed.png">': True,
    '<link rel="icon" href="../../assets/own.svg">': True,
    '<link rel="manifest" href="../../assets/own.webmanifest">': True,
    '<link rel="manifest" href="../../news/site.webmanifest">': True,
    '<link rel="apple-touch-icon" href="../../news/touch-icon.png">': True,
}
"""A link to an icon or a manifest → whether the owner of its file may add one."""


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_owners_of_icons_and_manifests(frame, tmp_path):
    """The theme, the digest and mkdocs.yml say what a page's icon and manifest are; documentation and public files do not."""
    config = write(tmp_path / "site", {"theme": f"{{name: {frame}, favicon: listed.png}}"})
    root = config.parent
    picture = (PROJECT / "site_config/public/touch-icon.png").read_bytes()
    write_files(root / "site_config/theme/assets", {"own.svg": "<svg/>", "own.webmanifest": "{}"})
    write_files(root / "docs", {"manifest.json": "{}"})
    for file in (
        "docs/docs.png",
        "docs/listed.png",
        *(f"site_config/public/{one}.png" for one in ("card", "touch-icon")),
    ):
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_bytes(picture)
    succeed(config, "build")
    built = root / "site/guide/install/index.html"
    built.write_text(built.read_text().replace("</head>", "".join(LINKS) + "</head>"))
    said = refused(config, "audit").output
    for link, may in LINKS.items():
        shown = link.split('"')[3]
        assert (f"the page uses '{shown}' as its" not in said) == may, said


ENDS = {
    "address": "[x](http://[::1)",
    "nested": "* " * 2_500,
    "date": "---\ndate: 2026-13-45\n---\nx",
    "loop": "---\na: &a [*a]\n---\nx",
    "tags": "---\ntags: 7\n---\nx",
    "template": "---\ntemplate: ../../secret.html\n---\nx",
}


@pytest.mark.parametrize("name", ENDS)
def test_one_page_ends_in_one_line(name, tmp_path):
    """What MkDocs or the theme cannot read ends the build in one line that names the page; no traceback."""
    config = write(tmp_path / "site", {"text": ENDS[name]})
    result = digest(config, "build")
    assert "Traceback" not in result.output
    assert result.output.count("Error: docs/guide/page.md: ") == result.exit_code


@pytest.mark.slow
def test_too_much_time(tmp_path):
    """A page that takes Python-Markdown minutes ends the build, and is named."""
    config = write(tmp_path / "site", {"text": "[" * 20_000})
    assert "docs/guide/page.md: it takes too much time or memory" in refused(config, "build").output


RIGHT = f"""---
title: "A <b> & \\"more\\" \\x01"
description: "<script>{CODE}</script>"
git_revision_date_localized: "<script>{CODE}</script>"
tags: [One]
---

# Heading
"""


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_texts_are_escaped(frame, tmp_path):
    """Texts of front matter are escaped in the page and in the menu, and cannot be a slot of the frame."""
    config = write(tmp_path / "site", {"text": RIGHT}, frame)
    succeed(config, "build")
    for path, content in files(tmp_path / "site/site").items():
        if path.endswith(".html"):
            assert "<b> &" not in content.decode()
            assert f"<script>{CODE}" not in content.decode()
            assert content.count(b"<main") <= 1


def test_includes_stay_below_docs(tmp_path):
    """`pymdownx.snippets` reads nothing outside docs_dir, whatever its options are."""
    extensions = "[{pymdownx.snippets: {base_path: [/], restrict_base_path: false}}]"
    text = '--8<-- "mkdocs.yml"\n\n--8<-- "../mkdocs.yml"\n\n--8<-- "guide/install.md"\n'
    config = write(tmp_path / "site", {"text": text, "extensions": extensions})
    succeed(config, "build")
    html = (tmp_path / "site/site/guide/page/index.html").read_text()
    assert "docs_dir" not in html
    assert "zymurgy program" in html
