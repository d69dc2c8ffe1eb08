"""Pages of the desk: what is to be done today."""
