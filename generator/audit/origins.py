"""Find where a person wrote what is wrong in a built page.

MkDocs keeps no lines. So the text of the offending tag, its values and its name are looked up, in
this order, in the page's source, in mkdocs.yml, in the site's own templates and in inserts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from generator.audit.problem import PART_ENDS
from generator.diagnostics.diagnostics import Place, Report
from generator.read.regular import read_regular
from generator.read.text import position

_MOST_BYTES = 10 * 1024 * 1024
_VALUES = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_SHORTEST = 4
"""Characters of a value that is looked up; a shorter one may be anywhere."""


@dataclass(frozen=True, slots=True)
class Origins:
    """The files that people wrote, of which pages are made."""

    root: Path
    owners: Mapping[str, str]
    """Path of a built file → the file below `root` that it is made of, or the name of its maker."""
    documents: str = ""
    """The folder of documentation; "" without any."""
    common: Sequence[str] = ()
    """Files that are part of every page: mkdocs.yml and templates."""
    _texts: dict[str, str] = field(default_factory=dict)

    def place(self, path: str, html: str, near: str, offset: int) -> Place | None:
        """Find the text at an offset of a built file; None if no person wrote it.

        `near` is the problem's own text there.
        """
        wanted = [near]
        if near.startswith("<"):
            tag = html[offset : html.find(">", offset) + 1]
            values = {"".join(groups) for groups in _VALUES.findall(tag)}
            values |= {value.lstrip("./") for value in values}  # the way up depends on the page
            long = [value for value in values if len(value) >= _SHORTEST]
            wanted = [tag, *sorted(long, key=len, reverse=True)]
        wanted += [unescape(text) for text in wanted]
        is_written = near.startswith("#") or path.endswith(".css")  # a link's part, or a style
        if self.is_document(path) or is_written:
            place = self._find(self.source(path), [*wanted, near], html[:offset])
            if place is not None:
                return place
        for file in self.common:
            if place := self._find(file, wanted, ""):
                return place
        return None

    def source(self, path: str) -> str:
        """Return the file of which a built one is made; "" if there is none, or more than one."""
        owner = self.owners.get(path, "")
        return owner if "/" in owner else ""

    def is_document(self, path: str) -> bool:
        """Whether a built file is made of a file of documentation."""
        return bool(self.documents) and self.source(path).startswith(f"{self.documents}/")

    def _find(self, file: str, wanted: Sequence[str], before: str) -> Place | None:
        """Find the first of some texts that a file has; of repeated ones, the same repetition."""
        text = self._text(file)
        for part in filter(None, wanted):
            end = PART_ENDS if part.startswith("#") else ""
            pattern = re.compile(re.escape(part) + end, re.IGNORECASE)
            found = [match.start() for match in pattern.finditer(text)]
            if found:
                number = min(len(pattern.findall(before)), len(found) - 1)
                return Place(file, *position(text, found[number]))
        return None

    def _text(self, file: str) -> str:
        if file not in self._texts:
            data = read_regular(self.root / file, file, _MOST_BYTES, Report()) or b""
            self._texts[file] = data.decode(errors="replace")
        return self._texts[file]
