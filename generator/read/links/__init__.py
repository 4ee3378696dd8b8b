"""The rules for addresses: what a host, an address, a setting and the text of a link may be."""
