"""What a site may contain, as the list of its paths says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.audit.problem import RULES
from generator.model.policy import META

_INDEX = re.compile("|".join(RULES["files"]["index"]))
"""Matches files of the search index, whose names only Pagefind knows."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that a site may have, and what its pages may run."""

    paths: frozenset[str]
    """The path of every file but those of the search index."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Path of each file of the digest, which the audit reads → the file that it is made of, or the
    name of its maker."""
    frames: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Path of a page → the frame around it, split at its slots."""
    policy: str = META
    """The content security policy of the pages."""
    path: str = ""
    """The digest's path in the site, such as `news/`."""

    def has(self, path: str) -> bool:
        """Whether a file belongs to the site."""
        return path in self.paths or bool(_INDEX.fullmatch(path.removeprefix(self.path)))
