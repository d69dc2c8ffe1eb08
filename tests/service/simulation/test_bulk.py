"""Histories by the thousand."""

from random import Random

import pytest
from tests.service.simulation.stages import UNTIL, assert_sound, courses, families, staff

from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.requests.actions import handling
from gongkai.requests.models import Applicant, Consultee, InfoRequest
from gongkai.requests.queries import applicant_of, case_of, events
from gongkai.service.simulation.bulk import Bulk
from gongkai.service.simulation.odds import shipped
from gongkai.service.simulation.patterns import Patterns
from gongkai.service.simulation.playing import Stage


@pytest.fixture
def bulk(office):
    return Bulk(staff(office), Random(7), shipped(), Patterns(UNTIL))


def test_what_is_written_fast_is_as_sound_as_what_was_done(bulk):
    found = courses(60)
    assert sum(bulk.write(found)) == len(families(found)) == InfoRequest.objects.count()
    assert_sound(on=UNTIL)
    assert not broken()
    numbers = [entry.data["number"] for entry in Entry.objects.filter(act="law.Signed")]
    assert len(numbers) == len(set(numbers)) > 0


def test_it_is_what_the_acts_would_have_left(bulk, office):
    found = courses(8, seed=11)
    played = Stage(staff(office), Random(7), shipped(), with_letters=False)
    list(played.play(found))
    acts = [_seen(request) for request in InfoRequest.objects.order_by("submitted_on", "pk")]
    before = InfoRequest.objects.count()
    list(bulk.write(found))
    again = InfoRequest.objects.order_by("submitted_on", "pk").filter(
        pk__gt=max(request.pk for request in played.requests)
    )
    assert again.count() == before
    assert sorted(map(_seen, again)) == sorted(acts)


def _seen(request):
    acts = [
        entry.act
        for entry in Entry.objects.filter(about=f"requests.inforequest:{request.pk}").order_by("seq")
    ]
    return (
        request.submitted_on,
        request.state,
        request.row,
        request.closed_on,
        request.received_on,
        request.version,
        acts,
        request.gist,
        len(events(request, with_words=True)),
        Consultee.objects.filter(request=request).count(),
    )


def test_the_words_are_there_and_what_follows_goes_through_the_acts(bulk, office):
    list(bulk.write(courses(12, until=courses(1)[0].events[0].on)))  # nothing has gone far yet
    request = InfoRequest.objects.order_by("number")[0]
    assert applicant_of(request)["code"]
    assert "•" not in str(events(request, with_words=True)[0])
    handling.name_handler(request, office.cast.li, on=UNTIL, by=office.cast.wang)
    assert request.version == Entry.objects.filter(about=f"requests.inforequest:{request.pk}").count()
    assert case_of(request).submitted_on == request.submitted_on
    assert Applicant.objects.count() == InfoRequest.objects.count()
