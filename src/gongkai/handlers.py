"""What follows from an act: the only road from a lower part to a higher one."""

from collections.abc import Mapping, Sequence

from gongkai.ledger.actions import Job

HANDLERS: Mapping[type, Sequence[Job]] = {}
