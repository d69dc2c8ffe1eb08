"""Pages of the desk: jobs that failed."""
