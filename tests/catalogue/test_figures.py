"""How much came out, and how much of it in time."""

from datetime import date, timedelta

from tests.catalogue.press import FORMED, TODAY

from gongkai.catalogue.figures import published_count, timeliness

DUE = date(2026, 10, 26)


def test_each_month_tells_what_came_out_and_what_of_it_in_time(press):
    press.published()
    press.published(title="最后一天", on=DUE)
    press.published(title="逾期一天", on=DUE + timedelta(days=1))
    press.withdrawn(press.published(title="次月", on=date(2026, 11, 2)), on=date(2026, 11, 3))
    months = timeliness(press.organ.pk, 2026)
    assert [one.month for one in months] == list(range(1, 13))
    assert (months[9].published, months[9].in_time, months[9].percent) == (3, 2, 67)
    assert (months[10].published, months[10].in_time, months[10].percent) == (1, 0, 0)
    assert months[0].percent is None


def test_a_correction_is_not_counted_a_second_time(press):
    item = press.published()
    press.publish(press.reviewed(press.correcting(item)))
    assert published_count(press.organ.pk, FORMED, TODAY) == 1
    assert published_count(press.organ.pk, FORMED, TODAY - timedelta(days=1)) == 0
