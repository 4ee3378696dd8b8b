"""Compare an article with the text of its source."""
