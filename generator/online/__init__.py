"""The network: fetching pages and checking links."""
