"""Inline scripts that the frame writes into its pages: programs, by their hashes, and settings.

Both readings of a page ask this. Each script is in the page once, so that no part of the digest can
repeat one, and settings stand outside the digest's part.
"""

import re
from functools import lru_cache

from generator.audit.problem import hidden, referred
from generator.model.policy import source_of

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SETTINGS = re.compile(r'<script id="__config" type="application/json">([^<\r]*)</script>')
"""Matches the settings of Material's script, which are data, below the content."""
_CONTENT, _END = 'id="content"', "</main>"


def without_scripts(html: str, policy: str) -> str:
    """Put a line break in the place of each script that the frame may have.

    If one is there twice, all stay. Settings are kept as text.
    """
    scripts = _SCRIPT.findall(html)
    if len(set(scripts)) == len(scripts):
        html = _SCRIPT.sub(lambda found: "<br>" if _is_sound(found[1], policy) else found[0], html)
    before, end, after = html.rpartition(_END)
    if end and html.count("__config") == 1:
        after = _SETTINGS.sub(r"<br>\1", after)
    return f"{before}{end}{after}"


def is_of_frame(script: str, kind: str, html: str, policy: str) -> bool:
    """Whether the frame may have written an inline script of this type and text into a page.

    Where settings stand in the text counts: an open table moves what follows the digest into it.
    """
    text = f">{script}</script>"
    if html.count(text) != 1:
        return False
    before, _, digest = html.partition(_CONTENT)
    if kind == "application/json":
        return text in f"{before}\n{digest.rpartition(_END)[2]}"
    return source_of(script) in policy


@lru_cache
def _is_sound(script: str, policy: str) -> bool:
    # `<!--` in a script may move its end (HTML standard, 13.2.5.17).
    is_allowed = source_of(script) in policy and "<!--" not in script
    return is_allowed and not any(hidden(script)) and not any(referred(script))
