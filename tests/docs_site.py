"""A small digest with pages of documentation, in either frame, at the root of its site or below a path."""

import shutil
from pathlib import Path

from tests.command import succeed
from tests.corpus import MINIMAL

INSTALL = """# Install the toolbox

Run the zymurgy program.

??? note "Folded"

    A hidden xenolith.

```text
quokka --now
```
"""
PAGES = {
    "guide/install.md": INSTALL,
    "guide/brewing.md": "# Brewing\n\nZymurgy is the science of brewing, as in Install.\n",
    "guide/secret.md": "---\nsearch: {exclude: true}\n---\n\n# Secret\n\nAn unfindable zymurgist.\n",
    "guide/baku.md": "# Dövlət\n\nMəlumat.\n",
}
EXTENSIONS = "[admonition, pymdownx.details, pymdownx.superfences, {toc: {permalink: true}}]"


def write_docs_site(
    root: Path, frame: str, path: str = "", pages: dict[str, str] | None = None, settings: str = ""
) -> Path:
    """Write the site; return its mkdocs.yml.

    Args:
        root: A new folder.
        frame: The theme: `material` or `digest`.
        path: The digest's path, such as `news`; with one, the site has a front page of its own.
        pages: More pages, or others in place of `PAGES`: file below docs/ → Markdown.
        settings: Further lines of mkdocs.yml.
    """
    shutil.copytree(MINIMAL, root)
    own = {"index.md": "# Welcome\n\nA zebra greets you.\n"} if path else {}
    for name, text in {**PAGES, **own, **(pages or {})}.items():
        file = root / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    plugin = f"{{digest: {{path: {path}}}}}" if path else "digest"
    config = root / "mkdocs.yml"
    config.write_text(
        f"site_name: Small\nsite_url: https://example.org/\ntheme: {{name: {frame}}}\ndocs_dir: docs\n"
        f"plugins: [{plugin}]\nmarkdown_extensions: {EXTENSIONS}\n{settings}"
    )
    return config


def build_docs_site(
    root: Path, frame: str, path: str = "", pages: dict[str, str] | None = None
) -> Path:
    """Write and build the site; return its folder."""
    succeed("-f", write_docs_site(root, frame, path, pages), "build", "--audit")
    return root / "site"
