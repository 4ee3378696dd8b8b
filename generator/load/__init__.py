"""Read files into a checked site."""
