"""Read files into front matter and bodies; only this stage opens content."""
