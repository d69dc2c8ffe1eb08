"""Reads a website page by page, follows every link, and judges what it finds. Knows no database."""
