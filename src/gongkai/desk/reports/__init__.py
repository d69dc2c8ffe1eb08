"""Pages of the desk: the annual report."""
