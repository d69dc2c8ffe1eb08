"""Writing, numbering, signing and sending letters."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from gongkai.documents.model import UnprintableTextError
from gongkai.files.models import File
from gongkai.files.receiving import receive
from gongkai.law.events import Delivery
from gongkai.law.letters import Letter as Composed
from gongkai.law.numbers import DocumentNumber
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.letters.events import (
    LetterBegun,
    LetterDiscarded,
    LetterheadChanged,
    LetterReturned,
    LetterRevised,
    LetterSent,
    LetterServed,
    LetterSigned,
)
from gongkai.letters.models import Letter, Letterhead, Series
from gongkai.letters.printing import Printed, printed, words_digest
from gongkai.letters.queries import composed, letterhead, next_number, series_code
from gongkai.organs.models import Organ, User


class NotReadyError(RefusedError):
    """The letter cannot be signed as it is; the message says what to put right."""


class FrozenError(RefusedError):
    """The letter is not in a state in which this can happen to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What an organ's letters say about it."""

    contact: str
    phone: str
    address: str
    postcode: str = ""
    email: str = ""
    fax: str = ""
    hours: str = ""
    reviewers: Sequence[Mapping[str, str]] = ()
    court: str = ""
    online_channel: str = ""


@action
def set_letterhead(
    organ: Organ, head: Head, *, on: date, by: User, expected: int | None = None
) -> Letterhead:
    """Fix what all letters of an organ say about it from now on."""
    row = letterhead(organ.pk) or Letterhead(organ=organ)
    for name, value in asdict(head).items():
        setattr(row, name, [dict(one) for one in value] if name == "reviewers" else value)
    row.save()
    record(LetterheadChanged(), about=row, on=on, by=by, expected=expected)
    return row


@action
def begin(
    organ: Organ,
    code: str,
    slots: Mapping[str, Any],
    *,
    follows: str = "",
    delivery: Delivery = Delivery.POST,
    on: date,
    by: User,
) -> Letter:
    """Begin a letter with what is known already."""
    letter = Letter.objects.create(
        organ=organ,
        code=code,
        follows=follows,
        slots=dict(slots),
        wording={},
        delivery=delivery.value,
        begun_on=on,
        begun_by=by,
    )
    record(LetterBegun(code=code), about=letter, on=on, by=by)
    return letter


@action
def revise(
    letter: Letter,
    slots: Mapping[str, Any],
    wording: Mapping[str, str],
    *,
    delivery: Delivery,
    on: date,
    by: User,
    expected: int | None = None,
) -> Letter:
    """Change a draft. It may be unfinished: what is missing is asked for when it is signed.

    Raises:
        FrozenError: the letter was signed or given up.
    """
    _lock_draft(letter)
    letter.slots, letter.wording, letter.delivery = dict(slots), dict(wording), delivery.value
    letter.save(update_fields=["slots", "wording", "delivery"])
    record(LetterRevised(sha256=_digest(letter, on)), about=letter, on=on, by=by, expected=expected)
    return letter


@action
def discard(letter: Letter, *, on: date, by: User) -> Letter:
    """Give a draft up.

    Raises:
        FrozenError: it was signed, or given up before.
    """
    _lock_draft(letter)
    letter.state = Letter.State.DISCARDED
    letter.save(update_fields=["state"])
    record(LetterDiscarded(), about=letter, on=on, by=by)
    return letter


@action
def sign(letter: Letter, *, on: date, at: datetime, by: User, expected: int | None = None) -> Letter:
    """Number a letter, make its files, and freeze it.

    The number is taken in this transaction: if anything fails, it is free again, and no gap is left.

    Raises:
        FrozenError: it was signed, or given up.
        NotReadyError: something is missing or cannot be.
    """
    _lock_draft(letter)
    number = _take_number(letter, on)
    files = _files(_worded(letter, number, on))
    letter.number, letter.signed_on, letter.signed_by = str(number), on, by
    letter.sha256, letter.state = files.sha256, Letter.State.SIGNED
    letter.docx = _kept(letter, "docx", files.docx, on=on, at=at, by=by)
    letter.pdf = _kept(letter, "pdf", files.pdf, on=on, at=at, by=by)
    letter.save()
    record(
        LetterSigned(
            number=letter.number,
            sha256=files.sha256,
            docx=letter.docx.stored.sha256,
            pdf=letter.pdf.stored.sha256,
        ),
        about=letter,
        on=on,
        by=by,
        expected=expected,
    )
    return letter


@action
def send(letter: Letter, *, proof: str = "", on: date, by: User) -> Letter:
    """A signed letter leaves the house, in the way it was written for.

    Raises:
        FrozenError: it is not signed, or has left already.
    """
    return _step(
        letter,
        (Letter.State.SIGNED, Letter.State.RETURNED),
        Letter.State.SENT,
        LetterSent(way=letter.delivery),
        changes={"sent_on": on, "proof": proof},
        on=on,
        by=by,
    )


@action
def come_back(letter: Letter, *, on: date, by: User) -> Letter:
    """A letter was returned; it can be sent again.

    Raises:
        FrozenError: it is not on its way.
    """
    return _step(
        letter, (Letter.State.SENT,), Letter.State.RETURNED, LetterReturned(), changes={}, on=on, by=by
    )


@action
def serve(letter: Letter, *, on: date, by: User) -> Letter:
    """A letter reached its reader.

    Raises:
        FrozenError: it is not on its way.
    """
    return _step(
        letter,
        (Letter.State.SENT,),
        Letter.State.SERVED,
        LetterServed(),
        changes={"served_on": on},
        on=on,
        by=by,
    )


def _step(
    letter: Letter,
    sources: Sequence[Letter.State],
    target: Letter.State,
    event: object,
    *,
    changes: Mapping[str, Any],
    on: date,
    by: User,
) -> Letter:
    lock(letter)
    if letter.state not in sources:
        wanted = "或者".join(f"“{source.label}”" for source in sources)
        raise FrozenError(
            f"文书现在是“{letter.get_state_display()}”，须是{wanted}时才能这样办理。请刷新页面核对。"
        )
    for name, value in changes.items():
        setattr(letter, name, value)
    letter.state = target
    letter.save(update_fields=["state", *changes])
    record(event, about=letter, on=on, by=by)
    return letter


def _lock_draft(letter: Letter) -> None:
    lock(letter)
    if letter.state != Letter.State.DRAFT:
        raise FrozenError(
            f"文书现在是“{letter.get_state_display()}”，不能再改动。需要更正的，请另行出具一份文书。"
        )


def _take_number(letter: Letter, on: date) -> DocumentNumber:
    if not letter.organ.document_code:
        raise NotReadyError("本机关还没有机关代字，不能编号。请系统管理员在“机关与人员”中填写。")
    code = series_code(letter.organ.document_code, letter.code)
    Series.objects.get_or_create(organ=letter.organ, code=code, year=on.year)
    series = Series.objects.select_for_update().get(organ=letter.organ, code=code, year=on.year)
    series.last += 1
    series.save(update_fields=["last"])
    return DocumentNumber(code, on.year, series.last)


def _worded(letter: Letter, number: DocumentNumber, on: date) -> Composed:
    try:
        return composed(letter, on=on, number=number)
    except ValueError as error:
        raise NotReadyError(f"文书还不能签发：{error}") from error


def _files(letter: Composed) -> Printed:
    try:
        return printed(letter)
    except UnprintableTextError as error:
        raise NotReadyError(f"文书还不能签发：{error}") from error


def _digest(letter: Letter, on: date) -> str:
    """The check value of a draft's words; none while it cannot be put into words."""
    try:
        return words_digest(composed(letter, on=on, number=next_number(letter, on)))
    except ValueError:
        return ""


def _kept(letter: Letter, suffix: str, content: bytes, *, on: date, at: datetime, by: User) -> File:
    name = f"{letter.title}（{letter.number}）.{suffix}"
    file, _ = receive(letter.organ, name, [content], on=on, at=at, by=by)
    return file
