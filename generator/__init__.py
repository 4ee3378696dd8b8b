"""A curated security-news digest: articles in, a static site out.

The stages are folders, in the order the work is done: read → check → assemble → pages → recipes →
publish; `load` runs those that read. `cli` and `plugin` are the edges.
"""

__version__ = "0.1.0"
