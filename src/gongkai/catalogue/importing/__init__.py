"""Bringing items in from Word and Excel, and taking them out again."""
