"""The one border between what people typed and what the generator trusts."""
