"""Jobs about requests: bringing their sums up to the day, and to a calendar that has changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import structlog
from django.db.models import Q
from django.utils.timezone import localdate
from procrastinate.contrib.django.models import ProcrastinateJob

from gongkai.jobs.acting import acting, every_organ, system_id
from gongkai.jobs.errors import HopelessError
from gongkai.jobs.job import job, periodic
from gongkai.law.clock import ClockState
from gongkai.law.events import Event
from gongkai.law.procedure import Case, fold
from gongkai.law.procedure.reckoning import alarm_due, due
from gongkai.ledger.models import Entry
from gongkai.ledger.subjects import subject
from gongkai.organs.models import User
from gongkai.requests.actions.recomputing import Moved, move_dues
from gongkai.requests.models import InfoRequest
from gongkai.requests.reckoning import SUMS, rules, sums
from gongkai.requests.storing import store
from gongkai.requests.trail import LAW, event_of, ordered

AT_ONCE = 500  # rows that are locked together, so that nobody waits for long
OVER = (ClockState.ANSWERED.value, ClockState.ENDED.value)
log = structlog.get_logger(__name__)


@job(name="requests.recompute", label="重新计算申请的期限", in_transaction=False)
def recompute(*, organ: int) -> None:
    """Bring an organ's requests up to today; a day that the calendar moved is written down (E42).

    A request whose entries make no legal case holds up no other: it gets a job of its own, which fails and
    stands among those that staff see until somebody has put it right.
    """
    on, last = localdate(), 0
    seen = moved = 0
    while True:
        with acting([organ]):
            found = _next(organ, last, on)
            done = brought_up(found, on=on, by=User.objects.get(pk=system_id()))
            _set_apart(done.unreckoned, organ)
        if not found:
            break
        seen, moved, last = seen + len(found), moved + done.moved, found[-1].pk
    log.info("requests recomputed", organ=organ, seen=seen, moved=moved)


@job(name="requests.recompute_one", label="重新计算一件申请的期限")
def recompute_one(*, request: int, organ: int) -> None:
    """Bring one request up to today.

    Raises:
        HopelessError: its entries still make no legal case; the message says which request, and why.
    """
    found = InfoRequest.objects.select_for_update().get(pk=request, organ_id=organ)
    done = brought_up([found], on=localdate(), by=User.objects.get(pk=system_id()))
    for why in done.unreckoned.values():
        raise HopelessError(f"申请{found.serial}的办理记录前后不符，期限无法计算，请核对后再试：{why}")


@periodic("10 16 * * *", name="requests.recompute_all", label="安排重新计算各机关申请的期限")
def recompute_all(at: datetime) -> None:  # noqa: ARG001  each job looks at the calendar itself
    """Soon after midnight: pauses end, limits pass, and a new release may bring next year's holidays."""
    for organ in every_organ():
        recompute.defer(organ=organ)


@dataclass(frozen=True, slots=True)
class BroughtUp:
    """How many requests a changed calendar moved, and which could not be reckoned, with the reason."""

    moved: int
    unreckoned: Mapping[int, str]


def brought_up(requests: Sequence[InfoRequest], *, on: date, by: User) -> BroughtUp:
    """Take over the sums of locked requests as they stand on a day.

    That a day passed is no act; that a term ends on another day than was said is one.
    """
    moved, passed = list[Moved](), list[InfoRequest]()
    unreckoned: dict[int, str] = {}
    changed_fields: set[str] = set()
    for request, happened in _histories(requests):
        before, known = _shown(request), {name: getattr(request, name) for name in SUMS}
        try:
            case = fold(happened, rules().calendar, rules().practice)
            found = sums(case, on)
        except ValueError as error:
            unreckoned[request.pk] = str(error)
            continue
        different = {name for name in SUMS if found[name] != known[name]}
        if not different:
            continue
        for name in different:
            setattr(request, name, found[name])
        after = _shown(request)
        if before and after and before != after and _is_moved(case, known, on):
            moved.append(Moved(request, before, after))
        else:
            passed.append(request)
            changed_fields |= different
    if moved:
        move_dues(moved, on=on, by=by)
    if passed:
        store(passed, changed_fields)
    return BroughtUp(len(moved), unreckoned)


def _set_apart(unreckoned: Iterable[int], organ: int) -> None:
    """Ask for each of them alone, unless that was done on an earlier day."""
    for request in unreckoned:
        asked = ProcrastinateJob.objects.filter(task_name=recompute_one.task.name, args__request=request)
        if not asked.exclude(status="succeeded").exists():
            recompute_one.defer(request=request, organ=organ)


def _next(organ: int, after: int, on: date) -> list[InfoRequest]:
    """The next requests of which something still runs, locked."""
    runs = ~Q(clock__in=OVER) | Q(next_limit_on__gte=on)
    rows = InfoRequest.objects.select_for_update().filter(runs, organ_id=organ, pk__gt=after)
    return list(rows.order_by("pk")[:AT_ONCE])


def _histories(requests: Sequence[InfoRequest]) -> Iterator[tuple[InfoRequest, list[Event]]]:
    """The requests with what happened to them; one query for all."""
    told: dict[str, list[Event]] = defaultdict(list)
    entries = Entry.objects.filter(about__in=[subject(one) for one in requests], act__startswith=LAW)
    for about, act, data in entries.order_by("about", "seq").values_list("about", "act", "data"):
        told[about].append(event_of(act, data))
    for request in requests:
        yield request, ordered(told[subject(request)])


def _shown(request: InfoRequest) -> date | None:
    """The day that lists and letters tell."""
    return request.due_on or request.alarm_on


def _is_moved(case: Case, known: dict[str, Any], on: date) -> bool:
    """Whether it is the calendar that moved a day, and not a pause whose end nobody knows yet.

    Such a pause lengthens the term from day to day; the alarm counts no pause, and tells.
    """
    if case.runs_from is None or due(case, rules(), on=case.last_on) == due(case, rules(), on=on):
        return True
    return bool(known["alarm_on"] != alarm_due(case, rules()))
