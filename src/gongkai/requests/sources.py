"""What of disclosure on request is due: limits, new requests, drafts that wait for a word, letters that wait.

A title goes out by mail, so it names the request by its number, never the person or what was asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai import facts
from gongkai.law.events import Drafted, Review, Reviewed
from gongkai.law.procedure import State
from gongkai.ledger.models import Entry
from gongkai.ledger.subjects import name, subject
from gongkai.notices.due import DueItem
from gongkai.organs.models import Role
from gongkai.organs.queries import running
from gongkai.requests.models import CaseLetter, InfoRequest
from gongkai.requests.queries import SOON, UNOPENED_FOR, open_requests, unopened, waiting_letters

ANYBODY = (Role.CLERK, Role.HEAD)  # whose business it is while nobody has it in hand
SIGNERS = (Role.HEAD, Role.LEADER)
REVIEWS = {
    Review.DISCLOSURE: ("公开审查", (Role.REVIEWER, Role.HEAD)),
    Review.SECRECY: ("保密审查", (Role.SECRECY,)),
    Review.LEGAL: ("法制审核", (Role.LEGAL,)),
}


@dataclass(frozen=True, slots=True)
class Desks:
    """Who works for an organ on a day, by role."""

    holders: dict[str, frozenset[int]]

    @classmethod
    def of(cls, organ: int, on: date) -> "Desks":
        """Those whose roles hold on that day."""
        holders: dict[str, set[int]] = {}
        for role, person in running(on).filter(organ=organ).values_list("role", "user"):
            holders.setdefault(role, set()).add(person)
        return cls({role: frozenset(people) for role, people in holders.items()})

    def with_roles(self, roles: Iterable[Role]) -> frozenset[int]:
        """Who has one of these roles."""
        return frozenset().union(*(self.holders.get(role, frozenset()) for role in roles))

    def of_request(self, request: InfoRequest) -> frozenset[int]:
        """Who deals with a request: its handler while working here, else the clerks and the head."""
        handler = request.handler_id
        if handler and any(handler in people for people in self.holders.values()):
            return frozenset({handler})
        return self.with_roles(ANYBODY)


def requests_due(organ: int, on: date) -> Iterator[DueItem]:
    """What people of an organ must do about requests: limits that press, and all that waits."""
    desks = Desks.of(organ, on)
    yield from _unopened(organ, desks)
    yield from _limits(organ, on, desks)
    yield from _drafts(organ, on, desks)
    yield from _letters(organ, on, desks)


def _unopened(organ: int, desks: Desks) -> Iterator[DueItem]:
    """What came in is registered the next working day at the latest."""
    for request in unopened(organ):
        due = facts.calendar().add_workdays(request.submitted_on, UNOPENED_FOR)
        what = "待登记" if request.received_on else "待与申请人确认、登记"
        yield _item(request, f"申请{request.serial}：{what}", due, desks.of_request(request))


def _limits(organ: int, on: date, desks: Desks) -> Iterator[DueItem]:
    last = facts.calendar().add_workdays(on, SOON)
    pressing = open_requests().filter(organ_id=organ, next_limit_on__lte=last)
    for request in pressing.exclude(state=State.RECEIVED.value):
        if request.next_limit_on:
            title = f"申请{request.serial}：{request.next_limit}"
            yield _item(request, title, request.next_limit_on, desks.of_request(request))


def _drafts(organ: int, on: date, desks: Desks) -> Iterator[DueItem]:
    drafted = list(open_requests().filter(organ_id=organ, state=State.DRAFTED.value))
    told = _told_of(drafted)
    for request in drafted:
        draft = told[subject(request)]
        due = waited(draft.since, request.due_on or request.alarm_on, on)
        for word, people in _wanted(request, draft, desks):
            yield _item(request, f"申请{request.serial}的答复：{word}", due, people)


def _wanted(request: InfoRequest, draft: "Draft", desks: Desks) -> Iterator[tuple[str, frozenset[int]]]:
    """What a draft waits for, and of whom: mending where a review failed, reviews, a signature."""
    if False in draft.reviews.values():
        yield "审查未通过，待修改", desks.of_request(request)
        return
    missing = [review for review in Review if review.value not in draft.reviews]
    for review in missing:
        word, roles = REVIEWS[review]
        yield f"待{word}", desks.with_roles(roles)
    if not missing:
        yield "待签发", desks.with_roles(SIGNERS)


@dataclass(frozen=True, slots=True)
class Draft:
    """Since when a draft lies there, and how its reviews ended."""

    since: date
    reviews: dict[str, bool]


def _told_of(drafted: list[InfoRequest]) -> dict[str, Draft]:
    """The drafts of requests, as the ledger tells; a new draft has to be reviewed anew."""
    acts = Entry.objects.filter(
        about__in=[subject(one) for one in drafted], act__in=[name(Drafted), name(Reviewed)]
    )
    found: dict[str, Draft] = {}
    for about, act, on, data in acts.order_by("on", "seq").values_list("about", "act", "on", "data"):
        if act == name(Drafted):
            found[about] = Draft(on, {})
        elif about in found:
            found[about].reviews[data["review"]] = data["passed"]
    return found


def _letters(organ: int, on: date, desks: Desks) -> Iterator[DueItem]:
    for tie in waiting_letters(organ):
        letter, request = tie.letter, tie.request
        came_back = letter.state == letter.State.RETURNED
        what = "被退回，待重新送达" if came_back else "已签发，待发出"
        due = on if came_back else waited(letter.signed_on or on, request.due_on, on)
        title = f"《{letter.title}》{what}（申请{request.serial}）"
        yield _item(request, title, due, desks.of_request(request), tie)


def waited(since: date, limit: date | None, on: date) -> date:
    """By when something is done that waits inside the house, which has no limit of law of its own.

    Three working days after it was handed on, then today; but never after the limit that it serves.
    """
    inside = max(on, facts.calendar().add_workdays(since, SOON))
    return min(inside, limit) if limit else inside


def _item(
    request: InfoRequest, title: str, due: date, people: frozenset[int], tie: CaseLetter | None = None
) -> DueItem:
    page = f"/desk/requests/{request.pk}/"
    url = f"{page}letters/{tie.letter_id}/" if tie else page
    return DueItem(title=title, due=due, url=url, organ=request.organ_id, people=people)
