"""Pages of the desk: the organ's files."""
