"""Advice on wording, borrowed sentences, duplicates and names."""
