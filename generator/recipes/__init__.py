"""List every file of a site, each as a pure function and its arguments."""
