"""Walks through the procedure at random."""

from random import Random

from tests.service.simulation.stages import FIRST, UNTIL, courses, families

from gongkai import facts
from gongkai.law.events import Applicant, Split
from gongkai.law.identifiers import credit_code as checked_code
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.procedure import report_row
from gongkai.law.procedure.replying import WITHOUT_REPLY
from gongkai.requests.actions.pending import folded
from gongkai.service.simulation.odds import shipped
from gongkai.service.simulation.offices import credit_code
from gongkai.service.simulation.people import applicant
from gongkai.service.simulation.walker import Walker

MANY = 400


def test_the_same_seed_walks_the_same_way():
    assert courses(20, seed=5) == courses.__wrapped__(20, seed=5)
    assert courses(20, seed=5) != courses(20, seed=6)


def test_every_course_is_legal_ends_in_time_and_moves_on_working_days():
    calendar = facts.calendar()
    for course in families(courses(100, seed=2)):
        assert folded(course.events) == course.case
        assert course.case.last_on <= UNTIL
        days = [event.on for event in course.events]
        assert days == sorted(days)
        assert all(calendar.is_workday(day) for day in days if day != days[0])


def test_what_is_split_off_goes_its_own_way():
    split = [course for course in courses(MANY, seed=3) if course.parts]
    assert split
    for course in split:
        (event,) = (event for event in course.events if isinstance(event, Split))
        assert len(course.parts) == len(event.children)
        for part in course.parts:
            assert part.case.received_on == course.case.received_on
            assert len(part.case.items) == 1


def test_every_ending_and_every_row_of_the_report_is_reached():
    found = families(courses(1200, seed=4))
    replies = {code for code, kind in OUTCOMES.items() if kind.ends_request} | WITHOUT_REPLY
    assert replies - {"L32"} <= {course.case.ending for course in found}
    rows = {report_row(course.case, facts.practice()) for course in found}
    assert set(facts.form("2021").leaf_keys) <= rows


def test_nobody_is_real():
    rng = Random(1)
    for _ in range(50):
        told = applicant(rng, shipped())
        assert "示例" in told["name"]
        assert Applicant(told["kind"])
        assert told.get("id_number", "139900").startswith("139900")
    assert [str(checked_code(credit_code(number))) for number in (1, 300)]


def test_a_request_that_comes_on_the_last_day_is_left_open():
    walker = Walker(Random(1), shipped(), FIRST)
    assert all(walker.course(FIRST).case.closed_on is None for _ in range(5))
