"""From the ledger to the events of the law and back; words of people are parted from facts on the way.

A word that was left out is told by ``REDACTED``, so that the procedure judges a case whose words were deleted
as it did before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from enum import Enum
from typing import Any

from gongkai.law import events
from gongkai.law.events import Event
from gongkai.law.plain import build
from gongkai.ledger.subjects import name

LAW = "law."
REDACTED = "•"
KINDS: Mapping[str, type[Event]] = {
    name(kind): kind
    for kind in vars(events).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
}
# What the ledger may keep: numbers, labels and names of offices. All other words may tell of persons.
OPEN_FIELDS = frozenset(
    {"serial", "children", "to", "unit", "party", "letter", "number", "tracking", "court", "receipt", "basis"}
)


def parted(event: Event) -> tuple[Event, dict[str, Any]]:
    """The event as the ledger keeps it, and the words to be sealed."""
    words = {
        field.name: getattr(event, field.name) for field in fields(event) if _is_words(event, field.name)
    }
    redacted = replace(event, **{key: _redacted(value) for key, value in words.items()})
    return redacted, {key: value if isinstance(value, str) else list(value) for key, value in words.items()}


def event_of(act: str, data: Mapping[str, Any], words: Mapping[str, Any] | None = None) -> Event:
    """The event that an entry tells of, with its words where they are at hand."""
    return build(KINDS[act], {**data, **(words or {})})


def ordered(happened: Iterable[Event]) -> list[Event]:
    """The events in the order of their days; of one day, in the order in which they were recorded."""
    return sorted(happened, key=lambda event: event.on)


def _is_words(event: Event, field: str) -> bool:
    value = getattr(event, field)
    return field not in OPEN_FIELDS and bool(value) and _holds_text(value)


def _holds_text(value: Any) -> bool:
    if isinstance(value, Enum):
        return False
    return isinstance(value, str) or (isinstance(value, tuple) and all(isinstance(one, str) for one in value))


def _redacted(value: Any) -> Any:
    return REDACTED if isinstance(value, str) else tuple(REDACTED for _ in value)
