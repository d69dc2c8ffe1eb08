"""What is due: each register hands in its items through a function in the table ``DUE_SOURCES`` names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """Something that people of an organ must have done by a day.

    Attributes:
        title: what it is, as staff call it; without personal data, for it goes out by mail.
        due: the last day.
        url: where it is dealt with, from the root of the site.
        organ: the organ's id.
        people: ids of those whose business it is.
    """

    title: str
    due: date
    url: str
    organ: int
    people: frozenset[int]


Source = Callable[[int, date], Iterable[DueItem]]


def items(organ: int, on: date) -> list[DueItem]:
    """What the reader may see of what an organ has due, earliest first.

    Sources hand in what is overdue and what falls due soon; how soon is theirs to say.
    """
    sources: Sequence[Source] = import_string(settings.DUE_SOURCES)
    return sorted((item for source in sources for item in source(organ, on)), key=lambda item: item.due)


def items_of(person: int, organ: int, on: date) -> list[DueItem]:
    """What of it is this person's business."""
    return [item for item in items(organ, on) if person in item.people]
