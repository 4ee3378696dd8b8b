"""What editors use beside the digest: importing, comparing, watching, renaming, mailing."""
