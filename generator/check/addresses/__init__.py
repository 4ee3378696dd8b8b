"""Permalinks, redirects and identities, which keep published pages reachable."""
