"""From files to a checked site."""
