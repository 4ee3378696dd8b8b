"""The content security policy and the other headers of a site.

The policy comes first in every page, `recipes.every_file` writes `headers` for hosts that set
headers, and the audit compares every page with the policy. It allows the site's own files,
WebAssembly, which the search needs, and the inline scripts of the frame by their hashes; no other
script or style, and no other host.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence

_META = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)


def policy(hashes: Sequence[str] = ()) -> str:
    """Return the policy of a page; `hashes` are CSP sources of the frame's inline scripts."""
    return _META.format(scripts=" ".join(("'self'", "'wasm-unsafe-eval'", *hashes)))


def source_of(script: str) -> str:
    """Return the CSP source of an inline script: `'sha256-…'` (CSP 3, section 8.4)."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


META = policy()
"""The policy of a frame without inline scripts."""


def headers(meta: str = META) -> Mapping[str, str]:
    """Return the headers of every file of a site whose pages have this policy."""
    # a <meta> policy cannot restrict who frames the page (CSP 3, section 3.3)
    framing = "frame-ancestors 'none'"
    return {
        "Content-Security-Policy": f"{meta}; {framing}",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
