"""Families of commands of `digest`, each in a module; `cli` lists them."""
