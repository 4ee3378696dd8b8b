"""Search: records for Pagefind, running it, and the names that the browser looks up."""
