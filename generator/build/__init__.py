"""From a checked site to the published one: pages, the output cache, publishing, the preview."""
