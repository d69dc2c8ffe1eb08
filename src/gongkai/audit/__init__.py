"""Reads any published annual report and judges it with the law. Knows no database and no web."""
