"""已公开的相近信息: where the catalogue of published information will answer before somebody has to wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.organs.models import Organ


@dataclass(frozen=True, slots=True)
class Published:
    """Something that is published already, and where."""

    title: str
    url: str


def already_published(organ: Organ, wanted: str) -> Sequence[Published]:  # noqa: ARG001  what a search needs
    """What of the organ's published information resembles what somebody wants; shown before he submits."""
    return ()
