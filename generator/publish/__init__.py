"""Make files from their recipes, and publish them in one step."""
