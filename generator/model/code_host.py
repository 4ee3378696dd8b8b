"""Read from `edit_url` of site.yml where the repository is, and make addresses on its host.

GitHub and GitLab are told apart by the form of the address, because a GitLab may have any name:

    https://github.com/OWNER/NAME/edit/BRANCH/FOLDER/
    https://gitlab.com/GROUP/NAME/-/edit/BRANCH/FOLDER/
"""

import re
from typing import NamedTuple
from urllib.parse import quote, urlencode

_EDIT_URL = re.compile(
    r"(?P<origin>https?://[^/?#]+)/(?P<project>[^/?#]+(?:/[^/?#]+)+?)/(?P<gitlab>-/)?edit/"
    r"(?P<branch>[^/?#]+)/(?P<folder>(?:[^/?#]+/)*)"
)
_KNOWN = {"https://github.com": "github", "https://gitlab.com": "gitlab"}
"""The form of address that a host is known to have."""
_FORM = "Suggest an article"
"""The name of the template of issues that a GitLab project may have for suggestions."""


class CodeHost(NamedTuple):
    """A repository on GitHub or GitLab."""

    name: str
    """`github` or `gitlab`."""
    origin: str
    """Scheme and host, such as `https://github.com`."""
    project: str
    """The owner or groups, and the repository, as in `example/digest`."""
    branch: str
    folder: str
    """The folder of the site in the repository with a final slash; "" for the root."""

    @property
    def takes_text(self) -> bool:
        """Whether an address can fill in the text of a new file; GitLab fills in its name only."""
        return self.name == "github"

    def form(self) -> str:
        """The address of the form for suggestions."""
        if self.name == "github":
            return f"{self.origin}/{self.project}/issues/new/choose"
        query = urlencode({"issuable_template": _FORM}, quote_via=quote)
        return f"{self.origin}/{self.project}/-/issues/new?{query}"

    def new_file(self, path: str, text: str) -> str:
        """The address of the host's editor for a new file, with `text` if it takes one."""
        path = self.folder + path
        if self.takes_text:
            query = urlencode({"filename": path, "value": text}, quote_via=quote)
            return f"{self.origin}/{self.project}/new/{self.branch}?{query}"
        query = urlencode({"file_name": path}, quote_via=quote)
        return f"{self.origin}/{self.project}/-/new/{self.branch}?{query}"


def code_host(edit_url: str) -> CodeHost | None:
    """Read the address; None if it is that of another host, or empty."""
    match = _EDIT_URL.fullmatch(edit_url)
    if match is None or ".." in edit_url.split("/"):
        return None
    name = "gitlab" if match["gitlab"] else "github"
    origin = match["origin"].lower()
    if _KNOWN.get(origin, name) != name or (name == "github" and match["project"].count("/") > 1):
        return None
    return CodeHost(name, origin, match["project"], match["branch"], match["folder"])
