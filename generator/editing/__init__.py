"""Articles and registries changed as text: formatting, fixes, renaming, merging, new articles."""
