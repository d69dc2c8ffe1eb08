"""Organs 机关 and the people who work for them: a tree, units, posts, users, roles."""
