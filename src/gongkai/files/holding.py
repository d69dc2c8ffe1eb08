"""Who needs a file: each register tells through a function in the table that ``FILE_HOLDERS`` names."""

from collections.abc import Callable, Iterable, Sequence

from django.conf import settings
from django.utils.module_loading import import_string

Holder = Callable[[int], Iterable[str]]


def uses_of(file: int) -> list[str]:
    """What a file is used for, as staff call it; nothing where it may be removed."""
    holders: Sequence[Holder] = import_string(settings.FILE_HOLDERS)
    return [use for holder in holders for use in holder(file)]
