"""Find hosts that a text writes without their dots.

Examples are `cisa·gov`, `cisa[.]gov`, `cisa dot gov` and `hxxps://cisa.gov`. Some forms only hide a
host from a check. Others are habits of honest writers: security texts defang an address so that
nobody opens it by mistake. So there are two readings: `unveiled` supports an error, `refanged` only
advice.
"""

import re

from generator.read.tables import table

_TABLES = table("generator.read", "addresses")
_ENDINGS = "com|edu|gov|mil|net|org"
"""The endings that no honest text joins to a word by another sign.

Others are words, as in `News·Live`.
"""
_DOTS = "\u00b7\u0387\u2022\u2024\u2027\u2219\u22c5\u30fb\ua78f"
_BELOW_COUNTRY = "ac|co|com|edu|gov|net|org"
_VEILED = re.compile(
    rf"(?<![\w{_DOTS}])(?:[\w-]+[.,{_DOTS}])*?[\w-]+[{_DOTS},]"
    rf"(?:(?:{_ENDINGS})|(?:{_BELOW_COUNTRY})[{_DOTS},][a-z]{{2}})(?![\w-])",
    re.IGNORECASE,
)
_TO_DOTS = str.maketrans(dict.fromkeys(f"{_DOTS},", "."))

_DEFANGED_SCHEME = re.compile(r"\bh(?:xx|\*\*|tt)p(s?)(?:\[:\]|:)(?:\[?//\]?|\\\\)", re.IGNORECASE)
_DEFANGED_DOT = re.compile(r"(?<=\w)\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?(?=\w)", re.IGNORECASE)
_SPOKEN = re.compile(
    rf"(?<!\w)(?P<name>[\w-]{{2,}})\s+(?:dot|\.)\s+"
    rf"(?P<ending>{_ENDINGS}|info|int|(?:{_BELOW_COUNTRY})\s+(?:dot|\.)\s+[a-z]{{2}})(?!\w)",
    re.IGNORECASE,
)
_SPOKEN_DOT = re.compile(r"\s+(?:dot|\.)\s+", re.IGNORECASE)
_NOT_NAMES = frozenset(_TABLES["before_spoken_dots"].split())
"""Words before `dot com` that no host is called, as in `the dot com bubble`."""


def unveiled(text: str) -> str:
    """Put dots into hosts that are written with a middle dot or a comma, as in `bbc·co·uk`."""
    return _VEILED.sub(lambda match: match[0].translate(_TO_DOTS), text)


def refanged(text: str) -> str:
    """Restore hosts that are spelled out or defanged: `cisa dot gov`, `hxxps://cisa[.]gov`."""
    text = _DEFANGED_SCHEME.sub(r"http\1://", text)
    text = _DEFANGED_DOT.sub(".", text)
    return _SPOKEN.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    if match["name"].lower() in _NOT_NAMES:
        return match[0]
    return f"{match['name']}.{_SPOKEN_DOT.sub('.', match['ending'])}"
