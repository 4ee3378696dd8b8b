"""Search: writes records for Pagefind, runs it, and writes the names that the browser looks up."""
