"""What entries can be about, and how the ledger names it."""

from typing import Any, ClassVar, Protocol


class Recorded(Protocol):
    """A row that belongs to an organ, in whose chain the acts about it stand."""

    pk: Any
    _meta: ClassVar[Any]

    @property
    def organ_id(self) -> int | None: ...


def subject(about: Recorded) -> str:
    """How the ledger names a row, as ``organs.unit:7``."""
    return f"{about._meta.label_lower}:{about.pk}"


def name(event: type) -> str:
    """How the ledger names an act, as ``organs.UnitOpened``."""
    return f"{event.__module__.split('.')[-2]}.{event.__name__}"
