"""Public pages as files: written when they change, and there while neither app nor database are."""
