"""The content security policy and the other headers of a site.

The policy comes first in every page of the digest, `recipes.every_file` writes `headers` for hosts
that set headers, and the audit compares every page with the policy. It allows the site's own files,
WebAssembly, which the search needs, and the inline scripts and styles of the frame by their hashes;
no other script or style, and no other host. A frame that names other hosts has `LEFT_TO_OWNER`.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence

_META = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
LEFT_TO_OWNER = (
    "frame-src 'none'; object-src 'none'; media-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
"""The policy without its directives for scripts, styles, pictures, fonts and connections, and
without `default-src`, which browsers take in the place of each that is missing."""


def policy(scripts: Sequence[str] = (), styles: Sequence[str] = ()) -> str:
    """Return the policy of a page; both arguments are CSP sources of what the frame has inline."""
    return _META.format(
        scripts=" ".join(("'self'", "'wasm-unsafe-eval'", *scripts)),
        styles=" ".join(("'self'", *styles)),
    )


def source_of(text: str) -> str:
    """Return the CSP source of an inline script or style: `'sha256-…'` (CSP 3, section 8.4)."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


META = policy()
"""The policy of a frame without inline scripts."""


def headers(meta: str = META) -> Mapping[str, str]:
    """Return the headers of every file of a site whose pages have this policy.

    It is "" for a site with documentation, which the policy would stop.
    """
    # a <meta> policy cannot restrict who frames the page (CSP 3, section 3.3)
    framing = "frame-ancestors 'none'"
    return {
        "Content-Security-Policy": f"{meta}; {framing}" if meta else framing,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
