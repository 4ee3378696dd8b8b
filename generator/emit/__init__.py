"""Composed pages to files: a site, or a tree that any engine builds."""
