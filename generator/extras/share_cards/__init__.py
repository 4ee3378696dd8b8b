"""Share cards: pictures with a page's name, which other sites show beside links to it."""
