"""The interface for programs: read-only, versioned, of what the public reads and of nothing else."""
