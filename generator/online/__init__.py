"""Use the network: fetch pages and check links."""
