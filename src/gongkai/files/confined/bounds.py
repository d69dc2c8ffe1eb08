"""How much a confined process may take."""

MEGABYTES = 1536
SECONDS = 40  # of the processor; the parent waits a little longer on the clock
