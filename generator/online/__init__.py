"""The network: fetching pages, and checking which links are dead."""
