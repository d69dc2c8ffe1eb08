"""Proactive disclosure 主动公开: the catalogue, its review chain, and what the public reads of it."""
