"""Counting who reads what."""
