"""What the public does to a request: the only place of the portal that writes.

The role of the public may read what is published and insert nothing; a citizen has no account in whose name
the ledger could write. So for exactly one act, and after everything typed was looked at, the system acts for
that one organ; the ledger then says that it was the system that took in what came by the website.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile

from gongkai.files import disk
from gongkai.files.receiving import receive
from gongkai.jobs.acting import acting, system_id
from gongkai.law import events as law
from gongkai.ledger.actions import RefusedError
from gongkai.organs.models import Organ, User
from gongkai.requests.actions.handling import add_paper, happen
from gongkai.requests.actions.intake import Arrival, Asked, Submission, ask_correction_once, submit_once
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
    return _taken_in(
        organ, files, lambda system: submit_once(organ, asked, arrival, at=when.at, by=system), when
    )


def ask_correction(
    organ: Organ, asked: Asked, evidence: str, files: Iterable[Sent], *, when: When
) -> Submission:
    """As ``hand_in``, a request to correct a record about oneself.

    Raises:
        AttachmentError: a file cannot be kept.
    """
    arrival = Arrival(channel=law.Channel.WEB, submitted_on=when.on)
    take = partial(ask_correction_once, organ, asked, arrival, evidence=evidence, at=when.at)
    return _taken_in(organ, files, lambda system: take(by=system), when)


def _taken_in(
    organ: Organ, files: Iterable[Sent], take: Callable[[User], Submission], when: When
) -> Submission:
    with acting([organ.pk]):
        system = _system()
        made = take(system)
        if made.is_new:
            _add(made.request, files, Paper.Purpose.APPLICATION, when=when, by=system)
    return made


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
        _add(own, files, purpose, when=when, by=system)


def _add(case: InfoRequest, files: Iterable[Sent], purpose: Paper.Purpose, *, when: When, by: User) -> None:
    for sent in files:
        name = sent.name or ""
        try:
            file, _ = receive(case.organ, name, sent.chunks(disk.PIECE), on=when.on, at=when.at, by=by)
        except RefusedError as error:
            raise AttachmentError(name, error) from error
        add_paper(case, file, purpose, on=when.on, by=by)


def _system() -> User:
    return User.objects.get(pk=system_id())
