"""A running installation: its database, its processes, its health, its backups."""
