"""Turn a raw report into a draft article."""
