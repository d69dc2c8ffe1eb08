"""What is due, and whose business it is."""

from datetime import date, timedelta

from tests.catalogue.press import TODAY

from gongkai.catalogue.choices import State
from gongkai.catalogue.sources import items_due

DUE = date(2026, 10, 26)


def due(press, on=TODAY):
    return list(items_due(press.organ.pk, on))


def test_a_review_is_the_business_of_those_whose_turn_it_is(press):
    item = press.submitted()
    (one,) = due(press)
    assert (one.due, one.people) == (DUE, frozenset({press.cast.li.pk}))
    assert one.url == f"/desk/catalogue/{item.pk}/"
    press.passes(item, State.FIRST, press.cast.li)
    assert due(press)[0].people == {press.cast.zhou.pk}


def test_titles_of_what_is_not_published_are_not_told(press):
    item = press.submitted()
    assert item.title not in due(press)[0].title


def test_a_draft_presses_its_drafter_when_its_last_day_is_near(press):
    press.draft()
    assert due(press) == []
    (one,) = due(press, DUE - timedelta(days=3))
    assert one.people == {press.cast.wang.pk}


def test_what_is_ready_is_for_the_publisher(press):
    press.ready()
    (one,) = due(press, DUE)
    assert one.people == {press.jiang.pk, press.cast.zhou.pk}


def test_what_was_kept_back_is_assessed_by_the_head(press):
    item = press.passed(press.submitted(attribute="on_request", reason="只涉及特定相对人"))
    press.examined(item, review_on=date(2027, 1, 4))
    assert due(press, date(2027, 1, 3)) == []
    (one,) = due(press, date(2027, 1, 4))
    assert one.people == {press.cast.zhou.pk}


def test_what_is_out_is_not_due(press):
    press.published()
    assert due(press, DUE) == []
