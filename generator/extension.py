"""Extensions: what other packages add to the digest, and the core's own optional rooms.

A package names an object of a subclass of `Extension` in the group `digest` of its entry points;
each folder of `generator/extras/` has one, named `extension`. The core asks all of them for their
parts, in the order of this class; those of this class add nothing. The core carries what an
extension has read of its own files, and never looks at it.

Files in the package's folder are parts, too: `codes.toml` lists the codes of its checks, as that of
`generator/diagnostics/` does; `locale/` translates its messages; `templates/` and `theme/` are
searched after the core's.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from generator import __version__
from generator.diagnostics.failure import Failure
from generator.diagnostics.suggest import did_you_mean

if TYPE_CHECKING:  # commands load extensions, and most need none of these
    from generator.check.article_fields import Context
    from generator.diagnostics.diagnostics import Report
    from generator.load.loaded import Loaded
    from generator.model.article import Article, Articles
    from generator.model.page import Page
    from generator.model.settings import Settings
    from generator.model.site import Site, Text
    from generator.pages.shared_views import SharedViews
    from generator.pages.views import SiteView
    from generator.read.document import Document
    from generator.recipes.recipe import Recipe
    from generator.recipes.shell import Frame

_GROUP = "digest"
_EXTRAS = "generator.extras"
_FOLDER = re.compile(r"content/[a-z0-9-]+")


class Extension:
    """The parts that a package adds. Its methods import what they need when they are called."""

    package = ""
    """The name of the Python package; after a change of its files, pages are made again."""
    core = ""
    """The version of the core that it was written for: `0.1` stands for every 0.1.x."""
    commands: Mapping[str, tuple[str, str]] = {}
    """Command → one line about it, and the module with the function of that name."""
    exports: Mapping[str, tuple[str, str]] = {}
    """Option of `digest export` → its help, and the module whose `export` writes the file."""
    keys: Mapping[str, Mapping[str, Any]] = {}
    """Key of front matter → its row, as in `generator/data/written_values.toml`.

    Its type is `text`, `url`, `choice`, `boolean` or a `list` of texts. The checked values are in
    `Article.extra`.
    """
    inserts: Mapping[str, str] = {}
    """Place in a page, of the core or of another room → the template that is shown there."""
    draws_cards = False
    """Whether it draws the pictures that other sites show beside links (`Page.card`)."""
    makes_weeks = False
    """Whether it makes the list of weeks and the page of each week with articles.

    Their addresses are `EDITIONS` and `edition` of `model.address`. Menu, front page, search and
    data lead to them.
    """
    texts: Mapping[str, Iterable[str]] = {}
    """Folder of Markdown, such as `content/events` → the keys of its front matter, in order."""

    def read(self, root: Path, context: "Context", report: "Report") -> object:  # noqa: ARG002
        """Read and check its own files below `site_config/`.

        The result is in `Context.extras` and `Site.extras`, by `package`. If the extension checks
        articles, it is plain data, because each article's outcome is kept with its hash.
        """
        return None

    def read_texts(
        self,
        documents: "Iterable[Document]",  # noqa: ARG002
        context: "Context",  # noqa: ARG002
        articles: "Iterable[Article] | None",  # noqa: ARG002
        report: "Report",  # noqa: ARG002
    ) -> "Sequence[Text]":
        """Check files of the folders of `texts`, and return those without errors.

        Without `articles`, what the files say about articles is not checked.
        """
        return ()

    def check_article(
        self, article: "Article", document: "Document", context: "Context", report: "Report"
    ) -> None:
        """Add to the problems of one article, which `report` has already."""

    def check_site(self, site: "Site", report: "Report") -> None:
        """Report problems that need the whole site."""

    def pages(self, site: "Site", shared: "SharedViews") -> "Iterable[Page]":  # noqa: ARG002
        """Make pages beside the core's."""
        return ()

    def about(self, settings: "Settings") -> Iterable[tuple[str, str]]:  # noqa: ARG002
        """List address and title of its pages that are listed among those about the site."""
        return ()

    def scripts(self, settings: "Settings") -> Iterable[str]:  # noqa: ARG002
        """List the scripts of its `theme/` that every page loads."""
        return ()

    def inserted(self, place: str, site: "SiteView", articles: "Articles") -> object:  # noqa: ARG002
        """Make what the template of an insert knows as `own`; `articles` are those of the page."""
        return None

    def recipes(self, loaded: "Loaded", frame: "Frame | None") -> "Iterable[Recipe]":  # noqa: ARG002
        """List files beside the core's.

        The check of links and the audit have no frame; the audit asks `accepts` about files that
        depend on it.
        """
        return ()

    def accepts(self, path: str, content: bytes) -> bool:  # noqa: ARG002
        """Whether a file of a built site is one of its own that depends on the frame."""
        return False

    def policies(self, site: "Site") -> Mapping[str, str]:  # noqa: ARG002
        """Map the path of a file of HTML to a content security policy of its own."""
        return {}

    def review(self, root: Path, paths: Iterable[Path]) -> Iterable[str]:  # noqa: ARG002
        """Say what an editor should look at in drafts; `digest check` prints it as text."""
        return ()

    def starts(
        self,
        name: str,  # noqa: ARG002
        files: Mapping[str, bytes],  # noqa: ARG002
        source: str,  # noqa: ARG002
    ) -> Mapping[str, bytes]:
        """Return the files that `digest init --with NAME` adds; `source` is its `--from`."""
        return {}

    def preview(self, loaded: "Loaded") -> "Loaded":
        """Change what `digest serve` shows, and only that."""
        return loaded

    @property
    def name(self) -> str:
        """Its name in messages and in `extras` of site.yml."""
        return self.package.rpartition(".")[2]

    @property
    def folder(self) -> Path:
        """The folder of its package."""
        return Path(str(import_module(self.package).__file__)).parent


@cache
def extras() -> tuple[Extension, ...]:
    """Load the core's own optional rooms."""
    package = import_module(_EXTRAS)
    names = sorted(module.name for module in iter_modules(package.__path__))
    return tuple(import_module(f"{_EXTRAS}.{name}").extension for name in names)


@cache
def extensions() -> tuple[Extension, ...]:
    """Load every extension, those of other packages last.

    Raises:
        Failure: a package cannot be used; the message names it.
    """
    from importlib.metadata import entry_points  # commands that load none start without it

    found = list(extras())
    for entry in sorted(entry_points(group=_GROUP), key=lambda entry: entry.name):
        # Load the extension of another package, and check what can be checked without a site.
        from importlib.metadata import distributions

        dist = entry.dist
        name = dist.name if dist else entry.module
        remedy = f"update it, or remove it: pip uninstall {name}"
        versions = {one.version for one in distributions(name=name)}
        if len(versions) > 1:
            listed = " and ".join(sorted(versions))
            raise Failure(f"{name}: versions {listed} are installed together; remove one of them")
        try:
            own = entry.load()
        except Exception as error:
            message = f"{name}: cannot be loaded ({type(error).__name__}: {error}); {remedy}"
            raise Failure(" ".join(message.split())) from error
        if not isinstance(own, Extension):
            raise Failure(f"{name}: '{entry.value}' is not an object of a class of `Extension`")
        if not own.core or not f"{__version__}.".startswith(f"{own.core}."):
            wanted = (
                f"version {own.core} of the program" if own.core else "no version of the program"
            )
            raise Failure(f"{name}: is for {wanted}, and this is version {__version__}; {remedy}")
        known = [part for part in vars(Extension) if not part.startswith("_")]
        for part in dir(own):
            if part not in known and not part.startswith("_"):
                help_line = did_you_mean(part, known, "begin a name of its own with an underscore")
                raise Failure(f"{name}: '{part}' is not a part of an extension; {help_line}")
        if own.package in [other.package for other in found]:
            raise Failure(f"{own.package}: two packages add this extension; remove one of them")
        taken = ["content/articles", "content/pages"]
        taken += [folder for other in found for folder in other.texts]
        for folder in own.texts:
            if folder in taken or not _FOLDER.fullmatch(folder):
                raise Failure(f"{name}: '{folder}' is not a free folder below content/")
        found.append(own)
    return tuple(found)


def active(settings: "Settings") -> tuple[Extension, ...]:
    """Return the extensions that a site has not switched off."""
    return tuple(own for own in extensions() if own.name not in settings.without)


def text_folders() -> dict[str, Extension]:
    """Map each folder of texts to the extension that reads it, also one that is switched off."""
    return {folder: own for own in extensions() for folder in own.texts}
