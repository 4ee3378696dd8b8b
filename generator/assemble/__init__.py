"""Group and sort articles, without input or output: which articles belong to which page."""
