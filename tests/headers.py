"""A `_headers` file as the hosts read it, for tests to serve a site with."""

from __future__ import annotations

import re

Rules = list[tuple[str, list[tuple[str, str]]]]


def read_rules(text: str) -> Rules:
    """Blocks of a path and its headers; lines that begin with # say nothing."""
    rules: Rules = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("/"):
            rules.append((line.strip(), []))
        else:
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
    return rules


def sent(rules: Rules, path: str) -> list[tuple[str, str]]:
    """What a path is sent with: the headers of every block that fits, where * stands for anything."""
    return [
        header
        for pattern, headers in rules
        if re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), path)
        for header in headers
    ]
