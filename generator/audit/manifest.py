"""What a site may contain, as the list of its paths says."""

import re
from dataclasses import dataclass

from generator.audit.problem import RULES, Problem
from generator.model.policy import META

_INDEX = re.compile("|".join(RULES["files"]["index"]))
"""Matches files of the search index, whose names only Pagefind knows."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that a site may have, and what its pages may run."""

    paths: frozenset[str]
    """The path of every file but those of the search index."""
    policy: str = META
    """The content security policy of every page."""
    path: str = ""
    """The digest's path in the site, such as `news/`."""
    documents: frozenset[str] = frozenset()
    """The pages that MkDocs wrote of documentation, or a plugin of anything."""
    usable: frozenset[str] | None = None
    """Files that pages may use as scripts, styles, manifests, icons and fonts; None for all."""

    def is_of_search(self, path: str) -> bool:
        """Whether a file is one of the search index."""
        return bool(_INDEX.fullmatch(path.removeprefix(self.path)))

    def problem_with(self, path: str) -> Problem | None:
        """Say why a file is unexpected; None if it belongs to the site."""
        if path in self.paths or self.is_of_search(path):
            return None
        message = "this file is none of those that a build of the site may write"
        return Problem("unexpected-file", message)
