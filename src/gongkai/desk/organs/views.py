"""Looking at an organ, its people, and the organs below."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gongkai.desk.activity.wording import act, who
from gongkai.desk.http import StaffRequest, needs, standing_of, working_organ
from gongkai.desk.listing import listing
from gongkai.desk.organs.finding import organ_at, person_at
from gongkai.desk.organs.showing import (
    branches,
    held_roles,
    held_units,
    question_of_closing,
    question_of_suspending,
    state_of,
)
from gongkai.desk.organs.tables import BelowFilter, BelowTable, PeopleFilter, PeopleTable
from gongkai.ledger.queries import history
from gongkai.organs.models import LeadingPost, Organ, User
from gongkai.organs.queries import lasting, organs_below, staff

SHOWN = 20
# What only those who look after people need to see.
PRIVATE = ("email", "phone", "invited_at", "last_login")
POSTS = LeadingPost.Post.values


@require_safe
@needs("organs.view")
def own_organ(request: StaffRequest) -> HttpResponse:
    """The organ in whose name the person works."""
    return _organ_page(request, organ_at(request, working_organ(request).slug))


@require_safe
@needs("organs.view")
def organ(request: StaffRequest, slug: str) -> HttpResponse:
    """An organ: its facts, units, leading group, people, and the organs below."""
    return _organ_page(request, organ_at(request, slug))


@require_safe
@needs("organs.view")
def below(request: StaffRequest, slug: str) -> HttpResponse:
    """The organs below one, as a list."""
    found = organ_at(request, slug)
    seen = organs_below(found.pk).filter(pk__in=standing_of(request).scope.organs)
    chosen = BelowFilter(request.GET, queryset=seen)
    return listing(
        request,
        BelowTable(chosen.qs),
        template="desk/organs/below.html",
        name=f"{found.short_name}下级机关",
        context={"organ": found, "filter": chosen, "may_change": _may_change(request, found)},
    )


@require_safe
@needs("organs.view")
def people(request: StaffRequest, slug: str) -> HttpResponse:
    """Who works for an organ."""
    found = organ_at(request, slug)
    may_change = _may_change(request, found)
    chosen = PeopleFilter(request.GET, queryset=staff(found.pk, on=localdate()), organ=found)
    return listing(
        request,
        PeopleTable(chosen.qs, exclude=() if may_change else PRIVATE),
        template="desk/organs/people.html",
        name=f"{found.short_name}人员",
        context={"organ": found, "filter": chosen, "may_change": may_change},
    )


@require_safe
@needs("organs.view")
def person(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Somebody who works for an organ: roles there, now and before."""
    found = organ_at(request, slug)
    somebody = person_at(found, pk)
    keeps = _may_change(request, somebody)
    running = set(lasting(found.pk, on=localdate()).values_list("pk", flat=True))
    held = somebody.appointments.filter(organ=found).select_related("unit").order_by("-since_on", "-pk")
    context = {
        "organ": found,
        "person": somebody,
        "state": state_of(somebody),
        "suspending": question_of_suspending(somebody),
        "on": localdate(),
        "is_awaited": somebody.is_awaited,
        "roles": [(one, one.pk in running) for one in held],
        "may_appoint": _may_change(request, found),
        "keeps": keeps,
        "history": list(_history(somebody)) if keeps else (),
    }
    return render(request, "desk/organs/person.html", context)


def _organ_page(request: StaffRequest, found: Organ) -> HttpResponse:
    on = localdate()
    workers = staff(found.pk, on=on).filter(is_active=True).order_by("name")
    posts = sorted(found.leading_posts.order_by("since_on", "pk"), key=lambda one: POSTS.index(one.post))
    seen = (
        organs_below(found.pk).filter(pk__in=standing_of(request).scope.organs).order_by("region_code", "pk")
    )
    units = found.units.order_by("-is_active", "-is_disclosure_office", "pk")
    context = {
        "organ": found,
        "units": [(one, question_of_closing(one)) for one in units],
        "posts": [one for one in posts if not _is_over(one)],
        "past_posts": [one for one in posts if _is_over(one)],
        "people": [(one, held_roles(one), held_units(one), state_of(one)) for one in workers[:SHOWN]],
        "people_count": workers.count(),
        "branches": branches(seen, below=found),
        "may_change": _may_change(request, found),
        "sees_superior": found.superior_id in standing_of(request).scope.organs,
    }
    return render(request, "desk/organs/organ.html", context)


def _is_over(post: LeadingPost) -> bool:
    return post.until_on is not None and post.until_on < localdate()


def _may_change(request: StaffRequest, about: Organ | User) -> bool:
    return request.user.has_perm("organs.administer", about)


def _history(about: User) -> Iterator[dict[str, Any]]:
    for entry in history(about):
        yield {"when": entry.recorded_at, "title": act(entry.act), "by": who(entry), "kind": "info"}
