"""Readers of the catalogue, by who may see what they find."""
