"""Warn when Python's release is no longer supported.

The result is a sentence rather than a diagnostic, because a build must not begin to fail under
`--strict` on a certain day. These dates are in no other place.
"""

import datetime as dt
import sys

SUPPORT = {
    # https://devguide.python.org/versions/
    (3, 11): dt.date(2027, 10, 31),
    (3, 12): dt.date(2028, 10, 31),
    (3, 13): dt.date(2029, 10, 31),
}
"""Release of Python → the last day of its security fixes."""


def engine_warning(today: dt.date, release: tuple[int, int] = sys.version_info[:2]) -> str:
    """One sentence if this release of Python is no longer supported, otherwise ""."""
    ends = SUPPORT.get(release, today)
    if today <= ends:
        return ""
    advice = "install a newer one and run `make clean site`"
    return f"Python {release[0]}.{release[1]} has had no security fixes since {ends}; {advice}"
