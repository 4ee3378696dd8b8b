"""A small digest with pages of documentation, in either frame, at the root of its site or below a path."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.command import succeed
from tests.corpus import MINIMAL, write_files

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
    write_files(root / "docs", {**PAGES, **own, **(pages or {})})
    plugin = f"{{digest: {{path: {path}}}}}" if path else "digest"
    config = root / "mkdocs.yml"
    config.write_text(
        f"site_name: Small\nsite_url: https://digest.example.org/\ntheme: {{name: {frame}}}\ndocs_dir: docs\n"
        f"plugins: [{plugin}]\nmarkdown_extensions: {EXTENSIONS}\n{settings}"
    )
    return config


def write_docs_case(
    root: Path, case: Mapping[str, Any], frame: str = "material", path: str = "news"
) -> Path:
    """Write the site that a row of `beside_docs.yml` describes; return its mkdocs.yml."""
    theme = case.get("theme", f"{{name: {frame}}}")
    pages = {**case.get("pages", {})}
    if "file" in case:
        pages[case["file"]] = case.get("content", "# A\n")
    if "text" in case:
        pages["guide/page.md"] = case["text"]
    config = write_docs_site(
        root, frame, case.get("path", path), pages, case.get("settings", "") + "\n"
    )
    text = config.read_text().replace(f"theme: {{name: {frame}}}", f"theme: {theme}")
    config.write_text(text.replace(EXTENSIONS, case.get("extensions", EXTENSIONS)))
    if "latin" in case:
        (root / "docs/guide/page.md").write_text(case["latin"], encoding="latin-1")
    (root / "hook.py").write_text("")
    return config


def build_docs_site(
    root: Path, frame: str, path: str = "", pages: dict[str, str] | None = None
) -> Path:
    """Write and build the site; return its folder."""
    succeed("-f", write_docs_site(root, frame, path, pages), "build", "--audit")
    return root / "site"
