"""From files to the published site: loading, the theme, the output cache, publishing, the preview."""
