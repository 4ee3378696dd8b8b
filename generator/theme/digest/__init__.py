"""The lean frame, a theme of MkDocs with the name `digest` (`theme: {name: digest}`)."""
