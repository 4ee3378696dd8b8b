"""Ask other computers: pages, archives, robots.txt."""
