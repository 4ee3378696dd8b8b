"""Problems: the catalogue of codes, places, output formats."""
