"""The whole digest as a database, `data/digest.sqlite`."""
