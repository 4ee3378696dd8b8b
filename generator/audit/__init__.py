"""The built site, looked at once more before anyone sees it, as a browser would."""
