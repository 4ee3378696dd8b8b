"""The address for unsubscribing from the e-mail edition.

RFC 8058 wants an https address that takes a POST for one reader. Whoever sends the mail fills in which
reader, so the address may contain placeholders in braces.
"""

from __future__ import annotations

import re

from generator.check.fields import Fields
from generator.read.written_links import web_address_problem

_PLACEHOLDER = re.compile(r"\{\{?\w{1,40}\}?\}", re.ASCII)
EXAMPLE = "https://lists.example.org/unsubscribe/{token}"


def unsubscribe_problem(address: str) -> str | None:
    """The reason why a text cannot be that address, or None."""
    plain = _PLACEHOLDER.sub("x", address)
    if not plain.isascii():
        return "it contains letters that a mail header cannot (write them %-encoded)"
    if len(plain) > 500:
        return "it has more than 500 characters"
    if problem := web_address_problem(plain):
        return problem
    return None if plain.lower().startswith("https://") else "it has no https:// (RFC 8058)"


def read_unsubscribe(site: Fields) -> str:
    """The address set in site.yml."""
    value = site.text("unsubscribe", most=500)
    if value and (problem := unsubscribe_problem(value)):
        message = f"'{value[:60]}' is not an address to unsubscribe at: {problem}"
        site.report.add(site.place("unsubscribe"), "bad-url", message, f'write unsubscribe: "{EXAMPLE}"')
        return ""
    return value
