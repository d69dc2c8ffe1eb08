"""Playing courses through the acts of the register."""

from random import Random

import pytest
from tests.service.simulation.stages import courses, families, staff

from gongkai.ledger.queries import broken
from gongkai.letters.models import Letter
from gongkai.requests.models import CaseLetter, InfoRequest
from gongkai.requests.queries import case_of
from gongkai.service.simulation.odds import shipped
from gongkai.service.simulation.playing import Stage


@pytest.fixture
def stage(office):
    return lambda **how: Stage(staff(office), Random(7), shipped(), **how)


def by_serial(case):
    """A case without what the register gave and without the words that were sealed."""
    return case.kind, case.state, case.received_on, case.ending, case.closed_on, case.last_on, len(case.items)


def test_what_was_drawn_is_what_happened(stage):
    found = courses(12, seed=9)
    told = [event.on for event in stage(with_letters=False).play(found)]
    assert told == sorted(told)
    cases = [by_serial(case_of(request)) for request in InfoRequest.objects.all()]
    drawn = [by_serial(course.case) for course in families(found)]
    assert sorted(map(str, cases)) == sorted(map(str, drawn))
    assert not broken()


def test_letters_are_drafted_signed_sent_and_served(stage):
    found = courses(4, seed=12)
    list(stage().play(found))
    signed = Letter.objects.exclude(number="")
    assert signed.count() == len(set(signed.values_list("number", flat=True))) >= 4
    assert all(letter.pdf.stored.path.exists() for letter in signed)
    served = [course for course in families(found) if course.case.reply and course.case.reply.served_on]
    assert CaseLetter.objects.filter(letter__state="served", party="").count() >= len(served) > 0
    assert not broken()


@pytest.mark.parametrize("code", ["L03", "L12", "L15", "L16d", "L18", "L21", "L29", "L31"])
def test_the_ways_that_need_more_than_a_reply_can_be_gone(stage, code):
    course = next(one for one in families(courses(1200, seed=4)) if one.case.ending == code and not one.parts)
    list(stage().play([course]))
    request = InfoRequest.objects.get()
    assert request.ending == code
    assert CaseLetter.objects.filter(letter__code=code).exclude(letter__number="").exists()
