"""Pages of the desk: what one is told."""
