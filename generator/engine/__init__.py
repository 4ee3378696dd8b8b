"""MkDocs around the digest: its configuration, the two frames, documentation pages, the preview server."""
