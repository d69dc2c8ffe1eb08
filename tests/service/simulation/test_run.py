"""Whole simulations, and where they are refused."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from tests.database import as_owner

from gongkai.isolation import scope
from gongkai.isolation.roles import Role
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.organs.models import Organ
from gongkai.requests.models import InfoRequest
from gongkai.service.simulation.run import Plan, steps
from gongkai.service.simulation.writing import moment

TODAY = date(2026, 6, 30)
ARGUMENTS = ("--organs=1", "--requests=1", "--first=2026", "--last=2026", "--seed=1")


def simulated(**how):
    plan = Plan(**{"organs": 2, "requests": 12, "first_year": 2025, "last_year": 2026, "seed": 3, **how})
    return list(steps(plan, today=TODAY, at=moment(TODAY)))


@pytest.mark.parametrize("bulk", [True, False])
def test_a_simulation_is_told_as_it_goes_and_leaves_sound_chains(db, bulk):  # noqa: ARG001
    with as_owner(), scope.entered(scope.Scope(role=Role.OWNER)):
        told = simulated(bulk=bulk, with_letters=False)
        count = InfoRequest.objects.count()
        assert sum(done for _, done in told) == 12 + count
        assert Organ.objects.filter(region_code="139900").count() == 2
        assert not broken()
        assert Entry.objects.filter(act="law.Submitted").count() <= count


def test_an_organ_is_simulated_further(db):  # noqa: ARG001
    with as_owner(), scope.entered(scope.Scope(role=Role.OWNER)):
        simulated(bulk=True)
        before = InfoRequest.objects.count()
        simulated(bulk=True, seed=4)
        assert InfoRequest.objects.count() > before
        assert Organ.objects.count() == 2
        assert not broken()


def test_it_is_refused_beside_real_organs(cast):  # noqa: ARG001
    with as_owner(), pytest.raises(CommandError, match="不是示例的机关"):
        call_command("simulate", *ARGUMENTS)


def test_it_is_refused_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="正式运行的系统里不能模拟"):
        call_command("simulate", *ARGUMENTS)
