"""Extensions: what other packages add to the digest, and the core's own optional rooms.

A package names an object of a subclass of `Extension` in the group `digest` of its entry points;
each folder of `generator/extras/` has one, named `extension`. Commands load them (`installed`), and
hand them down in `Settings.extensions`. Each room asks them for its parts, in the order of this
class; those of this class add nothing. The core carries what an extension has read of its own
files, and never looks at it. A value of a room above this one is `Any` here; an extension names its
type.

Files in the package's folder are parts, too: `codes.toml` lists the codes of its checks, as that of
`generator/diagnostics/` does; `locale/` translates its messages; `templates/` and `theme/` are
searched after the core's.
"""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

PLACES = ("actions", "article", "data")
"""The places of `Extension.inserts`: two on the page of an article, and the page about the data."""

TYPES_OF_KEYS = ("text", "url", "choice", "boolean", "list")
"""The types of `Extension.keys`."""


class Extension:
    """The parts that a package adds. Its methods import what they need when they are called."""

    package: str = ""
    """The name of the Python package; after a change of its files, pages are made again."""
    core: str = ""
    """The version of the core that it was written for: `0.1` stands for every 0.1.x."""
    commands: Mapping[str, tuple[str, str]] = {}
    """Command → one line about it, and the module with the function of that name."""
    keys: Mapping[str, Mapping[str, Any]] = {}
    """Key of front matter → its row, as in `generator/data/written_values.toml`.

    A row has a `description`, and a `type`, one of `TYPES_OF_KEYS`: a `choice` has `choices`, and a
    `list` is one of texts. The checked values are in `Article.extra`.
    """
    inserts: Mapping[str, str] = {}
    """Place in a page, one of `PLACES` → the template that is shown there."""
    only_advises: bool = False
    """Whether `check_article` gives only advice, which builds do without."""
    makes_weeks: bool = False
    """Whether it makes the list of weeks and the page of each week with articles.

    Their addresses are `EDITIONS` and `edition` of `model.address`. Menu, front page, search and
    data lead to them.
    """
    files: Sequence[str] = ()
    """Its own YAML files below `site_config/`, which `read` reads.

    When a term is renamed or merged, the terms that they list under the key of an article follow.
    """
    texts: Mapping[str, Iterable[str]] = {}
    """Folder of Markdown, such as `content/events` → the keys of its front matter, in order."""

    def read(self, root: Path, context: Any, report: Any) -> object:  # noqa: ARG002
        """Read and check its own files below `site_config/`.

        The result is in `Context.extras` and `Site.extras`, by `package`. If the extension checks
        articles, it is plain data, because each article's outcome is kept with its hash.
        """
        return None

    def read_texts(
        self,
        documents: Iterable[Any],  # noqa: ARG002
        context: Any,  # noqa: ARG002
        articles: Iterable[Any] | None,  # noqa: ARG002
        report: Any,  # noqa: ARG002
    ) -> Sequence[Any]:
        """Check files of the folders of `texts`, and return those without errors.

        Without `articles`, what the files say about articles is not checked.
        """
        return ()

    def check_article(self, article: Any, document: Any, context: Any, report: Any) -> None:
        """Add to the problems of one article, which `report` has already."""

    def check_site(self, site: Any, report: Any) -> None:
        """Report problems that need the whole site."""

    def pages(self, site: Any, shared: Any) -> Iterable[Any]:  # noqa: ARG002
        """Make pages beside the core's."""
        return ()

    def about(self, settings: Any) -> Iterable[tuple[str, str]]:  # noqa: ARG002
        """List address and title of its pages that are listed among those about the site."""
        return ()

    def scripts(self, settings: Any) -> Iterable[str]:  # noqa: ARG002
        """List the scripts of its `theme/` that every page loads."""
        return ()

    def inserted(self, place: str, site: Any, articles: Any) -> object:  # noqa: ARG002
        """Make what the template of an insert knows as `own`; `articles` are those of the page."""
        return None

    def recipes(self, loaded: Any, frame: Any) -> Iterable[Any]:  # noqa: ARG002
        """List files beside the core's; the check of links has no frame."""
        return ()

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

    def preview(self, loaded: Any) -> Any:
        """Change what `digest serve` shows, and only that."""
        return loaded

    @property
    def is_room(self) -> bool:
        """Whether it is an optional room of the core, which a site can switch off."""
        return self.package.startswith("generator.")

    @property
    def name(self) -> str:
        """Its name in messages and in `extras` of site.yml."""
        return self.package.rpartition(".")[2]

    @property
    def folder(self) -> Path:
        """The folder of its package."""
        return Path(str(import_module(self.package).__file__)).parent
