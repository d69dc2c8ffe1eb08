"""The bounds that a confined process sets itself before it looks at a foreign file."""

import resource

MEGABYTES = 1536
LARGEST_FILE = 512 << 20
MOST_FILES = 64


def confine(seconds: int, *, megabytes: int = MEGABYTES, largest_file: int = LARGEST_FILE) -> None:
    """No more memory, time, or disk than the work may need; no core file, which would hold the content."""
    for limit, most in (
        (resource.RLIMIT_AS, megabytes << 20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, largest_file),
        (resource.RLIMIT_NOFILE, MOST_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (bound, bound))
