"""What the commands for an installation share: reaching its database, running what needs the owner."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import typer

from gongkai.cli.screen import refuse
from gongkai.service import commands
from gongkai.service.database import Access, DatabaseError, access
from gongkai.service.embedded import EmbeddedError


@contextmanager
def opened() -> Iterator[Access]:
    """The installation's database, as long as the block runs; what was not running before stops after it.

    Where it cannot be reached the command ends with what to do.
    """
    try:
        found = access(os.environ)
    except (DatabaseError, EmbeddedError, FileNotFoundError) as error:
        refuse(str(error))
    try:
        yield found
    finally:
        if found.cluster and not found.cluster.was_running:
            found.cluster.stop()


def maintenance(found: Access) -> Mapping[str, str]:
    """The environment of what the owner does; without a way to be the owner the command ends."""
    try:
        return found.maintenance
    except DatabaseError as error:
        refuse(f"{error}。")


def run_as_owner(*arguments: str) -> None:
    """Run one of Django's commands as the owner, and end with its code."""
    with opened() as found:
        raise typer.Exit(commands.run(maintenance(found), *arguments))
