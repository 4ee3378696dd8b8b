"""Pure grouping and ordering: which articles belong to which page."""
