"""The commands for editors."""
