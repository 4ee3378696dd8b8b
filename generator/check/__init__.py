"""Turn people's input into values that the generator trusts; no other code does."""
