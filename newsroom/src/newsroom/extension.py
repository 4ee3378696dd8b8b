"""What the newsroom adds to the digest."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.extension import Extension

if TYPE_CHECKING:
    from generator.check.article_fields import Context
    from generator.diagnostics.diagnostics import Report
    from generator.load.loaded import Loaded


class Newsroom(Extension):
    """Commands for editors, and what the site has for them."""

    package = "newsroom"
    core = "0.1"
    files = ("feeds.yml",)
    commands: Mapping[str, tuple[str, str]] = {
        "edition": ("Draft the edition of WEEK, such as 2021-W43.", "newsroom.cli.edition_command"),
        "from-issue": (
            'Turn a filled-in "Suggest an article" form into a draft.',
            "newsroom.cli.importing",
        ),
        "import": ("Turn a report into a draft: a text or a web page.", "newsroom.cli.importing"),
        "inbox": (
            "List what the watched feeds report and the digest lacks.",
            "newsroom.cli.inbox_command",
        ),
        "merge": ("Merge terms, or articles, into one.", "newsroom.cli.renaming"),
        "rename": ("Rename a term or an article everywhere.", "newsroom.cli.renaming"),
        "report": ("List unused terms and other gaps.", "newsroom.cli.reporting"),
        "translate": (
            "List the words of the interface that are still in English.",
            "newsroom.cli.translating_command",
        ),
        "verify": ("Compare ARTICLES with the texts of their sources.", "newsroom.cli.verifying"),
    }

    def read(self, root: Path, context: "Context", report: "Report") -> object:
        """Read the watched feeds and the editors' decisions."""
        from newsroom.reading import read

        return read(root, context, report)

    def review(self, root: Path, paths: "Iterable[Path]") -> "Iterable[str]":
        """Compare drafts with the kept texts of their sources; without texts, read nothing."""
        from generator.system.cache_folder import cache_of

        if not (cache_of(root) / "sources").is_dir():  # where `verify.source_copies` keeps them
            return ()
        from generator.diagnostics.diagnostics import Report
        from generator.model.layout import ARTICLES
        from generator.model.settings import LIMITS
        from generator.read.folder import list_path, read_bytes

        drafts = []
        for path in paths or [root / ARTICLES]:
            for entry in list_path(path, root, Report()):
                if b"\ndraft: true" in (read_bytes(entry, LIMITS, Report()) or b""):
                    drafts.append(Path(entry.file))
        if not drafts:
            return ()
        from newsroom.cli.verifying import marks_of_drafts

        return marks_of_drafts(root, drafts)

    def starts(self, name: str, files: Mapping[str, bytes], source: str) -> Mapping[str, bytes]:
        """Make the pipelines of the inbox."""
        if name != "inbox":
            return {}
        from newsroom.editing.inbox_starter import inbox_files

        return inbox_files(files, source)

    def preview(self, loaded: "Loaded") -> "Loaded":
        """Add the desk."""
        from newsroom.desk.board import with_desk

        return with_desk(loaded)


newsroom = Newsroom()
