"""Comparing an article with the text of its source."""
