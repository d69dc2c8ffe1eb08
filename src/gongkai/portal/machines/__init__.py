"""Feeds, site map, data files: the portal for programs."""
