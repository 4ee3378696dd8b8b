"""Contestants: generators with a folder, the changes to make in it, and the timed commands.

A contestant prepares its folder once. Each scenario starts from the state after the
previous one, changes some files, and is timed command by command.
"""

import datetime as dt
import re
import shutil
import sys
import tempfile
from abc import ABC, abstractmethod
from pathlib import Path

from benchmarks.content import other_text
from benchmarks.measure import Command, run
from tests.corpus import write_overrides

BIN = Path(sys.prefix) / "bin"
NEW_DATE = dt.date(2025, 12, 31)
"""The date of a new article: generated corpora end about here, so it is among the newest."""
NEW_SLUG = "a-new-article"


class Contestant(ABC):
    """A generator with a folder of its own."""

    name: str
    title: str
    scenarios: tuple[str, ...] = ("cold", "new")

    def __init__(self, corpus: Path, folder: Path) -> None:
        self.corpus = corpus
        self.folder = folder
        self.site = folder / "site"

    @abstractmethod
    def prepare(self) -> None:
        """Write the corpus in this generator's format."""

    @abstractmethod
    def commands(self, scenario: str, /) -> dict[str, Command]:
        """The timed commands in order, by the name of their part."""

    @abstractmethod
    def add_article(self) -> None:
        """Write an article that is newer than all others."""

    @abstractmethod
    def restore(self) -> None:
        """Undo the changes of the scenarios."""

    def change(self, scenario: str) -> None:
        """Make the changes of a scenario, which are not timed."""
        if scenario == "cold":
            self.set_aside("site")
        elif scenario == "new":
            self.add_article()

    def set_aside(self, *names: str) -> None:
        """Empty the folders of caches or output without deleting files.

        On ext4, creating files is slow for minutes after tens of thousands were deleted, which
        would slow down the next contestant.
        """
        for name in names:
            if (self.folder / name).exists():
                (self.folder / name).rename(
                    tempfile.mkdtemp(prefix="aside-", dir=self.folder.parent)
                )

    def warm_up(self, scenario: str) -> None:
        """Make the builds that a warm scenario needs, if it is measured without the cold one."""
        for command in self.commands(scenario).values():
            run(command)


class Digest(Contestant):
    """This project in Material's frame, run with editors' commands in a copy of the corpus."""

    name = "digest"
    title = "the digest, search included"
    frame = "material"
    scenarios: tuple[str, ...] = (
        "check cold",
        "cold audited",
        "cold",
        "unchanged",
        "new",
        "third",
        "edited",
        "renamed",
        "theme",
        "audit",
        "check warm",
    )

    def prepare(self) -> None:
        """Copy the generated corpus, which is already a site, and choose its frame."""
        shutil.copytree(self.corpus, self.folder)
        with (self.folder / "mkdocs.yml").open("a", encoding="utf-8") as engine:
            engine.write(f"theme: {{name: {self.frame}}}\n")

    def commands(self, scenario: str, /) -> dict[str, Command]:
        """`digest check`, `digest audit`, or `digest build` with or without the audit."""
        verb = scenario.partition(" ")[0]
        arguments = [verb if verb in {"check", "audit"} else "build"]
        if scenario == "cold audited":
            arguments.append("--audit")
        return {self.name: self.command(*arguments)}

    def command(self, *arguments: str | Path) -> Command:
        """A `digest` command in this folder."""
        environment = {"DIGEST_CACHE_DIR": str(self.folder / self.caches)}
        return Command((BIN / "digest", *arguments), self.folder, environment)

    @property
    def caches(self) -> str:
        """The cache folder, which `digest` refuses inside the site's folder."""
        return f"../{self.folder.name}-caches"

    def change(self, scenario: str) -> None:
        """Empty the caches, or change one file.

        The second build of a site writes all its folders again, and the third changes those of the
        first. Each other scenario is the most expensive of its kind. The edited article is in the
        middle of the archive, and its summary changes with its text. The renamed agency has the
        most articles. The changed line of the theme is on every page.
        """
        if scenario in {"cold", "cold audited", "check cold"}:
            self.set_aside(self.caches, "site", ".site-new")
        elif scenario == "new":
            self.add_article()
        elif scenario == "third":
            self._add(self.third, "third")
        elif scenario == "edited":
            replace(self._edited, 'summary: "', 'summary: "Edited. ')
            replace(self._edited, "---\n\n", "---\n\nEdited. ")
        elif scenario == "renamed":
            self._rename_agency()
        elif scenario == "theme":
            write_overrides(self.folder, '<meta name="a" content="b">')

    def _rename_agency(self) -> None:
        """Rename the agency with the most articles; texts have the old name, so it is kept."""
        text = self._agencies.read_text(encoding="utf-8")
        old = re.search(r'"name": "(.+?) Office", "aliases": \[', text)
        if old is None:
            raise ValueError(f"{self._agencies}: has no agency to rename")
        new = f'"name": "{old[1]} Bureau", "aliases": ["{old[1]} Office", '
        self._agencies.write_text(text.replace(old[0], new, 1), encoding="utf-8")

    def add_article(self) -> None:
        """Write another text below the edited article's front matter, with a new date."""
        self._add(self.new, "new")

    def _add(self, file: Path, source: str) -> None:
        front, body = self._edited.read_text(encoding="utf-8").split("---\n\n", 1)
        front = front.replace(f'date: "{self._edited.name[:10]}"', f'date: "{NEW_DATE}"', 1)
        front = front.replace(
            '"url": "https://example.org/news/', f'"url": "https://example.org/{source}/', 1
        )
        file.write_text(f"{front}---\n\n{other_text(body)}", encoding="utf-8")

    def restore(self) -> None:
        """Restore the changed files."""
        self.new.unlink(missing_ok=True)
        self.third.unlink(missing_ok=True)
        for file in (self._edited, self._agencies):
            shutil.copy(self.corpus / file.relative_to(self.folder), file)
        shutil.rmtree(self.folder / "site_config/theme", ignore_errors=True)

    def articles(self) -> list[Path]:
        """Files of articles whose front matter has no later dates, sorted by path."""
        files = sorted((self.corpus / "content" / "articles").rglob("*.md"))
        plain = [file for file in files if is_plain(file.read_text(encoding="utf-8"))]
        return [self.folder / file.relative_to(self.corpus) for file in plain]

    @property
    def _edited(self) -> Path:
        files = self.articles()
        return files[len(files) // 2]

    @property
    def new(self) -> Path:
        """The file of the new article."""
        return self.folder / "content" / "articles" / f"{NEW_DATE}-{NEW_SLUG}.md"

    @property
    def third(self) -> Path:
        """The file of the article that the third build adds."""
        return self.new.with_name(f"{NEW_DATE}-{NEW_SLUG}-again.md")

    @property
    def _agencies(self) -> Path:
        return self.folder / "site_config" / "taxonomies" / "agencies.yml"


class Lean(Digest):
    """This project in its own frame."""

    name = "lean"
    title = "the digest in the lean frame"
    frame = "digest"
    scenarios = ("cold audited", "cold", "unchanged", "new", "third")


class Tenth(Digest):
    """The digest with a tenth of the articles, to compare the cost per article."""

    name = "tenth"
    title = "the digest, a tenth of the articles"
    scenarios = ("cold",)


def is_plain(text: str) -> bool:
    """Whether the date of an article can change: it is published, without later dates."""
    front = text.split("---\n\n", 1)[0]
    keys = {line.partition(":")[0] for line in front.splitlines()}
    return not keys & {"draft", "retracted", "updated", "corrections", "events", "archive"}


def replace(file: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text.

    Raises:
        ValueError: the file does not contain it, so the scenario would change nothing.
    """
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{file}: does not contain {old!r}")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
