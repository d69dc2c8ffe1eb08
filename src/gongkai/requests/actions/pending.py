"""What every act on a request does alike: lock, ask the law, write down, keep the sums."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.law import events as law
from gongkai.law.procedure import Case, IllegalMoveError, apply, fold, insert
from gongkai.ledger.actions import ChangedMeanwhileError, RefusedError, lock, record
from gongkai.ledger.subjects import subject
from gongkai.organs.models import User
from gongkai.requests.models import Applicant, InfoRequest, Words
from gongkai.requests.queries import events
from gongkai.requests.reckoning import SUMS, rules, sums
from gongkai.requests.trail import parted
from gongkai.sealing import digest

APPLICANT_FIELDS = (
    "kind",
    "name",
    "id_kind",
    "id_number",
    "contact",
    "phone",
    "address",
    "postcode",
    "email",
    "agent",
    "joint",
    "form",
    "way",
    "help",
)


class NotAllowedError(RefusedError):
    """The procedure does not allow it; the message says why, what to do instead, and the provision."""


@dataclass(slots=True)
class Pending:
    """The entries about a request that this act is going to write; ``seq`` is the number of the newest."""

    request: InfoRequest
    by: User
    words: list[Words] = field(default_factory=list)
    seq: int = field(init=False)

    def __post_init__(self) -> None:
        self.seq = self.request.version

    @classmethod
    def of_new(cls, request: InfoRequest, by: User) -> "Pending":
        """The entries about a request whose row was written with as many as there will be."""
        pending = cls(request, by)
        pending.seq = 0
        return pending

    def note(self, event: object, on: date) -> None:
        self.seq += 1
        record(event, about=self.request, on=on, by=self.by)

    def happen(self, event: law.Event) -> None:
        kept, words = parted(event)
        self.note(kept, event.on)
        if words:
            self.words.append(
                Words(
                    request=self.request,
                    organ_id=self.request.organ_id,
                    seq=self.seq,
                    data=words,
                )
            )

    def save(self, changed: Iterable[str] = ()) -> None:
        self.request.version = self.seq
        self.request.save(update_fields=["version", *changed])
        self.keep_words()

    def keep_words(self) -> None:
        Words.objects.bulk_create(self.words)


def opened(request: InfoRequest, expected: int | None) -> None:
    """Lock a request; refuse where somebody else acted after the version the person had seen."""
    lock(request)
    if expected is not None and request.version != expected:
        raise ChangedMeanwhileError(subject(request))


def folded(happened: Sequence[law.Event]) -> Case:
    """The case that the events make."""
    found = rules()
    try:
        return fold(happened, found.calendar, found.practice)
    except IllegalMoveError as error:
        raise NotAllowedError(str(error)) from error


def judged(request: InfoRequest, event: law.Event) -> Case:
    """The case once the event has happened, wherever its day belongs."""
    found = rules()
    known = events(request)
    redacted, _ = parted(event)
    try:
        if known and event.on < known[-1].on:
            return fold(
                insert(known, redacted, found.calendar, found.practice), found.calendar, found.practice
            )
        return apply(
            fold(known, found.calendar, found.practice) if known else None,
            redacted,
            found.calendar,
            found.practice,
        )
    except IllegalMoveError as error:
        raise NotAllowedError(str(error)) from error


def settle(pending: Pending, case: Case, on: date) -> None:
    """Take over the sums of a case, and write everything down."""
    take_over(pending.request, case, on)
    pending.save(SUMS)


def take_over(request: InfoRequest, case: Case, on: date) -> None:
    """Take over the sums of a case into the row."""
    for name, value in sums(case, on).items():
        setattr(request, name, value)


def set_applicant(row: Applicant, data: Mapping[str, Any]) -> None:
    """Seal what is known of the applicant, with the digests that find the same person again."""
    row.data = dict(data)
    number = "".join(str(data.get("id_number", "")).split()).upper()
    name, phone = str(data.get("name", "")).strip(), "".join(str(data.get("phone", "")).split())
    row.id_digest = digest("identity", number) if number else ""
    row.name_digest = digest("name", name, phone) if name and phone else ""
