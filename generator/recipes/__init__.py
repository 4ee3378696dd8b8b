"""Every file of a site: a pure function and its arguments."""
