"""The content security policy and the other headers of a site.

The theme puts `META` first into every page, `build.hosting` writes `HEADERS`
for hosts that set headers, and the audit compares every page with `META`. The
policy allows the site's own files and WebAssembly, which the search needs, and
nothing else: no inline script or style, no other host.
"""

META = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)

HEADERS = {
    # a <meta> policy cannot restrict who frames the page (CSP 3, section 3.3)
    "Content-Security-Policy": f"{META}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Headers of every file of the site."""
