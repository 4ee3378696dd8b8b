"""Run MkDocs around the digest: configuration, frames, documentation pages, preview server."""
