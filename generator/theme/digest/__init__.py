"""The lean frame, a theme of MkDocs that is called `digest`: `theme: {name: digest}` in mkdocs.yml."""
