"""Report problems: the catalogue of codes, places in files, output formats."""
