"""Search: write records for Pagefind, run it, and write the names that the browser looks up."""
