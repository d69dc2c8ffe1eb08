"""The embedded PostgreSQL: a wheel carries the binaries, initdb and pg_ctl are our own calls."""

from pathlib import Path


class Cluster:
    """A PostgreSQL cluster in a folder."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable

    def start(self) -> str:
        """Start it, or find it running; returns how to reach it as its superuser."""
        raise NotImplementedError

    def destroy(self) -> None:
        """Stop it and remove the folder."""
        raise NotImplementedError
