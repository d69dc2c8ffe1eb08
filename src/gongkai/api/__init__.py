"""The read-only interface for programs: what the portal shows, as data."""
