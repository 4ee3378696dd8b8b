"""Change articles and registries as text: formatting, fixes, renaming, merging, new articles."""
