"""Find the addresses that a style sheet loads: `url()`, `@import`, `src()`, `image-set()`.

The tokens are those of CSS Syntax Level 3, section 4. Escapes are resolved and comments are left
out, as browsers do; a string counts only where it is an address.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.read.links.web_addresses import tidied

_ESCAPE = r"\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\r\n\f])?|[^\r\n\f0-9a-fA-F])"
_WORD = rf"(?:[-\w]|[^\x00-\x7f]|{_ESCAPE})+"
_TOKEN = re.compile(
    rf"""/\*.*?(?:\*/|\Z)
    |(?P<string>"(?:[^"\\\n\r\f]|\\(?:\r\n|.))*|'(?:[^'\\\n\r\f]|\\(?:\r\n|.))*)["']?
    |(?P<rule>@{_WORD})
    |(?P<function>{_WORD})\(
    |{_WORD}
    |(?P<sign>[(){{}};])""",
    re.DOTALL | re.VERBOSE,
)
_UNQUOTED = re.compile(rf"[ \t\r\n\f]*(?P<address>(?:[^\"'()\\ \t\r\n\f]|{_ESCAPE})+)")
_NUMBER = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?|(\r\n|.))", re.DOTALL)
_LOADING = re.compile(r"(?:-\w+-)?image-set|src|image|url")
"""Functions whose strings are addresses."""
_ELSEWHERE = re.compile(r"//|(?!data:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""Matches the beginning of an address on another site, once browsers have tidied it."""
_UNKNOWN = ("attr", "env", "var")
"""Functions whose result nobody knows before a browser has it."""


class StyleAddress(NamedTuple):
    """An address in a style sheet."""

    offset: int
    address: str
    """Without quotation marks and escapes; `var()` and its like for one that cannot be read."""


def loaded_from_elsewhere(css: str, url: str) -> Iterator[StyleAddress]:
    """Find what a style sheet loads from another site, or from an address that nobody can read.

    `url` is the address of the site; empty if it is unknown.
    """
    for found in addresses_in(css):
        address = tidied(found.address)
        is_own = bool(url) and address.startswith(f"{url.rstrip('/')}/")
        if found.address.endswith("()") or (_ELSEWHERE.match(address) and not is_own):
            yield found


def addresses_in(css: str) -> Iterator[StyleAddress]:
    """Find every address that a style sheet may load."""
    around: list[str] = []
    rule = ""
    for token in _TOKEN.finditer(css):
        if token["rule"]:
            rule = _plain(token["rule"]).lower()
        elif token["sign"]:
            if token["sign"] in "{};":
                rule, around = "", []
            elif token["sign"] == "(":
                around.append("")
            elif around:
                around.pop()
        elif token["function"] is not None:
            name = _plain(token["function"]).lower()
            if name in _UNKNOWN and any(map(_LOADING.fullmatch, around)):
                yield StyleAddress(token.start(), f"{name}()")
            around.append(name)
            unquoted = _UNQUOTED.match(css, token.end())
            if name == "url" and unquoted and rule != "@namespace":
                yield StyleAddress(token.start(), _plain(unquoted["address"]))
        elif token["string"] is not None:
            is_address = rule == "@import" or any(map(_LOADING.fullmatch, around))
            if is_address and rule != "@namespace":
                yield StyleAddress(token.start(), _plain(token["string"][1:]))


def _plain(text: str) -> str:
    """A text without escapes."""
    return _NUMBER.sub(_meant, text) if "\\" in text else text


def _meant(escape: re.Match[str]) -> str:
    if escape[1]:
        number = int(escape[1], 16)
        return chr(number) if 0 < number <= 0x10FFFF else "\ufffd"
    return "" if escape[2] in "\r\n\f" or escape[2] == "\r\n" else escape[2]
