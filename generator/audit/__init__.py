"""Check the built site as a browser would read it, before it is published."""
