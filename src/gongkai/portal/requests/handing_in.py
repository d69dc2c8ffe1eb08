"""What the public does to a request: the only place of the portal that writes.

The role of the public may read what is published and insert nothing; a citizen has no account in whose name
the ledger could write. So for exactly one act, and after everything typed was looked at, the system acts for
that one organ; the ledger then says that it was the system that took in what came by the website.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile

from gongkai.files import disk
from gongkai.files.models import File
from gongkai.files.receiving import receive
from gongkai.jobs.acting import acting, system_id
from gongkai.law import events as law
from gongkai.ledger.actions import RefusedError
from gongkai.organs.models import Organ, User
from gongkai.requests.actions.handling import add_paper, happen
from gongkai.requests.actions.intake import (
    Arrival,
    Asked,
    Enclosure,
    Submission,
    ask_correction_once,
    submit_once,
)
from gongkai.requests.models import InfoRequest, Paper
from gongkai.requests.queries import events

Sent: TypeAlias = "UploadedFile[Any]"  # subscriptable for the checker only


class AttachmentError(RefusedError):
    """A file cannot be kept; nothing was handed in."""

    def __init__(self, name: str, why: RefusedError) -> None:
        super().__init__(f"“{name}”：{why} 附件也可以不传，另行邮寄或者当面提交。")


@dataclass(frozen=True, slots=True)
class When:
    """The day and the moment."""

    on: date
    at: datetime


def hand_in(organ: Organ, asked: Asked, files: Iterable[Sent], *, when: When) -> Submission:
    """Take a request in, number first, then its papers; the same form again finds the same request.

    Raises:
        AttachmentError: a file cannot be kept.
    """
    arrival = Arrival(channel=law.Channel.WEB, submitted_on=when.on)
    with acting([organ.pk]):
        system = _system()
        enclosed = _enclosed(organ, files, when=when, by=system)
        return submit_once(organ, asked, arrival, enclosed, at=when.at, by=system)


def ask_correction(
    organ: Organ, asked: Asked, evidence: str, files: Iterable[Sent], *, when: When
) -> Submission:
    """As ``hand_in``, a request to correct a record about oneself.

    Raises:
        AttachmentError: a file cannot be kept.
    """
    arrival = Arrival(channel=law.Channel.WEB, submitted_on=when.on)
    with acting([organ.pk]):
        system = _system()
        enclosed = _enclosed(organ, files, when=when, by=system)
        return ask_correction_once(organ, asked, arrival, enclosed, evidence=evidence, at=when.at, by=system)


def add(
    case: InfoRequest,
    event: law.Event,
    files: Sequence[Sent],
    purpose: Paper.Purpose,
    *,
    when: When,
) -> None:
    """Let the applicant do something in the case; the same words on the same day count once.

    Raises:
        AttachmentError: a file cannot be kept.
        NotAllowedError: the procedure does not allow it now.
    """
    with acting([case.organ_id]):
        system = _system()
        own = InfoRequest.objects.select_for_update().get(pk=case.pk)
        if event in events(own, with_words=True):
            return
        happen(own, event, on=when.on, by=system)
        for keep in _enclosed(own.organ, files, when=when, by=system):
            add_paper(own, keep(), purpose, on=when.on, by=system)


def _enclosed(organ: Organ, files: Iterable[Sent], *, when: When, by: User) -> list[Enclosure]:
    return [partial(_kept, organ, sent, when=when, by=by) for sent in files]


def _kept(organ: Organ, sent: Sent, *, when: When, by: User) -> File:
    name = sent.name or ""
    try:
        file, _ = receive(organ, name, sent.chunks(disk.PIECE), on=when.on, at=when.at, by=by)
    except RefusedError as error:
        raise AttachmentError(name, error) from error
    return file


def _system() -> User:
    return User(pk=system_id())  # what is written down is its id
