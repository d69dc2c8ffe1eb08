"""Bureaus of a test's own on the site of all browser tests, and who works there."""

from datetime import date

from gongkai.organs.models import Appointment, Organ, Unit, User

SINCE = date(2024, 1, 1)


def founded(site, **facts):
    """A bureau of the city with its disclosure office; ``facts`` are fields of the organ."""
    organ = Organ.objects.create(
        superior=site.cast.city, level="city", kind="department", region_code="130600", **facts
    )
    Unit.objects.create(organ=organ, name="局办公室", is_disclosure_office=True)
    return organ


def employed(site, organ, email, name, *roles):
    """Somebody who logs in as the cast does."""
    person = User(organ=organ, email=email, name=name, password=site.cast.wang.password)
    person.save()
    for role in roles:
        Appointment.objects.create(user=person, organ=organ, role=role, since_on=SINCE)
    return person
