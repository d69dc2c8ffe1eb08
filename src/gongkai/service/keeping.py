"""Keeps the embedded database running while an installation serves; a process that ``serve`` starts.

A process of its own, so that a long recovery holds up nobody who looks after the others.
"""

import sys
import time
from pathlib import Path

import structlog

from gongkai.service.embedded import Cluster, EmbeddedError

LOOK_EVERY = 1.0
log = structlog.get_logger(__name__)


def keep(cluster: Cluster) -> None:
    """Look after it for ever.

    Raises:
        EmbeddedError: it cannot be started again.
    """
    while True:
        cluster.resume()
        time.sleep(LOOK_EVERY)


if __name__ == "__main__":
    try:
        keep(Cluster(Path(sys.argv[1])))
    except EmbeddedError as error:
        log.error("database does not start", told=str(error))  # noqa: TRY400  it says all
        sys.exit(1)
