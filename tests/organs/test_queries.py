"""Readers of organs and people: who may do what on a day, and whose rows that opens."""

from datetime import date, timedelta

import pytest
from tests.cast import SINCE, TODAY
from tests.database import as_owner

from gongkai.isolation import scope
from gongkai.isolation.roles import Role as DatabaseRole
from gongkai.organs.models import Appointment, Organ, Role
from gongkai.organs.queries import above, active_organs, below, lasting, organs_below, running, standing

DAY = timedelta(days=1)


def stands(user, on=TODAY):
    """What the gate finds out about a person who logs in."""
    with scope.entered(scope.Scope(role=DatabaseRole.GATE, user=user.pk)):
        return standing(user, on=on)


def test_a_clerk_reads_and_changes_the_own_organ_only(cast):
    found = stands(cast.wang)
    assert found.roles == {cast.justice.pk: {Role.CLERK}}
    assert found.scope.organs == found.scope.writes == {cast.justice.pk}
    assert (found.organ_id, found.has_anywhere(Role.CLERK)) == (cast.justice.pk, True)
    assert not found.has(Role.CLERK, cast.finance.pk)


def test_a_supervisor_reads_what_is_below_and_acts_for_the_own_organ_only(cast):
    found = stands(cast.sun)
    assert found.scope.organs == {cast.city.pk, cast.justice.pk, cast.finance.pk}
    assert found.scope.writes == {cast.city.pk}
    assert found.supervised == {cast.justice.pk: cast.city.pk, cast.finance.pk: cast.city.pk}
    assert found.supervises(cast.justice.pk)
    assert not found.supervises(cast.city.pk)
    assert not stands(cast.wang).supervises(cast.justice.pk)


def test_the_organs_above_are_found_nearest_first(cast):
    with as_owner():
        cast.finance.superior = cast.justice
        cast.finance.save()
    with cast.entered(cast.zhao):
        assert above(cast.finance.pk) == [cast.justice.pk, cast.city.pk]
        assert above(cast.city.pk) == []


def test_an_administrator_of_a_superior_organ_looks_after_those_below(cast):
    with as_owner():
        Appointment.objects.create(user=cast.sun, organ=cast.city, role=Role.ADMINISTRATOR, since_on=TODAY)
    assert stands(cast.sun).scope.writes == {cast.city.pk, cast.justice.pk, cast.finance.pk}


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY - DAY, False),
        (TODAY + DAY, None, False),
    ],
)
def test_a_role_holds_from_its_first_to_its_last_day(cast, since, until, holds):
    with as_owner():
        Appointment.objects.create(
            user=cast.wang, organ=cast.finance, role=Role.LEGAL, since_on=since, until_on=until
        )
    assert stands(cast.wang).has(Role.LEGAL, cast.finance.pk) is holds


def test_a_role_in_a_closed_organ_holds_no_more(cast):
    with as_owner():
        Organ.objects.filter(pk=cast.justice.pk).update(is_active=False)
        assert not running(TODAY).filter(organ=cast.justice).exists()
        assert cast.justice.pk not in active_organs().values_list("pk", flat=True)
    assert stands(cast.wang).organ_id is None


def test_before_anybody_was_appointed_nobody_stands_anywhere(cast):
    assert stands(cast.zhou, on=SINCE - DAY).roles == {}


def test_what_is_below_goes_down_all_the_way_and_bears_a_circle(cast):
    with as_owner():
        Organ.objects.filter(pk=cast.finance.pk).update(superior=cast.justice)
    with cast.entered(cast.sun):
        assert below([cast.city.pk]) == {cast.justice.pk, cast.finance.pk}
        assert set(organs_below(cast.city.pk)) == {cast.justice, cast.finance}
        assert below([cast.finance.pk]) == below([]) == frozenset()
    with as_owner():
        Organ.objects.filter(pk=cast.city.pk).update(superior=cast.finance)
    with cast.entered(cast.sun):
        assert below([cast.city.pk]) == {cast.city.pk, cast.justice.pk, cast.finance.pk}


def test_a_role_that_is_to_begin_lasts_and_one_that_ended_does_not(cast):
    with as_owner():
        Appointment.objects.filter(user=cast.wang).update(since_on=TODAY + DAY)
        Appointment.objects.filter(user=cast.zhou).update(until_on=date(2026, 1, 1))
        people = set(lasting(cast.justice.pk, on=TODAY).values_list("user__name", flat=True))
    assert people == {"王经办", "李审核", "钱管理"}
