"""Ask a host's robots.txt before reading its feeds (RFC 9309)."""

from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from newsroom.online.fetch import Fetched, FetchError

_OWN_NAME = "digest"
"""The product token of our User-Agent header."""
_MOST_BYTES = 500 * 1024
"""Section 2.5 asks for at least 500 KiB."""
_REFUSED = (401, 403)
"""Python's own reader takes these answers for a refusal of everything, and so do we."""


class Robots:
    """The rules of the hosts that were asked, each fetched once."""

    def __init__(self, get: Callable[[str], Fetched]) -> None:
        """Use `get` to fetch an address; it raises a FetchError."""
        self._get = get
        self._rules: dict[str, RobotFileParser | str] = {}
        """The rules of a host, or the reason why they cannot be used."""

    def refusal(self, url: str) -> str:
        """Say why an address may not be read; "" if its host allows it.

        A host without the file allows everything. One that cannot be reached or fails forbids
        everything for now (section 2.3.1.4).
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._read(f"{origin}/robots.txt")
        rules = self._rules[origin]
        if isinstance(rules, str):
            return f"the robots.txt of {parts.netloc} cannot be used: {rules}"
        if not rules.can_fetch(_OWN_NAME, url):
            return f"the robots.txt of {parts.netloc} does not allow us to read it"
        return ""

    def _read(self, address: str) -> RobotFileParser | str:
        rules = RobotFileParser()
        text = ""
        try:
            answer = self._get(address)
            if answer.kind == "text/plain":  # others answer with a page for all that is missing
                text = answer.data[:_MOST_BYTES].decode("utf-8-sig", "replace")
        except FetchError as error:
            is_missing = 400 <= error.status < 500 or error.status == 200
            if error.status in _REFUSED or not is_missing:
                return error.reason
        try:
            rules.parse(text.splitlines())
        except ValueError:  # Python's reader stumbles over `Disallow: //[` or `Crawl-delay: ²`
            return "its rules cannot be read"
        return rules
