"""The digest as data: one module for each format, all of them made from the same articles."""
