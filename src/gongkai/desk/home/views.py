"""What is to be done today."""

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from gongkai import facts
from gongkai.desk.http import StaffRequest
from gongkai.notices.due import DueItem, items_of
from gongkai.notices.queries import inbox
from gongkai.organs.queries import invited

SOON = 3  # working days
NEWEST = 5


@dataclass(frozen=True, slots=True)
class Today:
    """What is due, by how much it presses."""

    overdue: list[DueItem] = field(default_factory=list)
    now: list[DueItem] = field(default_factory=list)
    soon: list[DueItem] = field(default_factory=list)
    later: list[DueItem] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.overdue or self.now or self.soon or self.later)


def home(request: StaffRequest) -> HttpResponse:
    """The desk's first page."""
    on = localdate()
    organ = getattr(request.user.standing, "organ_id", None)
    due = items_of(request.user.pk, organ, on) if organ else []
    unread = inbox(request.user).filter(read_at__isnull=True)
    context = {
        "on": on,
        "today": sort_out(due, on),
        "unread": unread[:NEWEST],
        "unread_count": unread.count(),
        "has_role": organ is not None,
        "invited": invited(organ) if organ and request.user.has_perm("organs.administer") else (),
    }
    return render(request, "desk/home.html", context)


def sort_out(due: list[DueItem], on: date) -> Today:
    """Each item to its group."""
    today, last_soon = Today(), facts.calendar().add_workdays(on, SOON)
    for item in due:
        if item.due < on:
            today.overdue.append(item)
        elif item.due == on:
            today.now.append(item)
        elif item.due <= last_soon:
            today.soon.append(item)
        else:
            today.later.append(item)
    return today
