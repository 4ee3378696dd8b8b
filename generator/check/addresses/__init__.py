"""Permalinks, redirects and identities: what was published stays reachable."""
