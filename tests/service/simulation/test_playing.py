"""Playing courses through the acts of the register."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from gongkai.ledger.queries import broken
from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import case_of
from gongkai.requests.reckoning import sums
from gongkai.service.simulation.odds import shipped
from gongkai.service.simulation.playing import Stage, Staff
from gongkai.service.simulation.walker import Walker
from tests.requests.office import office  # noqa: F401  a fixture

FIRST, UNTIL = date(2025, 3, 3), date(2026, 6, 30)


@pytest.fixture
def stage(office):
    staff = Staff(office.cast.justice, office.unit, office.cast.wang, office.cast.zhou)
    return lambda **how: Stage(staff, Random(7), shipped(), **how)


def courses(seed, count):
    walker = Walker(Random(seed), shipped(), UNTIL)
    return [walker.course(FIRST + timedelta(days=n)) for n in range(count)]


def test_x(stage):
    import time, traceback
    wanted = {}
    walker = Walker(Random(3), shipped(), UNTIL)
    n = 0
    while len(wanted) < 60 and n < 600:
        n += 1
        c = walker.course(FIRST + timedelta(days=n % 300))
        for e in c.events:
            k=(type(e).__name__, getattr(e,"letter",""), c.case.ending if c.case.ending!=c.events and type(e).__name__ in("Signed","SupplementLapsed","FeeLapsed","Withdrawn","OrderedToReReply") else "")
            if k not in wanted and not any(c is x for x in wanted.values()):
                wanted[k] = c
    print(n, sorted(map(str, wanted)))
    from django.db import transaction
    for k, c in wanted.items():
        t = time.time()
        try:
            with transaction.atomic():
                list(stage().play([c]))
        except Exception as e:
            print(k, type(e).__name__, str(e)[:600])
            if type(e).__name__ not in ("ChecksFailedError", "NotReadyError"): traceback.print_exc(limit=-4)
        else:
            print(k, "ok", round(time.time() - t, 2), len(c.events))
    assert 0
