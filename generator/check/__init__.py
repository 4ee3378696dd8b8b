"""Turns what people typed into values that the generator trusts; nothing else does."""
