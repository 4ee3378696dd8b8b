"""Find copies of pages in the Wayback Machine of the Internet Archive, and have it make new ones.

The archive's answer is trusted for a time stamp only. The address of a copy is made from it.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec

from newsroom.online.fetch import Fetched, FetchError, fetch

_SECONDS = 120.0
"""The archive loads a page with everything in it before it answers."""
_STAMP = re.compile(r"[0-9]{14}")
_TIME = re.compile(r"/web/([0-9]{14})[a-z_]*/")
_TOO_MANY = 429
_DAY = dt.timedelta(days=1)
"""A page may have been published on the day before, in another time zone."""


class Copy(NamedTuple):
    """A copy of a page."""

    url: str
    date: dt.date


class RefusedError(FetchError):
    """The archive asks us to stop (status 429)."""


class _Snapshot(msgspec.Struct):
    """A copy, as the archive describes it (https://archive.org/help/wayback_api.php)."""

    timestamp: str = ""
    available: bool = False
    status: str = ""


class _Snapshots(msgspec.Struct):
    closest: _Snapshot | None = None


class _Available(msgspec.Struct):
    archived_snapshots: _Snapshots


_get = partial(fetch, seconds=_SECONDS)


class Wayback:
    """The archive. Each method makes one request, and raises a FetchError if it fails."""

    def __init__(
        self,
        get: Callable[[str], Fetched] = _get,
        lookup: str = "https://archive.org",
        machine: str = "https://web.archive.org",
    ) -> None:
        """Use `get` to fetch an address; `lookup` and `machine` are the archive's two servers."""
        self._get = get
        self._lookup = lookup
        self._machine = machine

    def find(self, url: str, published: dt.date) -> Copy | None:
        """Find the copy nearest to the day on which a page was published.

        An older copy is of something else at that address, so the result is None.
        """
        query = urlencode({"url": url, "timestamp": f"{published:%Y%m%d}"})
        address = f"{self._lookup}/wayback/available?{query}"
        answer = self._ask(address)
        try:
            closest = msgspec.json.decode(answer.data, type=_Available).archived_snapshots.closest
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise FetchError(self._lookup, "the archive's answer cannot be read") from error
        if closest is None or not closest.available or closest.status != "200":
            return None
        copy = self._copy(url, closest.timestamp)
        if copy is None or copy.date < published - _DAY:
            return None
        return copy

    def save(self, url: str) -> Copy:
        """Have the archive save a page now."""
        try:
            answer = self._ask(f"{self._machine}/save/{url}")
        except FetchError as error:
            if error.status == 200:  # such as a PDF
                reason = "the archive does not say where its copy is; try again later"
                raise FetchError(url, reason) from error
            raise
        found = _TIME.match(answer.address.removeprefix(self._machine))
        copy = self._copy(url, found[1]) if found else None
        if copy is None:
            raise FetchError(url, "the archive answers with a page that is no copy")
        return copy

    def _ask(self, address: str) -> Fetched:
        try:
            return self._get(address)
        except FetchError as error:
            if error.status == _TOO_MANY:
                reason = "the archive asks us to wait (429); try again later"
                raise RefusedError(self._machine, reason, _TOO_MANY) from error
            raise FetchError(self._machine, error.reason, error.status) from error

    def _copy(self, url: str, time: str) -> Copy | None:
        """The copy of a page at a time such as `20240502120000`, in UTC.

        None if it is no time, or one that has not come yet.
        """
        if not _STAMP.fullmatch(time):
            return None
        try:
            date = dt.datetime.strptime(time, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC).date()
        except ValueError:
            return None
        if date > dt.datetime.now(dt.UTC).date():
            return None
        return Copy(f"{self._machine}/web/{time}/{url}", date)
