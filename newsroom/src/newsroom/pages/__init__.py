"""Pages that the newsroom adds to the site."""
