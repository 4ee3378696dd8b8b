"""The frame as Zensical renders it in its `classic` variant, which is Material's successor without MkDocs.

It is among the tests because no command uses it. It shows that the digest outlives MkDocs: its
pages need shells, whoever renders them. A plugin of MkDocs cannot run here, so a theme's folder and a configuration are
written, and the result is read from the disk. A section is marked in the menu on its own page only.
"""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.engine.insertions import POLICY, script_hashes, with_insertions
from generator.engine.menu import name_sections
from generator.engine.page_words import words_of_page
from generator.load.loaded import Loaded
from generator.model.address import SEARCH
from generator.model.policy import policy
from generator.pages.theme import Surroundings, surroundings
from generator.read.engine_config import MATERIAL, EngineSettings, read_engine_settings
from generator.read.theme_names import (
    COMMON,
    FRAME_FOLDERS,
    added_folders,
    hashed_names,
    scripts_besides,
    styles_of,
)
from generator.recipes.shell import MOST_LEVELS, SLOTS, DocsPage, Frame, Shell, mark, placeholder
from generator.system.file_writing import write
from tests.command import execute

_KEPT = (
    "copyright",
    "markdown_extensions",
    "nav",
    "repo_url",
    "site_author",
    "site_description",
    "site_name",
)
"""Settings that Zensical reads as MkDocs does."""
_UNUSED = shutil.ignore_patterns("search.json", "sitemap.xml", "objects.inv", "workers", "modern")
"""Files of Zensical's own search, list of pages and other variant."""
_OF_ONE_PAGE = re.compile(r'<link rel="(?:canonical|prev|next)"[^>]*>')
"""Links that are wrong in a shell, which becomes many pages."""
_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
"""The text of a page of documentation, which begins with its title."""
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
"""The icons of admonitions."""
_MAGNIFIER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14'
    'm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10m5 8.6 6 6-1.4 1.4-6-6z"/></svg>'
)


class _Settings(yaml.SafeLoader):
    """Reads mkdocs.yml without Python objects."""


_Settings.add_multi_constructor("", lambda _loader, _tag, _node: None)


def zensical_frame(program: Path, config_file: Path, loaded: Loaded, folder: Path) -> Frame:
    """Write the theme's files and the documentation into an empty folder; return the frame.

    Args:
        program: The command `zensical`, in the version of requirements/engines.lock.
        config_file: The site's mkdocs.yml; its theme is `material`.
        loaded: The site.
        folder: The folder to fill.

    Raises:
        Failure: Zensical fails, or its pages have no place for a part of the digest.
    """
    engine = read_engine_settings(config_file, Report()) or EngineSettings()
    assert loaded.site is not None
    around = surroundings(loaded.site)
    with TemporaryDirectory(prefix="digest-") as work:
        root = Path(work)
        configuration = _configuration(config_file, engine, around, root / "theme")
        write(root / "mkdocs.yml", yaml.safe_dump(configuration))
        if engine.docs:
            shutil.copytree(config_file.parent / engine.docs, root / "docs")
        names = _write_placeholders(root / "docs" / engine.path, around)
        done = execute(program, "build", "-f", "mkdocs.yml", cwd=root)
        if done.returncode:
            raise Failure(f"zensical failed: {done.stderr.strip() or done.stdout.strip()}")
        shutil.copytree(root / "site", folder, ignore=_UNUSED, dirs_exist_ok=True)
    try:
        early = configuration["extra"]["digest"]["early"]
        values = around, engine.path + SEARCH, early, _MAGNIFIER
        return _frame(
            folder, engine.path, names, lambda *page: with_insertions(*page, *values, policy=True)
        )
    except ValueError as error:
        raise Failure(f"zensical: {error}") from error


def _configuration(
    config_file: Path, engine: EngineSettings, around: Surroundings, theme: Path
) -> Mapping[str, Any]:
    """Lay the theme into a folder, with hashed names, and return Zensical's settings for it."""
    given = yaml.load(config_file.read_text(), _Settings)
    overrides = config_file.parent / engine.theme
    every = (overrides, FRAME_FOLDERS[MATERIAL], COMMON, *added_folders())
    folders = [folder for folder in every if folder.is_dir()]
    for source in reversed(folders):
        shutil.copytree(source, theme, dirs_exist_ok=True)
    names = {old: engine.path + new for old, new in hashed_names([*map(str, folders)]).items()}
    for old, new in names.items():
        (theme / new).parent.mkdir(parents=True, exist_ok=True)
        (theme / old).rename(theme / new)
    scripts = [{"path": script.path, "defer": script.defer} for script in engine.scripts]
    ours = scripts_besides(MATERIAL, (script.path for script in engine.scripts))
    styles = styles_of(MATERIAL, engine.words("extra_css"), overrides)
    menu = [
        {escape(section["title"]): f"{section['address']}index.md"} for section in around["menu"]
    ]
    has_front = not engine.path or (config_file.parent / engine.docs / "index.md").is_file()
    homepage = "." if has_front else engine.path
    digest = {**around, "policy": "", "path": engine.path, "early": names["assets/early.js"]}
    return {
        **{key: given[key] for key in _KEPT if key in given},
        "site_url": engine.site_url,
        "nav": name_sections(given.get("nav"), engine.path, around["menu"]) or menu,
        "theme": {**given["theme"], "custom_dir": "theme", "variant": "classic", "font": False},
        "extra": {
            "homepage": homepage,
            "scope": "/",
            **(given.get("extra") or {}),
            "digest": digest,
        },
        "extra_css": [names.get(path, path) for path in styles],
        "extra_javascript": [*scripts, *({"path": names[path], "defer": True} for path in ours)],
        "plugins": [{"search": {"enabled": False}}],
    }


def _write_placeholders(folder: Path, around: Surroundings) -> list[str]:
    """Write a page for each depth and each section; return their names."""
    names = [placeholder("", depth) for depth in range(MOST_LEVELS + 1)]
    names += [placeholder(section["address"], 1) for section in around["menu"]]
    meta = {slot: mark(slot) for slot in SLOTS}
    hidden = {"hide": ["navigation", "toc", "footer"], "template": "digest.html"}
    for name in names:
        write(folder / name, f"---\n{json.dumps({**meta, **hidden})}\n---\n\n{mark('content')}\n")
    return names


def _frame(folder: Path, path: str, names: list[str], added: Callable[..., str]) -> Frame:
    """Take the placeholders out of the built site, and finish the pages of documentation in it.

    Raises:
        ValueError: a page has no place for the policy, the search link or a slot.
    """
    shells = {}
    for name in names:
        file = folder / path / name.replace(".md", ".html")
        html = _OF_ONE_PAGE.sub("", file.read_text())
        html = html.replace(f"<p>{mark('content')}</p>", mark("content"))
        shells[name] = Shell.cut(_finished(html, "../" * (path + name).count("/"), added))
        file.unlink()
    parts = ["".join(shell.parts) for shell in shells.values()]
    final = policy(sorted({found for html in parts for found in script_hashes(html)}))
    docs = []
    for file in sorted(folder.rglob("*.html")):
        address = "" if file.parent == folder else f"{file.parent.relative_to(folder).as_posix()}/"
        html = file.read_text()
        is_page = file.name == "index.html"
        root = "../" * address.count("/") if is_page else "/"
        file.write_text(_finished(html, root, added).replace(POLICY, final))
        if is_page:
            docs.append(_docs_page(address, html))
    finished = {
        name: Shell(tuple(part.replace(POLICY, final) for part in shell.parts))
        for name, shell in shells.items()
    }
    return Frame(finished, final, tuple(sorted(docs, key=lambda page: page.address)))


def _finished(html: str, root: str, added: Callable[..., str]) -> str:
    """A page with the insertions, without styles that the policy forbids; `root` leads to the site's root."""
    if 'id="__skip"' not in html:
        html = html.replace('href="#__skip"', 'href="#content"')
    return added(_STYLE.sub("", html), root.__add__)


def _docs_page(address: str, html: str) -> DocsPage:
    article = _ARTICLE.search(html)
    words = words_of_page(article[1]) if article else ""
    return DocsPage(address, words.partition("\n")[0], words)
