"""Read a `_headers` file as hosts do, to serve a site with its headers."""

import re

Rules = list[tuple[str, list[tuple[str, str]]]]


def read_rules(text: str) -> Rules:
    """Pairs of a path and its headers; lines that begin with # are comments."""
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
    """The headers of every rule that matches a path: `*` matches anything, `:name` one folder."""
    return [
        header
        for pattern, headers in rules
        if _regex(pattern).fullmatch(path)
        for header in headers
    ]


def _regex(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*|:[a-z]+)", pattern)
    return re.compile(
        "".join({"*": ".*", ":": "[^/]+"}.get(part[:1], re.escape(part)) for part in parts)
    )
