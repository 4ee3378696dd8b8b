"""Other plugins work on the documentation, beside the digest, or are refused in one line."""

import os
import re
import shutil
from itertools import product

import pytest

from tests import markup
from tests.command import digest, execute, files, git, run, succeed
from tests.corpus import PROJECT
from tests.examples import one_of
from tests.hostile.cases import minimal_site

PROGRAMS = PROJECT / ".cache/plugins/bin"
FRAMES = ["material", "digest"]
MARKS = re.compile(r"\x01|\bdigest-(?:title|description|head|content|policy)\b|\bshell/")
"""What only the digest and the pages behind its frame have."""
SHOWN_HTML = re.compile(r"</?[a-z][a-z0-9-]*(?:\s[^<>]*)?>|&[a-z]+;")
"""HTML that readers see as text, because it was escaped once too often."""
TEXTS = (".html", ".xml", ".json", ".txt", ".js", ".css")

PAGES = {
    "guide/index.md": "# Guide\n\nWords.\n",
    "guide/install.md": "---\ntags: [Wrench]\n---\n# Install\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n",
    "guide/use.md": "---\ndescription: How to use it\n---\n# Use\n\nWords.\n",
}
POST = "---\ndate: 2024-01-02\ncategories: [Tools]\n---\n# First post\n\nHello.\n\n<!-- more -->\n\nTangerines.\n"


def site(root, frame, path, plugins, pages=PAGES, more=""):
    """Write a small digest beside pages of documentation; `plugins` are lines of YAML."""
    config = minimal_site(root)
    home = {"index.md": "# Home\n\nWords.\n"} if path else {}
    for name, text in {**home, **pages}.items():
        page = root / "docs" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text)
    options = [f"path: {path}"] if path else []
    own = f"{{digest: {{{', '.join(options)}}}}}"
    listed = "".join(f"  - {plugin}\n" for plugin in (*plugins, own))
    config.write_text(
        f"site_name: Small\nsite_url: https://digest.example.org/\ntheme: {{name: {frame}}}\n"
        f"docs_dir: docs\nplugins:\n{listed}{more}"
    )
    return config


def built(config):
    """Build and audit a site in this process; returns its folder and what the command said."""
    result = succeed(config, "build", "--audit")
    return config.parent / "site", result.output


def marks(folder):
    """The files with a mark or a placeholder of the digest."""
    return [
        path
        for path, content in files(folder).items()
        if path.endswith(TEXTS) and MARKS.search(content.decode())
    ]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["", "news"])
@pytest.mark.parametrize("frame", FRAMES)
def test_search_is_ours(frame, path, tmp_path):
    """The search of MkDocs or of Material is off, which one line says; nothing of it is published."""
    config = site(tmp_path / "digest", frame, path, ["search: {lang: en}"])
    folder, said = built(config)
    assert "no problems" in digest(config, "check").output
    published = "\n".join(files(folder))
    assert not re.search(r"lunr|search_index|search/(?:main|worker)", published)
    assert 'data-md-component="search"' not in (folder / "guide/use/index.html").read_text()
    assert not marks(folder)
    for path in files(folder):
        if path.endswith(".html"):
            seen = markup.parse((folder / path).read_text()).first("body").text
            assert not SHOWN_HTML.search(seen), path
    strict = run("mkdocs", "build", "--strict", "-f", config, "--site-dir", tmp_path / "strict")
    assert strict.returncode == 0, strict.stderr
    assert strict.stderr.count("the plugin 'search' is off") == 1
    assert files(tmp_path / "strict").keys() == files(folder).keys()
    assert said.count("\n") <= 2


@pytest.mark.slow
@pytest.mark.parametrize("path", ["", "news"])
def test_blog_and_tags(path, tmp_path):
    """Posts and lists of tags are pages of documentation; nothing of the digest is in them."""
    pages = {
        **PAGES,
        "blog/index.md": "# Blog\n",
        "blog/posts/first.md": POST,
        "tags.md": "# Tags\n\n<!-- material/tags -->\n",
    }
    config = site(tmp_path / "digest", "material", path, ["blog", "tags"], pages)
    folder, _ = built(config)
    assert "Tangerines" in (folder / "blog/2024/01/02/first-post/index.html").read_text()
    tags = markup.parse((folder / "tags/index.html").read_text())
    assert "Wrench" in [link.text for link in tags.all("span", css="md-tag")]
    assert "Wrench" in (folder / "tags.json").read_text()
    assert not marks(folder)
    for path in files(folder):
        if path.endswith(".html"):
            seen = markup.parse((folder / path).read_text()).first("body").text
            assert not SHOWN_HTML.search(seen), path
    strict = run("mkdocs", "build", "--strict", "-f", config, "--site-dir", tmp_path / "strict")
    assert strict.returncode == 0, strict.stderr
    assert files(tmp_path / "strict").keys() == files(folder).keys()


def test_plugin_of_both_frames_in_another_theme(tmp_path):
    """Not the plugin is the mistake, but the theme."""
    config = site(tmp_path / "digest", "readthedocs", "", ["search"])
    said = digest(config, "check").output
    assert "'readthedocs' is not a theme that the digest works in" in said
    assert "'search'" not in said


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The folder of a published site, which tests copy."""
    config = site(tmp_path_factory.mktemp("published") / "digest", "digest", "news", [])
    built(config)
    return config.parent


EVENTS = ["on_config", "on_page_markdown", "on_post_build"]


@pytest.mark.parametrize("name, event", one_of(4, product(["raising", "hook.py"], EVENTS)))
def test_a_failure_has_one_line(event, name, published, tmp_path):
    """A plugin or a hook that fails is named in one line, without a traceback; the site stays."""
    code = f"def {event}(*_, **__):\n    raise KeyError('lost\\nand found')\n"
    plugin = f"type('Raising', (mkdocs.plugins.BasePlugin,), {{'{event}': {event}}})"
    (tmp_path / f"raising_{event}.py").write_text(
        f"import mkdocs.plugins\n{code}\nRaising = {plugin}\n"
    )
    entries = tmp_path / "raising-1.dist-info/entry_points.txt"
    entries.parent.mkdir()
    entries.write_text(f"[mkdocs.plugins]\nraising = raising_{event}:Raising\n")
    path = f"{PROJECT}{os.pathsep}{tmp_path}"  # MkDocs looks for plugins when it is imported
    config = shutil.copytree(published, tmp_path / "digest") / "mkdocs.yml"
    (config.parent / "hook.py").write_text(code)
    folder = config.parent / "site"
    before = files(folder)
    text = config.read_text().replace("hook.py", name)
    if name == "hook.py":
        config.write_text(f"{text}hooks: [hook.py]\n")
    else:
        config.write_text(text.replace("plugins:\n", "plugins:\n  - raising\n"))
    ours = run("generator", "-f", config, "build", PYTHONPATH=path)
    assert files(folder) == before
    theirs = run("mkdocs", "build", "-f", config, PYTHONPATH=path)
    for done in (ours, theirs):
        said = done.stdout + done.stderr
        assert done.returncode == 1
        assert "Traceback" not in said
        assert said.count(f"'{name}' in mkdocs.yml failed: KeyError") == 1


def test_a_strict_build_may_run_code(tmp_path):
    """A strict build runs code that the site accepts."""
    more = "hooks: [hook.py]\nmarkdown_extensions: [markdown.extensions.tables]\n"
    config = site(tmp_path / "digest", "material", "", [], more=more)
    (config.parent / "hook.py").write_text("")
    succeed(config, "check")
    strict = run("mkdocs", "build", "--strict", "-f", config)
    assert strict.returncode == 0, strict.stderr


def test_hooks_see_every_page(tmp_path):
    """A hook is the site's own code, so it may change the digest's pages, too."""
    config = site(tmp_path / "digest", "digest", "", [], more="hooks: [hook.py]\n")
    hook = "def on_post_page(output, **_):\n    return output.replace('</body>', '<p>Ours</p></body>')\n"
    (config.parent / "hook.py").write_text(hook)
    succeed(config, "build")
    assert "<p>Ours</p>" in (config.parent / "site/agencies/index.html").read_text()


def test_levels_and_lists_of_pages(tmp_path):
    """`validation`, `exclude_docs`, `draft_docs` and `not_in_nav` work on pages of documentation."""
    pages = {
        "one.md": "# One\n\n[Two](two.md)\n",
        "two.md": "# Two\n",
        "draft.md": "# Draft\n",
        "left-out.md": "# Left out\n",
    }
    more = (
        "nav: [{Bodies: agencies/}, one.md]\nnot_in_nav: two.md\ndraft_docs: draft.md\n"
        "exclude_docs: left-out.md\nvalidation: {links: {anchors: warn}, nav: {omitted_files: warn}}\n"
    )
    config = site(tmp_path / "digest", "material", "", [], pages, more)
    strict = run("mkdocs", "build", "--strict", "-f", config)
    assert strict.returncode == 0, strict.stderr
    published = files(config.parent / "site").keys()
    assert {"one/index.html", "two/index.html"} <= published
    assert not {"draft/index.html", "left-out/index.html"} & published
    (config.parent / "docs/one.md").write_text("# One\n\n[Two](two.md#nowhere)\n")
    broken = run("mkdocs", "build", "--strict", "-f", config)
    assert broken.returncode == 1
    assert "nowhere" in broken.stderr


GROUPS = {
    "most": (
        "search",
        "tags",
        "rss: {match_path: 'guide/.*', use_git: false}",
        "awesome-nav",
        "section-index",
        "git-revision-date-localized: {type: iso_date}",
        "macros",
        "redirects: {redirect_maps: {old.md: guide/use.md, old/page.md: 'guide/use.md#use'}}",
        "minify: {minify_html: true}",
    ),
    "others": ("search", "blog", "literate-nav"),
}
"""Plugins that are tried together. Two write the menu, and `blog` and `section-index` exclude each other."""
DATED = "---\ndate: 2024-01-02\ndescription: How to use it\n---\n"
MADE_OF = "# Use\n\nSum: {{ 1 + 1 }}. Day: {{ git_revision_date_localized }}.\n"


def command(name, config, *arguments):
    """Run a command of the environment with all plugins."""
    assert (PROGRAMS / name).is_file(), "to install it: make .cache/plugins/plugins.stamp"
    values = {"PYTHONPATH": str(PROJECT), "DISABLE_MKDOCS_2_WARNING": "true"}
    return execute(PROGRAMS / name, *arguments, cwd=config.parent, **values)


@pytest.fixture(
    scope="module", params=[(f, p, g) for f in FRAMES for p in ("", "news") for g in GROUPS]
)
def tried(request, tmp_path_factory):
    """A site with many plugins: frame, path, group, its mkdocs.yml."""
    frame, path, group = request.param
    prefix, more = f"{path}/" if path else "", ""
    plugins = [
        name
        for name in GROUPS[group]
        if frame == "material" or not name.startswith(("tags", "blog", "section-index"))
    ]
    pages = {
        **PAGES,
        "notes.md": "# Notes\n",
        "guide/use.md": DATED + MADE_OF,
        ".nav.yml": f"nav: [guide, {{Bodies: {prefix}agencies/index.md}}, '*']\n",
    }
    if group == "others":
        pages["SUMMARY.md"] = f"* [Guide](guide/)\n* [Bodies]({prefix}agencies/index.md)\n"
        pages["SUMMARY.md"] += "* [Blog](blog/index.md)\n" if "blog" in plugins else ""
        del pages[".nav.yml"]
        more = "exclude_docs: SUMMARY.md\n"
    if "blog" in plugins:
        pages |= {"blog/index.md": "# Blog\n", "blog/posts/first.md": POST}
    root = tmp_path_factory.mktemp("tried") / "digest"
    config = site(root, frame, path, plugins, pages, more)
    git(config.parent, "init", "-q")
    git(config.parent, "add", "-A")
    git(config.parent, "commit", "-qm", "All", "--date", "2024-02-03")
    return frame, path, group, config


@pytest.mark.slow
def test_plugins_of_others(tried):
    """Each works on the documentation, in both frames, at the root and below a path, and in each command."""
    frame, _, group, config = tried
    checked = command("digest", config, "check")
    assert "no problems" in checked.stdout, checked.stdout
    built = command("digest", config, "build", "--audit")
    assert built.returncode == 0, built.stdout + built.stderr
    assert command("digest", config, "audit").returncode == 0
    folder = config.parent / "site"
    assert not marks(folder)
    for path in files(folder):
        if path.endswith(".html"):
            seen = markup.parse((folder / path).read_text()).first("body").text
            assert not SHOWN_HTML.search(seen), path
    strict = command("mkdocs", config, "build", "--strict", "--site-dir", config.parent / "strict")
    assert strict.returncode == 0, strict.stderr
    theirs = files(config.parent / "strict")
    differing = {
        path for path, content in files(folder).items() if theirs.pop(path, None) != content
    }
    assert not theirs
    assert {
        path for path in differing if not path.startswith("feed_")
    } == set()  # feeds have its time
    menus = markup.parse((folder / "guide/use/index.html").read_text())
    assert "Bodies" in [link.text for link in menus.all("a")]
    if group == "others" and frame == "material":
        assert (folder / "blog/2024/01/02/first-post/index.html").is_file()
    elif group == "most":
        _look_at_documentation(folder, frame)


def _look_at_documentation(folder, frame):
    """Look for what each plugin does."""
    page = (folder / "guide/use/index.html").read_text()
    assert "Sum: 2. Day: <" in page
    assert "\n\n" not in page
    assert 'content="0; url=../guide/use/"' in (folder / "old/index.html").read_text()
    feed = (folder / "feed_rss_created.xml").read_text()
    assert "guide/use/" in feed
    assert "agencies" not in feed
    if frame == "material":
        assert "Wrench" in (folder / "tags.json").read_text()
