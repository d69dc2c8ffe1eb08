"""The same rows as the acts leave, by the thousand: for histories of a size that no office ever typed.

The rows of requests, applicants, consulted parties and words are inserted many at once, and the entries of so
many requests are given to the ledger in the order of their days: every chain verifies, every case folds. One
person stands for all who acted; there are no files and no jobs; what is equal in two requests is made once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from gongkai.isolation import scope
from gongkai.isolation.roles import Role
from gongkai.law import events as law
from gongkai.ledger.actions import append, told
from gongkai.ledger.subjects import subject
from gongkai.requests import codes
from gongkai.requests.actions.pending import set_applicant
from gongkai.requests.events import HandlerNamed
from gongkai.requests.masking import masked_name
from gongkai.requests.models import Applicant, Consultee, InfoRequest, Words
from gongkai.requests.models import Counter as Numbering
from gongkai.service.simulation import patterns
from gongkai.service.simulation.makers import OWN
from gongkai.service.simulation.odds import Odds
from gongkai.service.simulation.patterns import Line, Patterns
from gongkai.service.simulation.people import applicant
from gongkai.service.simulation.playing import Staff, numbers
from gongkai.service.simulation.walker import Course
from gongkai.service.simulation.writing import moment

AT_ONCE = 1000


@dataclass(slots=True)
class Row:
    """A request to be, with what is its own."""

    course: Course
    born_on: date
    who: dict[str, Any]
    parent: "Row | None" = None
    children: list["Row"] = field(default_factory=list)
    request: InfoRequest = field(default_factory=InfoRequest)


class Bulk:
    """Writes courses of one organ.

    Args:
        staff: the organ and its people.
        rng: draws the applicants.
        odds: their names.
        patterns: of the courses; organs may share them.
        role: as ``Stage``.
        with_words: whether the words of the entries are kept, too; they take half of the time.
    """

    def __init__(
        self,
        staff: Staff,
        rng: Random,
        odds: Odds,
        patterns: Patterns,
        *,
        role: Role = Role.DESK,
        with_words: bool = True,
    ) -> None:
        self.staff, self.rng, self.odds, self.patterns = staff, rng, odds, patterns
        self.role, self.with_words = role, with_words

    def write(self, courses: Sequence[Course]) -> Iterator[int]:
        """Write all courses, so many at a time in a transaction; yields how many requests were written."""
        waiting = sorted(courses, key=lambda course: course.events[0].on)
        for start in range(0, len(waiting), AT_ONCE):
            with scope.entered(self._scope()):
                yield self._write(waiting[start : start + AT_ONCE])

    def _scope(self) -> scope.Scope:
        mine = frozenset({self.staff.organ.pk})
        return scope.Scope(role=self.role, user=self.staff.clerk.pk, organs=mine, writes=mine)

    def _write(self, courses: Sequence[Course]) -> int:
        rows = [row for course in courses for row in self._rows(course, None)]
        rows.sort(key=lambda row: row.born_on)
        self._number(rows)
        for row in rows:
            self._fill(row)
        applicants = [self._applicant(row) for row in rows]
        for generation in _generations(rows):
            InfoRequest.objects.bulk_create([row.request for row in generation], batch_size=AT_ONCE)
        Applicant.objects.bulk_create(applicants, batch_size=AT_ONCE)
        Consultee.objects.bulk_create(
            [one for row in rows for one in self._consultees(row)], batch_size=AT_ONCE
        )
        if self.with_words:
            Words.objects.bulk_create(
                [words for row in rows for words in self._words(row)], batch_size=AT_ONCE
            )
        signed = self._signatures(rows)
        entries = [entry for row in rows for entry in self._entries(row, signed)]
        entries.sort(key=lambda entry: str(entry["on"]))
        append(self.staff.organ.pk, self.staff.clerk.pk, entries)
        return len(rows)

    def _rows(self, course: Course, parent: Row | None) -> Iterator[Row]:
        born = course.events[0].on
        if parent is None:
            who = applicant(self.rng, self.odds)
        else:
            born = next(event.on for event in parent.course.events if isinstance(event, law.Split))
            who = parent.who
        row = Row(course, born, self._as_registered(course, who), parent)
        yield row
        for part in course.parts:
            for child in self._rows(part, row):
                if child.parent is row:
                    row.children.append(child)
                yield child

    def _as_registered(self, course: Course, who: dict[str, Any]) -> dict[str, Any]:
        """The form says of what kind the applicant is; the register says the same."""
        return {**who, "kind": course.case.applicant.value} if course.case.applicant else who

    def _number(self, rows: Sequence[Row]) -> None:
        counters: dict[int, Numbering] = {}
        for row in rows:
            year = row.course.case.submitted_on.year
            counter = counters.get(year) or self._counter(year)
            counters[year] = counter
            counter.last += 1
            row.request.year, row.request.number = year, counter.last
        for counter in counters.values():
            counter.save(update_fields=["last"])

    def _counter(self, year: int) -> Numbering:
        Numbering.objects.get_or_create(organ=self.staff.organ, year=year)
        return Numbering.objects.select_for_update().get(organ=self.staff.organ, year=year)

    def _fill(self, row: Row) -> None:
        pattern, case, request = self.patterns.of(row.course), row.course.case, row.request
        for field_name, value in pattern.sums.items():
            setattr(request, field_name, value)
        request.organ = self.staff.organ
        request.kind = case.kind.value
        request.channel = (case.intake.channel if case.intake else law.Channel.COUNTER).value
        request.gist, request.masked = pattern.gist, masked_name(row.who)
        request.submitted_on, request.submitted_at = case.submitted_on, moment(case.submitted_on, 9)
        request.version = len(pattern.lines)
        request.parent = row.parent.request if row.parent else None
        if case.unit:
            request.unit, request.handler = self.staff.unit, self.staff.clerk

    def _applicant(self, row: Row) -> Applicant:
        code = codes.new_code()
        row.request.code_digest = codes.code_digest(self.staff.organ.pk, code)
        made = Applicant(request=row.request, organ=self.staff.organ)
        set_applicant(made, {**row.who, "code": code})
        return made

    def _consultees(self, row: Row) -> Iterator[Consultee]:
        for asked in row.course.case.consultations:
            told_of = {"name": self.odds.words[asked.kind.value], "address": "示例市示例路9号"}
            yield Consultee(
                request=row.request,
                organ=self.staff.organ,
                kind=asked.kind.value,
                label=asked.party,
                data=told_of,
            )

    def _words(self, row: Row) -> Iterator[Words]:
        for seq, line in enumerate(self.patterns.of(row.course).lines, start=1):
            if line.words:
                yield Words(request=row.request, organ=self.staff.organ, seq=seq, data=self._named(line))

    def _signatures(self, rows: Sequence[Row]) -> dict[int, Iterator[str]]:
        """The numbers that the letters of these requests are given, by year."""
        years = Counter(year for row in rows for year in self.patterns.of(row.course).signatures)
        return {year: numbers(self.staff.organ, year, count) for year, count in years.items()}

    def _entries(self, row: Row, signed: dict[int, Iterator[str]]) -> Iterator[dict[str, Any]]:
        about, pattern = subject(row.request), self.patterns.of(row.course)
        for line in pattern.lines:
            data = self._filled(line, row, signed)
            yield {"about": about, "act": line.act, "on": line.on.isoformat(), "data": data}

    def _filled(self, line: Line, row: Row, signed: dict[int, Iterator[str]]) -> str:
        """The data of an entry with its hole filled."""
        match line.hole:
            case patterns.NUMBER:
                return line.data.replace(OWN, next(signed[line.on.year]))
            case patterns.SERIAL:
                return line.data.replace(OWN, row.request.serial)
            case patterns.HANDLER:
                return told(HandlerNamed(handler=self.staff.clerk.pk))
            case patterns.CHILDREN:
                return self._with_children(line.data, row)
        return line.data

    def _with_children(self, data: str, row: Row) -> str:
        for place, child in enumerate(row.children, start=1):
            data = data.replace(f'"{OWN}{place}"', f'"{child.request.serial}"')
        return data

    def _named(self, line: Line) -> dict[str, Any]:
        """The words of an entry with the name of who did it."""
        by = {patterns.CLERK: self.staff.clerk, patterns.HEAD: self.staff.head}.get(line.hole)
        return {**(line.words or {}), **({"by": by.name} if by else {})}


def _generations(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Parents before their children, which refer to them."""
    born = [row for row in rows if row.parent is None]
    while born:
        yield born
        born = [child for row in born for child in row.children]
