"""Make pages: the views of each kind of page, their templates, and rendering."""
