"""Reading without a connection: a service worker, and the whole digest as a ZIP archive."""
