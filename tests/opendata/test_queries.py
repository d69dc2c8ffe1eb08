"""Readers of what programs get, in the role of the public."""

from tests.database import as_owner

from gongkai.isolation.scope import PUBLIC, entered
from gongkai.opendata import queries
from gongkai.organs.models import Organ


def read(found):
    with entered(PUBLIC):
        return list(found())


def test_what_was_withdrawn_is_a_trace_and_no_item(press):
    out, gone, _ = press.published(), press.published(), press.draft()
    press.withdrawn(gone)
    assert [one.pk for one in read(queries.items)] == [out.pk]
    assert {one.pk for one in read(queries.traces)} == {out.pk, gone.pk}


def test_an_explanation_of_what_is_out_is_told_from_one_of_what_is_gone(press):
    first, second = press.published(), press.published()
    explaining = [press.published(interprets_id=one.pk) for one in (first, second)]
    press.withdrawn(second)
    told = {one.pk: one.interprets_what_is_out for one in read(queries.items)}
    assert [told[one.pk] for one in explaining] == [True, False]


def test_nothing_of_an_organ_out_of_use_is_read(press):
    press.published()
    with as_owner():
        Organ.objects.filter(pk=press.organ.pk).update(is_active=False)
    assert press.organ not in read(queries.organs)
    assert read(queries.items) == read(queries.traces) == read(queries.columns) == []


def test_a_report_is_read_once_it_is_published(year):
    assert read(queries.reports) == []
    report = year.published()
    assert [one.pk for one in read(queries.reports)] == [report.pk]
