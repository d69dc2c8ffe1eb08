"""Random staff and citizens against the acts of the register: what must hold whatever they try.

The sums and the table are counted again here from the raw entries, by rules written a second time and as
plainly as can be, so that a mistake of the register's own rules shows.
"""

from collections import Counter
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.disputes.contested import Contested
from tests.reports.year import Year, audits
from tests.requests.office import PERSON, moment

from gongkai.law import events as law
from gongkai.law.annual.counting import CountedRequest, request_rows
from gongkai.law.annual.findings import Verdict
from gongkai.ledger.actions import ChangedMeanwhileError, RefusedError
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.letters.actions import FrozenError
from gongkai.letters.models import Letter, Series
from gongkai.requests.actions import handling, intake
from gongkai.requests.actions.intake import Arrival, Asked
from gongkai.requests.actions.pending import NotAllowedError
from gongkai.requests.figures import without_kind
from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import case_of, moves
from gongkai.requests.reckoning import rules, sums
from gongkai.requests.trail import KINDS
from gongkai.service.simulation.makers import Dice, made
from gongkai.service.simulation.odds import picked, shipped
from gongkai.service.simulation.people import applicant
from gongkai.service.simulation.playing import Staff, numbers
from gongkai.service.simulation.writing import Writer

FIRST = date(2025, 11, 3)
EVENTS = [KINDS[name] for name in sorted(KINDS)]
MOST_ASKED = 5
YEARS = (2025, 2026, 2027)
CLOSED = YEARS[:2]  # the year of the first day, and the one whose report goes on from it
PRINTABLE = ("L24", "L26", "L17", "L23")  # replies that rest on nothing but the file


class Register(RuleBasedStateMachine):
    """Time goes by; citizens ask; staff do what is open, and try what is not."""

    office: object = None
    seen: Counter = Counter()

    @initialize(seed=st.integers(0, 2**32))
    def open(self, seed):
        self.savepoint = transaction.savepoint()
        cast = self.office.cast
        self.staff = Staff(cast.justice, self.office.unit, cast.wang, cast.zhou)
        self.rng = Random(seed)
        self.dice = Dice(self.rng, shipped(), rules())
        self.on = FIRST
        self.asked = 0
        for channel in (law.Channel.WEB, law.Channel.COUNTER):
            self.asks(channel)
            self.works_on(InfoRequest.objects.latest("pk"), self.rng.randint(0, 20))

    def teardown(self):
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    def some(self):
        """A request, more often one that came in lately."""
        return self.rng.choice(list(InfoRequest.objects.order_by("-pk")[:MOST_ASKED]))

    @rule(days=st.integers(0, 12))
    def time_goes_by(self, days):
        self.on += timedelta(days=days)

    @precondition(lambda self: self.asked < MOST_ASKED)
    @rule(channel=st.sampled_from(law.Channel))
    def a_citizen_asks(self, channel):
        self.asks(channel)

    def asks(self, channel):
        asked = Asked(content="示例文件", applicant=applicant(self.rng, shipped()))
        arrival = Arrival(channel=channel, submitted_on=self.on)
        intake.submit(self.staff.organ, asked, arrival, at=moment(self.on), by=self.staff.clerk)
        self.asked += 1

    @precondition(lambda self: self.asked < MOST_ASKED)
    @rule()
    def a_form_is_sent_twice(self):
        once = UUID(int=self.rng.getrandbits(128))
        asked = Asked(content="示例文件", applicant=PERSON, once=once)
        arrival = Arrival(channel=law.Channel.WEB, submitted_on=self.on)
        told = [
            intake.submit_once(self.staff.organ, asked, arrival, at=moment(self.on), by=self.staff.clerk)
            for _ in range(2)
        ]
        assert told[0].request == told[1].request
        assert [one.is_new for one in told] == [True, False]
        self.asked += 1

    @precondition(lambda self: self.asked)
    @rule(steps=st.integers(4, 24))
    def staff_do_what_is_open(self, steps):
        self.works_on(self.some(), steps)

    def works_on(self, request, steps):
        for _ in range(steps):
            case = case_of(request)
            odds = self.dice.odds
            weights = {move.event: odds.weight(move.number) for move in moves(case, self.on) if move.allowed}
            if not weights:
                return
            self.let(request, case, picked(self.rng, weights))
            self.on += timedelta(days=self.rng.choice((0, 0, 1)))

    @precondition(lambda self: self.asked)
    @rule(kind=st.sampled_from(EVENTS))
    def staff_try_what_is_not_open(self, kind):
        request = self.some()
        case = case_of(request)
        status = {move.event: move for move in moves(case, self.on)}[kind]
        if status.allowed:
            return
        before = _stored(request)
        event = _bare(kind, self.on)
        with pytest.raises(NotAllowedError), transaction.atomic():
            handling.happen(request, event, on=self.on, by=self.staff.clerk)
        assert _stored(request) == before

    @precondition(lambda self: self.asked)
    @rule(back=st.integers(1, 400))
    def staff_tell_late_of_what_happened(self, back):
        request = self.some()
        case = case_of(request)
        event = made(self.dice, law.Searched, case, self.on - timedelta(days=back))
        before = _stored(request)
        try:
            with transaction.atomic():
                handling.happen(request, event, on=self.on, by=self.staff.clerk)
        except NotAllowedError:
            assert _stored(request) == before

    @precondition(lambda self: self.asked)
    @rule()
    def two_clerks_act_on_what_they_saw(self):
        request = self.some()
        seen = request.version
        again = InfoRequest.objects.get(pk=request.pk)
        handling.name_handler(request, self.staff.clerk, on=self.on, by=self.staff.clerk)
        with pytest.raises(ChangedMeanwhileError), transaction.atomic():
            handling.correct_applicant(
                again, {"postcode": "1"}, on=self.on, by=self.staff.clerk, expected=seen
            )

    @precondition(lambda self: self.asked)
    @rule(code=st.sampled_from(PRINTABLE))
    def a_reply_is_written_and_perhaps_signed(self, code):
        request = InfoRequest.objects.filter(state__in=("S1", "S3"), kind="request").order_by("-pk").first()
        if request is None:
            self.asks(law.Channel.COUNTER)
            request = InfoRequest.objects.latest("pk")
            kind = law.Applicant.NATURAL
            intake.register(request, kind, ("示例文件",), on=self.on, by=self.staff.clerk)
        handling.assign(request, self.staff.unit, self.staff.clerk, on=self.on, by=self.staff.clerk)
        writer = Writer(self.staff.clerk, self.staff.head, shipped())
        tie = writer.begun(request, code, {}, on=self.on)
        with self.office.cast.entered(self.staff.head):
            try:
                with transaction.atomic():
                    self.reply_with(tie)
                    writer.signed(tie, on=self.on)
            except (RefusedError, FrozenError):
                assert not Letter.objects.get(pk=tie.letter_id).number

    def reply_with(self, tie):
        drafted = law.Drafted(on=self.on, letter=tie.letter.code)
        passed = [law.Reviewed(on=self.on, review=review, by="审", passed=True) for review in law.Review]
        for event in (drafted, *passed):
            handling.happen(tie.request, event, on=self.on, by=self.staff.head)

    def let(self, request, case, kind):
        """An open move with data that fit it."""
        event = made(self.dice, kind, case, self.on)
        if event is None:
            return
        if kind is law.Registered:
            intake.register(request, event.applicant, event.items, on=self.on, by=self.staff.clerk)
        elif kind is law.Split:
            shares = [(item,) for item in case.items[-len(event.children) :]]
            at = moment(self.on)
            intake.split(request, shares, on=self.on, at=at, by=self.staff.clerk)
        elif kind is law.Signed:
            number = next(numbers(self.staff.organ, self.on.year, 1))
            self.happens(request, law.Signed(on=self.on, number=number))
        else:
            self.happens(request, event)

    def happens(self, request, event):
        handling.happen(request, event, on=self.on, by=self.staff.clerk)

    @invariant()
    def nothing_illegal_stands_in_the_ledger_and_sums_are_those_of_the_entries(self):
        for request in InfoRequest.objects.order_by("-pk")[:3]:
            case = case_of(request)  # raises where an entry is not legal in its place
            found = sums(case, self.on)
            slow = SlowSum(request)
            assert (request.state, request.ending, request.closed_on) == (
                found["state"],
                found["ending"],
                found["closed_on"],
            )
            assert (request.received_on, request.closed_on, request.ending) == (
                slow.received_on,
                slow.closed_on,
                slow.ending,
            )
            assert request.version == Entry.objects.filter(about=f"requests.inforequest:{request.pk}").count()

    @invariant()
    def numbers_have_no_gaps(self):
        for year in YEARS:
            serials = list(
                InfoRequest.objects.filter(year=year).order_by("number").values_list("number", flat=True)
            )
            assert serials == list(range(1, len(serials) + 1))
        given = [number for number in Letter.objects.values_list("number", flat=True) if number]
        signed = [e.data["number"] for e in Entry.objects.filter(act="law.Signed")]
        assert len(given) == len(set(given))
        assert len(signed) == len(set(signed))
        for series in Series.objects.all():
            own = [n for n in {*given, *signed} if n.startswith(f"{series.code}〔{series.year}〕")]
            assert len(own) == series.last

    def check_at_the_end(self):
        """What is too slow to be looked at after every step."""
        for year in CLOSED:
            self.close_and_publish(year)
        self.seen["closed"] += InfoRequest.objects.filter(closed_on__isnull=False).count()
        self.seen["letters"] += Letter.objects.exclude(number="").count()
        self.seen["counted"] += sum(sum(slow_table(year).values()) for year in YEARS)
        assert not broken()
        for year in YEARS:
            assert table(year) == slow_table(year)

    def close_and_publish(self, year):
        """Whatever happened, the year can be closed, and its report passes the auditor in every format."""
        after = date(year + 1, 1, 12)
        for request in without_kind([self.staff.organ.pk], year):
            kind = law.Applicant.NATURAL
            intake.register(request, kind, ("示例文件",), on=max(self.on, after), by=self.staff.clerk)
        reports = Year(Contested(self.office))
        report = reports.published(reports.closed(reports.begun(year, on=after), on=after), on=after)
        for audit in audits(report):
            assert audit.verdict in {Verdict.PASS, Verdict.UNCERTAIN}
            told = slow_table(year)
            assert all(audit.report.tables.request(*cell) == count for cell, count in told.items())
            assert audit.report.tables.request("new") == sum(
                n for (row, _), n in told.items() if row == "new"
            )
        self.seen["published"] += 1


class EndingRegister(Register):
    """As its parent; the whole is looked at when it is over."""

    def teardown(self):
        try:
            if hasattr(self, "savepoint"):
                self.check_at_the_end()
        finally:
            super().teardown()


def _stored(request):
    row = InfoRequest.objects.filter(pk=request.pk).values().get()
    return row, Entry.objects.count()


NEEDED = {
    "applicant": law.Applicant.NATURAL,
    "channel": law.Channel.COUNTER,
    "kind": law.Party.THIRD_PARTY,
    "tariff": law.Tariff.ITEMS,
    "review": law.Review.LEGAL,
    "way": law.Delivery.POST,
    "passed": True,
    "agrees": None,
    "simplified": False,
    "workdays": 5,
    "amount": 100,
    "items": ("甲",),
    "points": ("甲",),
    "children": ("2026-9999",),
    "systems": ("甲",),
    "keywords": ("甲", "乙"),
}


def _bare(kind, on):
    """An event of that kind with whatever it must say."""
    given = {}
    for name, field in kind.__dataclass_fields__.items():
        if name == "on":
            continue
        if name in NEEDED:
            given[name] = NEEDED[name]
        elif "date" in str(field.type):
            given[name] = on + timedelta(days=10)
        else:
            given[name] = "甲"
    return kind(on=on, **given)


class SlowSum:
    """What the report needs of a request, read off its raw entries without the procedure."""

    FIXES = {
        "counter": "law.Submitted",
        "oral": "law.Submitted",
        "signed_mail": "law.SignedFor",
        "ordinary_mail": "law.Confirmed",
        "web": "law.Confirmed",
        "email": "law.Confirmed",
        "fax": "law.Confirmed",
    }
    ENDS = {"law.SupplementLapsed": "L03", "law.FeeLapsed": "L29", "law.Withdrawn": "L31"}

    def __init__(self, request):
        entries = Entry.objects.filter(about=f"requests.inforequest:{request.pk}").order_by("on", "seq")
        self.received_on = self.closed_on = self.kind = None
        self.ending = ""
        drafted = fixed_by = ""
        for entry in entries:
            if entry.act == "law.Submitted":
                fixed_by = self.FIXES[entry.data["channel"]]
            if entry.act == fixed_by and self.received_on is None:
                self.received_on = entry.on
            if entry.act == "law.Registered":
                self.kind = entry.data["applicant"]
            drafted = {
                "law.Drafted": entry.data.get("letter"),
                "law.JudgedUnreasonable": "L12",
                "law.FoundStillUnclear": "L21",
            }.get(entry.act, drafted)
            if self.closed_on is None and (entry.act == "law.Signed" or entry.act in self.ENDS):
                self.closed_on, self.ending = entry.on, self.ENDS.get(entry.act, drafted)


# Which ending is counted where, written down from the form's own lines.
ROWS = {
    **dict.fromkeys(("L13", "L14"), "granted"),
    "L15": "partial",
    "L16a": "denied.state_secret",
    "L16b": "denied.law_forbids",
    "L16c": "denied.safety",
    "L16d": "denied.third_party",
    "L16e": "denied.internal",
    "L16f": "denied.process",
    "L16g": "denied.enforcement_file",
    "L17": "denied.admin_query",
    **dict.fromkeys(("L18", "L19"), "unavailable.not_held"),
    "L20": "unavailable.must_create",
    "L21": "unavailable.unclear",
    "L23": "not_processed.petition",
    "L22": "not_processed.repeat",
    "L24": "not_processed.publication",
    "L12": "not_processed.excessive",
    "L25": "not_processed.reconfirm",
    "L03": "other.correction_lapsed",
    "L29": "other.fee_lapsed",
    **dict.fromkeys(("L26", "L27", "L31"), "other.other"),
}


def slow_table(year):
    """Table 3 of a year from raw entries: what came, was left from before, how it ended, what is left."""
    told = Counter()
    for request in InfoRequest.objects.filter(kind="request"):
        slow = SlowSum(request)
        if slow.received_on is None or slow.kind is None or slow.received_on.year > year:
            continue
        if slow.closed_on and slow.closed_on.year < year:
            continue
        cells = ["new" if slow.received_on.year == year else "carried_in"]
        if slow.closed_on and slow.closed_on.year == year:
            cells += ["total", ROWS[slow.ending]]
        else:
            cells.append("carried_out")
        told.update((cell, slow.kind) for cell in cells)
    return told


def table(year):
    """The same from the register's rows, by the law's own counting."""
    rows = InfoRequest.objects.filter(kind="request", received_on__isnull=False).exclude(applicant_kind="")
    told = Counter()
    for row in rows:
        one = CountedRequest(
            law.Applicant(row.applicant_kind), row.received_on, row.closed_on, row.row or None
        )
        told.update((cell, row.applicant_kind) for cell in request_rows(year, one))
    return told


def test_whatever_staff_and_citizens_try_the_register_stays_sound(office):
    """Every rule of the machine, in any order."""
    EndingRegister.office = office
    run_state_machine_as_test(
        EndingRegister,
        settings=settings(
            max_examples=8,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert all(EndingRegister.seen[kind] for kind in ("closed", "letters", "counted", "published"))
