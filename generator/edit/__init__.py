"""Changing what people wrote, as text: comments and meaning stay, and never half a change."""
