"""Pages of the desk: organs, units, posts and people."""
