"""A site with the settings of Material's own documentation keeps every page when the digest is added."""

import re
import shutil

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from tests.command import files, run, succeed
from tests.corpus import PROJECT
from tests.hostile.cases import minimal_site

SECTIONS = {
    "Getting started": ["installation", "first-site", "publishing", "customization", "conventions"],
    "Setup": [
        "colours",
        "language",
        "logo",
        "navigation",
        "tags",
        "header",
        "footer",
        "repository",
    ],
    "Reference": ["admonitions", "annotations", "buttons", "code", "tabs", "tables", "diagrams"],
    "Formats": ["footnotes", "formatting", "grids", "icons", "images", "lists", "math", "tooltips"],
}
SETTINGS = """\
site_name: Small tools
site_url: https://digest.example.org/tools/
site_author: A. Writer
site_description: >-
  How to write with small tools
repo_name: small/tools
repo_url: https://code.example/small/tools
edit_uri: edit/main/docs/
copyright: Copyright &copy; 2016 - 2024 A. Writer
docs_dir: docs
theme:
  name: material
  custom_dir: material/overrides
  features:
    - announce.dismiss
    - content.action.edit
    - content.action.view
    - content.code.annotate
    - content.code.copy
    - content.tooltips
    - navigation.footer
    - navigation.indexes
    - navigation.sections
    - navigation.tabs
    - navigation.top
    - navigation.tracking
    - search.highlight
    - search.share
    - search.suggest
    - toc.follow
  palette:
    - media: "(prefers-color-scheme)"
      toggle: {icon: material/link, name: Switch to light mode}
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: indigo
      accent: indigo
      toggle: {icon: material/toggle-switch, name: Switch to dark mode}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: black
      accent: indigo
      toggle: {icon: material/toggle-switch-off, name: Switch to system preference}
  font: false
  favicon: assets/favicon.png
  icon: {logo: logo}
extra:
  annotate: {json: [.s2]}
  social:
    - {icon: fontawesome/brands/github, link: "https://code.example/small"}
    - {icon: fontawesome/brands/mastodon, link: "https://social.example/@small"}
markdown_extensions:
  - abbr: {glossary: {API: A programming interface}}
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables: {use_align_attribute: true}
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.betterem: {smart_enable: all}
  - pymdownx.caret
  - pymdownx.details
  - pymdownx.emoji:
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
      emoji_index: !!python/name:material.extensions.emoji.twemoji
  - pymdownx.highlight: {anchor_linenums: true, line_spans: __span, pygments_lang_class: true}
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink: {normalize_issue_symbols: true, repo_url_shorthand: true, user: small, repo: tools}
  - pymdownx.mark
  - pymdownx.smartsymbols
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
  - pymdownx.tabbed:
      alternate_style: true
      combine_header_slug: true
      slugify: !!python/object/apply:pymdownx.slugs.slugify
        kwds:
          case: lower
  - pymdownx.tasklist: {custom_checkbox: true}
  - pymdownx.tilde
"""
BODY = """\
# {title}

A page about {name}[^1], with ==marks==, ~~deletions~~, H~2~O, ++ctrl+k++, (c) and :material-magnify:.
The API has a title. Issue #12 is closed.

!!! note "Mind this"

    ``` json title="a.json" linenums="1"
    {{"name": "{name}"}} // (1)!
    ```

    1.  An annotation.

??? tip

    Folded.

=== "One"

    First.

=== "Two"

    Second.

``` mermaid
graph LR
  A --> B;
```

| left | right |
|:-----|------:|
| a    |     1 |

- [x] done
- [ ] not done

<div class="grid cards" markdown>

- [Next](index.md){{ .md-button }}

</div>

## Formula

\\(a + b\\)

Term
:   Its definition.

[^1]: A footnote.
"""

MENUS = "nav.md-tabs, div.md-sidebar--primary"
OURS = (
    'meta[http-equiv="Content-Security-Policy"], meta[name="digest-words"], a[data-digest-search], '
    'div.md-copyright, link[href*="assets/digest."], link[href*="assets/material."], script[src*="news/assets/"]'
)
"""What the digest adds to a page: the policy, words for its scripts, the search link, styles and scripts; and the
line "Made with", which it translates."""
SCOPE = re.compile(r'__md_scope=new URL\("[^"]*"')
"""The digest sets Material's option `extra.scope`, so that this script is the same in all pages."""


def compared(file):
    """A page as HTML without its menus and without what the digest adds."""
    tree = LexborHTMLParser(SCOPE.sub("", file.read_text()))
    for node in tree.css(f"{MENUS}, {OURS}"):
        node.decompose()
    return re.sub(r"\s*\n\s*", "\n", tree.html)


def menu_of(file):
    """The texts and links of a page's menus."""
    tree = LexborHTMLParser(file.read_text())
    return [(link.text(strip=True), link.attributes["href"]) for link in tree.css("nav.md-tabs a")]


def write_docs(root):
    """Write thirty pages of documentation, and return the settings of the site."""
    docs, overrides = root / "docs", root / "material/overrides"
    nav = [{"Home": "index.md"}]
    (docs / "assets").mkdir(parents=True)
    (docs / "index.md").write_text(
        "---\nhide: [toc]\ntitle: Small tools\n---\n# Welcome\n\nWords.\n"
    )
    for section, names in SECTIONS.items():
        folder = section.lower().replace(" ", "-")
        (docs / folder).mkdir()
        entries = [f"{folder}/index.md"]
        (docs / folder / "index.md").write_text(f"# {section}\n\nWords.\n")
        for name in names:
            page = BODY.format(title=name.capitalize(), name=name)
            (docs / folder / f"{name}.md").write_text(f"---\ntags: [{section}]\n---\n{page}")
            entries.append({name.capitalize(): f"{folder}/{name}.md"})
        nav.append({section: entries})
    shutil.copyfile(PROJECT / "docs/pictures/overview.png", docs / "assets/favicon.png")
    (overrides / ".icons").mkdir(parents=True)
    (overrides / ".icons/logo.svg").write_text('<svg viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>')
    announcement = (
        '{% extends "base.html" %}{% block announce %}Small tools 2 is here{% endblock %}'
    )
    (overrides / "main.html").write_text(announcement)
    return f"{SETTINGS}{yaml.safe_dump({'nav': nav})}"


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The pages of documentation of the site as MkDocs alone builds it, and with the digest at a path."""
    root = minimal_site(tmp_path_factory.mktemp("material") / "digest").parent
    own = root / "site_config/site.yml"
    own.write_text(own.read_text().replace("example.org/\n", "example.org/tools/\n", 1))
    settings = write_docs(root)
    (root / "alone.yml").write_text(f"{settings}plugins: [tags]\n")
    (root / "mkdocs.yml").write_text(
        f"{settings}plugins: [search, tags, {{digest: {{path: news}}}}]\n"
    )
    alone = run(
        "mkdocs", "build", "--strict", "-f", root / "alone.yml", "--site-dir", root / "alone"
    )
    assert alone.returncode == 0, alone.stderr
    succeed(root, "build", "--audit")
    ours = ("-f", root / "mkdocs.yml", "--site-dir", root / "by-mkdocs")
    by_mkdocs = run("mkdocs", "build", "--strict", *ours)
    assert by_mkdocs.returncode == 0, by_mkdocs.stderr
    assert files(root / "by-mkdocs") == files(root / "site")
    return root / "alone", root / "site"


@pytest.mark.slow
def test_every_page_is_unchanged(sites):
    alone, beside = sites
    pages = [path for path in files(alone) if path.endswith("/index.html")]
    assert len(pages) >= 30
    for path in pages:
        assert compared(beside / path) == compared(alone / path), path
    assert '<pre class="mermaid"' in compared(beside / "setup/tags/index.html")


@pytest.mark.slow
def test_the_menu_has_one_entry_more(sites):
    """The digest is the first entry of the menu, and the others stay as they are."""
    alone, beside = sites
    first, *others = menu_of(beside / "setup/tags/index.html")
    assert first == ("Digest of Examples", "../../news/")
    assert others == menu_of(alone / "setup/tags/index.html")
