"""Pages of the desk: the catalogue of what is published."""
