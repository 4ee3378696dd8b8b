"""What becomes of addresses on the web: fetching pages, and which links are dead."""
