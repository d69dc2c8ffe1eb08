"""Keeping organs apart: database roles, row-level security, and the scope a transaction runs in."""
