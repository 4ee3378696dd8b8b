"""From a `Site` to pages: autoescaping templates, so that a page is safe by construction."""
