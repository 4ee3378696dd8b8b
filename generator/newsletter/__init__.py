"""Editions as e-mail."""
