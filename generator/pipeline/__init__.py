"""From files to a checked site: reading, checking and assembling in their order."""
