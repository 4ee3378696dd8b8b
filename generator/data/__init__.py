"""Publish the digest as data: JSON, CSV, SQLite, citations, JSON-LD, Markdown copies."""
