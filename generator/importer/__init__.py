"""A raw report becomes the draft of an article."""
