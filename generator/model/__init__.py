"""Define the nouns: articles, terms, the site and its pages. Nothing here reads or writes."""
