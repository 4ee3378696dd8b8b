"""Change articles and registries as text: fixes, new articles, new digests."""
