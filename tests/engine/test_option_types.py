"""Each setting of MkDocs with each wrong type: a check reports its line where a build would end, and nowhere else."""

import subprocess
import sys

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.diagnostics.diagnostics import Report
from generator.engine.configuration import configure
from generator.engine.options import check_options
from generator.read.engine_config import read_engine_settings
from tests.examples import one_of
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
    ("nav", "{{Home: {}}}"),
    ("nav", "[{{Home: index.md, News: {}}}]"),
    ("plugins", "{{digest: {}}}"),
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
    """Whether MkDocs can take the file in a build.

    It looks at the items of two lists only when it renders pages, and ends in a traceback.
    """
    try:
        made = configure(config)
        assert all(isinstance(item, str) for item in (*made.extra_css, *made.extra_templates))
    except (Exception, MkDocsException):  # noqa: BLE001 (whatever it is, it ends a build)
        return False
    return True


@pytest.mark.parametrize(
    "key, form", one_of(4, CASES), ids=[f"{key} {form}" for key, form in CASES]
)
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


MISSPELT = {
    "sitename: Small": "1:1 MkDocs has no setting 'sitename', so it does nothing; did you mean 'site_name'?",
    "them: material": "1:1 MkDocs has no setting 'them', so it does nothing; did you mean 'theme'?",
    "colour: red": "1:1 MkDocs has no setting 'colour', so it does nothing; delete it, or write it below `extra`",
    "theme: {name: material, features: [navigation.tab]}": "1:36 Material has no feature 'navigation.tab'; did you mean 'navigation.tabs'?",
    "theme: {name: material, features: [navigation.top, content.code.copy, toc.follow]}": "",
    "theme: {name: material, features: [own.feature]}": "",
    "theme: {name: material, pallete: {}}": "1:25 Material's theme has no key 'pallete'; did you mean 'palette'?",
    "theme: {name: material, palette: {primary: blu}}": "1:44 Material has no 'blu' for `primary`; did you mean 'blue'?",
    "theme: {name: material, palette: {scheme: dark}}": "1:43 Material has no 'dark' for `scheme`; write one of default, slate",
    "theme: {name: material, palette: {scheme: slate, primary: deep purple}}": "",
    "markdown_extensions: [pymdownx.superfence]": "1:23 no package that is installed has 'pymdownx.superfence' of `markdown_extensions`; did you mean 'pymdownx.superfences'?",
    "theme: {name: [material]}": "1:15 'theme.name' must be text, but is a list; write `name: material`",
    "plugins: [digest, serach]": "1:19 no package that is installed has 'serach' of `plugins`; did you mean 'search'?",
    "plugins: [digest, own]": "1:19 no package that is installed has 'own' of `plugins`; install its package, or delete the line",
    "markdown_extensions: [admonitoin]": "1:23 no package that is installed has 'admonitoin' of `markdown_extensions`; did you mean 'admonition'?",
    "nav: {Home: index.md}": "1:13 'nav' must be a list, in which each entry is a page, or one title with its page; begin each entry with a dash: - <title>: <page>.md",
    "plugins: {digest: yes}": "1:19 'plugins.digest' must be a set of keys, but is true or false (yes); write digest: {}",
    "plugins: [digest, {search: yes}]": "1:28 'plugins.search' must be a set of keys, but is true or false (yes); write search: {<key>: <value>}, or delete the line",
    "theme: {name: material, icon: {repo: fontawesome/brands/gitub}}": "1:38 neither Material nor the site has an icon 'fontawesome/brands/gitub'; did you mean 'fontawesome/brands/github'?",
    "theme: {name: material, icon: {logo: pencil}}": "1:38 neither Material nor the site has an icon 'pencil'; write the name of one, as in material/<name>, or delete the line",
    "theme: {name: material, icon: {admonition: {note: material/pencl}}}": "1:51 neither Material nor the site has an icon 'material/pencl'; did you mean 'material/pencil'?",
    "theme: {name: material, icon: {repo: material/../material/pencil}}": "1:38 neither Material nor the site has an icon 'material/../material/pencil'; write the name of one, as in material/<name>, or delete the line",
    "theme: {name: material, icon: {repo: ../../own}}": "1:38 neither Material nor the site has an icon '../../own'; write the name of one, as in material/<name>, or delete the line",
    "theme: {name: material, icon: {repo: fontawesome/brands/git-alt}, palette: [{toggle: {icon: material/brightness-7, name: x}}]}": "",
    "theme: {name: material, palette: {toggle: {icon: material/brightnes-7, name: x}}}": "1:50 neither Material nor the site has an icon 'material/brightnes-7'; did you mean 'material/brightness-7'?",
    "extra_css: css/own.css": "1:12 'extra_css' must be a list, but is text (css/own.css); write extra_css: [css/own.css]",
    "markdown_extensions: admonition": "1:22 'markdown_extensions' must be a list, or a set of keys, but is text (admonition); write markdown_extensions: [admonition]",
    "extra_css: 'a: b'": "1:12 'extra_css' must be a list, but is text (a: b); write extra_css: [<item>], or delete the line",
    "tagline: News": "1:1 MkDocs has no setting 'tagline', so it does nothing; it is a setting of the digest: write tagline in site_config/site.yml",
    "baseURL: https://a.example.org": "1:1 MkDocs has no setting 'baseURL', so it does nothing; it is a setting of the digest: write url in site_config/site.yml",
    "paginate: 5": "1:1 MkDocs has no setting 'paginate', so it does nothing; delete it: long_listing in site_config/site.yml says how many articles a list shows in full",
    "theme: {name: material, features: navigation.tabs}": "1:35 'theme.features' is text, in which Material finds features only by chance; write features: [navigation.tabs]",
    "theme: {name: material, features: 'navigation.tabs, toc.follow'}": "1:35 'theme.features' is text, in which Material finds features only by chance; write features: [navigation.tabs, toc.follow]",
    "theme: {name: material, font: {text: Roboto}}": "1:31 'theme.font' does nothing: pages load no font from another host; write font: false; to have a font of your own, put it and an @font-face rule into the theme's folder",
    "theme: {name: material, font: Roboto}": "1:31 'theme.font' does nothing: pages load no font from another host; write font: false; to have a font of your own, put it and an @font-face rule into the theme's folder",
    "theme: {name: material, font: false}": "",
    "theme: {name: material, language: english}": "1:35 Material has no language 'english'; did you mean 'en'?",
    "theme: {name: material, language: pt-BR}": "",
    "extra: {social: [{icon: fontawesome/brands/mastdon, link: x}]}": "1:25 neither Material nor the site has an icon 'fontawesome/brands/mastdon'; did you mean 'fontawesome/brands/mastodon'?",
    "repo_url: code.example.org/rail": "1:11 MkDocs refuses 'repo_url': The URL isn't valid, it should include the http:// (scheme); write https://code.example.org/rail",
    "extra: {analytics: {provider: google, property: G-XXXX}}": "1:20 'extra.analytics' puts a script into each page, which the policy forbids; delete it: readers are not counted",
    "extra: {analytics: {feedback: {title: Helpful}}, social: []}": "",
    "extra: {consent: {title: Consent}}": "1:18 'extra.consent' puts a script into each page, which the policy forbids; delete it: readers are not counted",
    "plugins: [digest, tags]\ndocs_dir: site_config/public": "1:19 the plugin 'tags' finds no pages, because docs_dir is not a folder of documentation; delete the line: the digest's articles are in content/articles; or name a folder of documentation as docs_dir",
    "plugins: [digets]": "1:10 the digest is not among the plugins, so MkDocs would build nothing; 'digets' is written digest",
}  # fmt: skip


def test_colours_of_the_sites_own_styles(tmp_path):
    """A style sheet in the theme's folder may have any colour, also without custom_dir."""
    config = minimal_site(tmp_path / "digest")
    config.write_text("site_name: Small\nplugins: [digest]\ntheme: {name: material, palette: {primary: rail}}\n")  # fmt: skip
    for expected in ([3], []):
        report = Report()
        check_options(config, read_engine_settings(config, report), report)
        assert [problem.place.line for problem in report] == expected
        style = config.parent / "site_config/theme/custom.css"
        style.parent.mkdir(exist_ok=True)
        style.write_text("")


@pytest.mark.parametrize("line", MISSPELT)
def test_misspelt_names(line, tmp_path):
    """Names of settings, features, plugins and extensions: the place, and what is nearest."""
    config = minimal_site(tmp_path / "digest")
    others = {**BASE, "plugins": "[digest]"}
    others.pop(line.partition(":")[0], None)
    config.write_text(f"{line}\n" + "".join(f"{name}: {value}\n" for name, value in others.items()))
    report = Report()
    settings = read_engine_settings(config, report)
    if settings is not None:
        check_options(config, settings, report)
    said = [
        f"{problem.place.line}:{problem.place.column} {problem.message}; {problem.help}"
        for problem in report
    ]
    assert "\n".join(said) == MISSPELT[line]


WARM = """
import sys
from click.testing import CliRunner
from generator.cli.main import main
result = CliRunner().invoke(main, ["-f", sys.argv[1], "check"])
assert result.exit_code == int(sys.argv[2]), result.output
print("mkdocs.config" in sys.modules)
"""


@pytest.mark.parametrize("name, code", [("Small", 0), ("2026-12-31", 1)])
def test_a_warm_check_imports_no_mkdocs(name, code, tmp_path):
    """MkDocs is asked once for each content of mkdocs.yml, also while articles change."""
    config = minimal_site(tmp_path / "digest")
    write(config, "site_name", name)
    article = next((config.parent / "content/articles").rglob("*.md"))
    imported = []
    for change in ("", "\nOne more sentence.\n"):
        article.write_text(article.read_text() + change)
        done = subprocess.run(
            [sys.executable, "-c", WARM, config, str(code)],
            capture_output=True,
            text=True,
            check=False,
        )
        imported.append((done.stdout + done.stderr).strip())
    assert imported == ["True", "False"]


@pytest.mark.parametrize(
    "written, said",
    [
        ("docs_dir: documets", "there is no folder 'documets'"),
        ("docs_dir: notes.md", "'notes.md' is a file"),
        ("docs_dir: content", "holds what editors write"),
        ("docs_dir: content/pages", "holds what editors write"),
        ("docs_dir: site_config/taxonomies", "holds registries"),
        ("docs_dir: site_config/theme", "overlaps the theme's files"),
        ("docs_dir: site", "is where a build writes"),
        ("docs_dir: site/docs", "is where a build writes"),
        ("theme: {name: digest, custom_dir: documents/theme}\ndocs_dir: documents", "overlaps"),
        ("theme: {name: digest, custom_dir: overides}", "there is no folder 'overides'"),
    ],
)
def test_folders_of_documentation(written, said, tmp_path):
    """Each folder that cannot be used is named once; a near one is suggested if a check accepts it."""
    config = minimal_site(tmp_path / "digest")
    for folder in ("documents/theme", "overrides", "site/docs"):
        (config.parent / folder).mkdir(parents=True)
    (config.parent / "notes.md").write_text("# Notes\n")
    config.write_text(f"site_name: Small\nplugins: [digest]\n{written}\n")
    problems = checked(config)
    assert len(problems) == 1, problems
    assert said in problems[0].message
    assert problems[0].place.line > 2
    if "documets" in said or "overides" in said:
        near = problems[0].help.split("'")[1]
        config.write_text(config.read_text().replace(said.split("'")[1], near))
        assert checked(config) == []
