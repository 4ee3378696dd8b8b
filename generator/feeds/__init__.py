"""Write Atom, JSON Feed, RSS, OPML and sitemaps."""
