"""From files to front matter and bodies: the only stage that opens content."""
