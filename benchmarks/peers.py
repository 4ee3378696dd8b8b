"""Other generators on the same articles, with pages and feeds as close to ours as possible.

Missing features are to a peer's advantage: none relates articles, combines
agencies with themes, or makes weekly editions or JSON feeds, unless its pages
come from `digest export`.
"""

import dataclasses
import shutil
from collections.abc import Mapping
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import yaml
from pagefind.service import get_executable

from benchmarks.content import TAXONOMIES, Article, other_text, read
from benchmarks.contestants import NEW_DATE, NEW_SLUG, Contestant
from benchmarks.measure import Command
from tests.corpus import PROJECT, as_yaml

PEERS = PROJECT / ".cache" / "peers"
TEMPLATES = Path(__file__).parent / "templates"


class Peer(Contestant):
    """A generator that reads one file an article, with the terms it supports."""

    def prepare(self) -> None:
        """Write settings and templates, then the articles."""
        self.content = read(self.corpus)
        self.lay_out()
        for article in self.content.articles:
            self.write(article)

    def lay_out(self) -> None:
        """Write everything but the articles."""
        shutil.copytree(TEMPLATES / self.name, self.folder)

    def write(self, article: Article) -> None:
        """Write one article's file."""
        file = self.file(article)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f"---\n{as_yaml(self.meta(article))}---\n\n{article.body}", encoding="utf-8"
        )

    def file(self, article: Article) -> Path:
        """Path of an article's file."""
        return self.folder / "content" / "articles" / f"{article.path}.md"

    def meta(self, article: Article) -> Mapping[str, Any]:
        """Front matter of an article."""
        return {"title": article.title, "description": article.summary}

    def add_article(self) -> None:
        """Copy the middle article with a new date, address and text."""
        self.write(self._new)

    def restore(self) -> None:
        """Remove the added article."""
        self.file(self._new).unlink(missing_ok=True)

    @property
    def _new(self) -> Article:
        articles = self.content.articles
        middle = articles[len(articles) // 2]
        return dataclasses.replace(
            middle, date=NEW_DATE, slug=NEW_SLUG, body=other_text(middle.body)
        )


class Hugo(Peer):
    """Hugo with a minimal theme of ours, then Pagefind over its article pages."""

    name = "hugo"
    title = "Hugo"

    def lay_out(self) -> None:
        """Write templates and a page for each registered term, year and month."""
        super().lay_out()
        for taxonomy in TAXONOMIES:
            self._index(taxonomy, taxonomy.capitalize())
            for slug, name in self.content.names[taxonomy].items():
                self._index(
                    f"{taxonomy}/{slug}", name, self.content.descriptions[taxonomy].get(slug, "")
                )
        self._index("articles", "Archive")
        for article in self.content.articles:
            year, month, _ = article.path.split("/")
            self._index(f"articles/{year}", year)
            self._index(f"articles/{year}/{month}", f"{article.date:%B %Y}")

    def _index(self, where: str, title: str, description: str = "") -> None:
        file = self.folder / "content" / where / "_index.md"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            meta = as_yaml({"title": title, "description": description})
            file.write_text(f"---\n{meta}---\n", encoding="utf-8")

    def meta(self, article: Article) -> Mapping[str, Any]:
        """Front matter with terms in lists named after the taxonomies."""
        return {
            **super().meta(article),
            "date": article.date.isoformat(),
            "source_name": article.source,
            "source_url": article.url,
            **article.terms,
        }

    def commands(self, _scenario: str, /) -> dict[str, Command]:
        """Hugo's own program, without its Python wrapper; Hugo cannot build in parts."""
        program = next(PEERS.glob("lib/python*/site-packages/hugo/binaries/hugo"), Path("hugo"))
        cache = self.folder / "cache"
        build = (
            program,
            "--quiet",
            "--destination",
            self.site,
            "--cacheDir",
            cache,
            "--noBuildLock",
        )
        search = (str(get_executable()), "--site", self.site, "--force-language", "en", "--quiet")
        return {"hugo": Command(build, self.folder), "pagefind": Command(search, self.folder)}


class Pelican(Peer):
    """Pelican with its simple theme; four taxonomies are tags, sources are categories."""

    name = "pelican"
    title = "Pelican"
    scenarios = ("cold",)

    def write(self, article: Article) -> None:
        """Write one article with its metadata above the text."""
        file = self.file(article)
        file.parent.mkdir(parents=True, exist_ok=True)
        names = self.content.names
        tags = [
            names[key][slug]
            for key in TAXONOMIES
            if key != "sources"
            for slug in article.terms[key]
        ]
        meta = {
            "Title": article.title,
            "Date": article.date.isoformat(),
            "Slug": article.slug,
            "Category": names["sources"][article.terms["sources"][0]],
            "Tags": ", ".join(tags),
            "Summary": article.summary,
            "Source": article.url,
        }
        head = "".join(f"{key}: {value}\n" for key, value in meta.items())
        file.write_text(f"{head}\n{article.body}", encoding="utf-8")

    def commands(self, _scenario: str, /) -> dict[str, Command]:
        """A single run of Pelican."""
        arguments = (PEERS / "bin" / "pelican", "--quiet", "-s", "pelicanconf.py")
        return {self.name: Command(arguments, self.folder)}


class Material(Peer):
    """MkDocs and Material with search, over the articles' Markdown only."""

    name = "material"
    title = "MkDocs and Material, the articles alone"

    def lay_out(self) -> None:
        """Write a configuration and an index page; articles are not in the navigation."""
        (self.folder / "docs").mkdir(parents=True)
        (self.folder / "docs" / "index.md").write_text("# Made-up digest\n", encoding="utf-8")
        settings = {
            "site_name": "Made-up digest",
            "site_url": "https://digest.example.org/",
            "theme": {"name": "material", "font": False},
            "plugins": ["search"],
            "nav": ["index.md"],
            "not_in_nav": "*",
        }
        (self.folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")

    def file(self, article: Article) -> Path:
        """Path of an article's file below docs/."""
        return self.folder / "docs" / "articles" / f"{article.path}.md"

    def commands(self, _scenario: str, /) -> dict[str, Command]:
        """`mkdocs build`, which always starts from scratch."""
        return {self.name: mkdocs(self.folder, PEERS / "bin")}


def mkdocs(folder: Path, programs: Path) -> Command:
    """The `mkdocs` command of an environment as users run it."""
    return Command((programs / "mkdocs", "build", "--quiet"), folder, {"NO_MKDOCS_2_WARNING": "1"})


def versions() -> dict[str, str]:
    """Names and versions of installed peers."""
    installed = distributions(
        path=[str(folder) for folder in PEERS.glob("lib/python*/site-packages")]
    )
    return {
        distribution.name: distribution.version
        for distribution in installed
        if distribution.name in {"hugo", "mkdocs-material", "pelican"}
    }
