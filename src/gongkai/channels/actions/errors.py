"""What readers report, and what an office does about it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gongkai.channels.deadlines import answer_limit
from gongkai.channels.events import (
    ErrorReportAnswered,
    ErrorReportClosed,
    ErrorReported,
    ErrorReporterPurged,
)
from gongkai.channels.models import ErrorReport
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.models import Organ, User

State = ErrorReport.State


class EndedError(RefusedError):
    """It was dealt with already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a reader told.

    Attributes:
        page: the path of the page, or nothing where it is about no page of the organ.
        kind: one of ``ErrorReport.Kind``.
        text: in the reader's words.
        email: where the answer goes; nothing where the reader wants none.
        once: the same for a form that was sent twice.
    """

    page: str
    kind: str
    text: str
    email: str
    once: UUID


@action
def report(organ: Organ, told: Told, *, on: date, at: datetime, by: User) -> ErrorReport:
    """Take in what a reader found wrong.

    Raises:
        IntegrityError: the same form was taken in before.
    """
    made = ErrorReport.objects.create(
        organ=organ,
        page=told.page,
        kind=told.kind,
        words={"text": told.text, "email": told.email},
        once=told.once,
        reported_on=on,
        reported_at=at,
        due_on=answer_limit(on),
    )
    record(ErrorReported(page=told.page, error=told.kind), about=made, on=on, by=by)
    return made


@action
def answer(
    about: ErrorReport, text: str, *, is_right: bool, on: date, by: User, expected: int | None = None
) -> ErrorReport:
    """Say what was put right, or why it was right; who left an address gets it as a mail.

    Raises:
        EndedError: it was dealt with already.
    """
    _end(about, State.ANSWERED, text, on=on, by=by)
    about.is_right = is_right
    about.save(update_fields=["is_right"])
    record(ErrorReportAnswered(is_right=is_right), about=about, on=on, by=by, expected=expected)
    return about


@action
def close(about: ErrorReport, reason: str, *, on: date, by: User, expected: int | None = None) -> ErrorReport:
    """End what needs no answer: told twice, no words about the page, an advertisement.

    Raises:
        EndedError: it was dealt with already.
    """
    _end(about, State.CLOSED, reason, on=on, by=by)
    record(ErrorReportClosed(reason=reason), about=about, on=on, by=by, expected=expected)
    return about


@action
def purge(about: ErrorReport, *, on: date, by: User) -> ErrorReport:
    """Delete what the reader wrote; every figure stays."""
    lock(about)
    about.words, about.purged_on = None, on
    about.save(update_fields=["words", "purged_on"])
    record(ErrorReporterPurged(), about=about, on=on, by=by)
    return about


def _end(about: ErrorReport, state: State, text: str, *, on: date, by: User) -> None:
    lock(about)
    if not about.is_open:
        raise EndedError(f"这条留言{about.get_state_display()}，不能再次办理。")
    about.state, about.answer, about.ended_on, about.ended_by = state, text, on, by
    about.save(update_fields=["state", "answer", "ended_on", "ended_by"])
