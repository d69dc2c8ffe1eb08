"""Table 3 as the database counts it equals the table that the law counts from the ledger."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.law.strategies import courses
from tests.requests.histories import relive

from gongkai import facts
from gongkai.law import events as law
from gongkai.law.annual.counting import UncountableError, requests_table
from gongkai.law.annual.findings import Verdict
from gongkai.law.annual.identities import IDENTITIES
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.years import y_1_carried_over
from gongkai.law.procedure import counted
from gongkai.requests import figures
from gongkai.requests.actions import handling
from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import case_of

YEARS = range(2020, 2028)
FORM = facts.form("2021")
COURSES = courses(corrections=True, moves=16)
# To count the cells takes longer than to write the rows, so few examples have many of them.
DRAWN = st.lists(COURSES, min_size=1, max_size=3) | st.lists(COURSES, min_size=8, max_size=20)
SLOWLY = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


class UndoneError(Exception):
    """Takes back what an example wrote."""


def recounted(year, requests):
    """The table as the law counts it from what the ledger tells, and how many cannot be counted."""
    told, without = [], 0
    for request in requests:
        try:
            found = counted(case_of(request), facts.practice(), facts.form_of(year))
        except UncountableError:
            without += request.received_on.year <= year
            continue
        if found:
            told.append(found)
    return requests_table(year, told, facts.form_of(year)), without


def tables(rows):
    return Tables(FORM, {}, rows, {})


@SLOWLY
@given(DRAWN)
def test_the_database_counts_what_the_law_counts_from_the_ledger(office, drawn):
    organ, other = office.cast.justice, office.cast.finance
    try:
        with transaction.atomic():
            requests = [
                relive(organ, course.events, number, by=office.cast.wang)
                for number, course in enumerate(drawn, 1)
            ]
            before = None
            for year in YEARS:
                slow, without = recounted(year, requests)
                fast = figures.table_of([organ.pk], year)
                assert (fast.rows, fast.without_kind) == (slow, without)
                together = figures.tables_of_all(year)
                assert together.get(organ.pk, fast) == fast
                assert other.pk not in together
                agrees_behind(organ, year, fast, requests)
                if facts.form_of(year) is FORM:
                    holds(tables(fast.rows), before)
                    before = tables(fast.rows)
            raise UndoneError
    except UndoneError:
        pass


def agrees_behind(organ, year, table, requests):
    """Behind each cell stand as many requests as it says, and each of them says that it feeds it."""
    form = facts.form_of(year)
    told = {request.pk: figures.cells_of(request, year) for request in requests}
    for row, values in table.rows.items():
        for kind, value in zip(form.applicants, values, strict=True):
            if not value and kind != "total":
                continue
            found = set(figures.behind([organ.pk], year, row, kind).values_list("pk", flat=True))
            assert len(found) == value
            if kind != "total":
                assert found == {pk for pk, cells in told.items() if f"requests.{row}.{kind}" in cells}
    assert figures.without_kind([organ.pk], year).count() == table.without_kind


def holds(now, before):
    found = [finding for rule in IDENTITIES for finding in rule(now)]
    found += y_1_carried_over(now, before) if before else ()
    assert [one for one in found if one.verdict is Verdict.FAIL] == []


def answered_in(office, year, kind=law.Applicant.NATURAL, **known):
    """A request received in the December before and answered in a January."""
    happened = (
        law.Submitted(on=date(year - 1, 12, 20), channel=law.Channel.COUNTER),
        law.Registered(on=date(year - 1, 12, 20), serial="1", applicant=kind, items=("甲",)),
        law.Assigned(on=date(year - 1, 12, 20), unit="业务科"),
        *(
            law.Reviewed(on=date(year, 1, 8), review=review, by="审查人", passed=True)
            for review in law.Review
        ),
        law.Drafted(on=date(year, 1, 8), letter="L13"),
        law.Signed(on=date(year, 1, 8), number="示司公复〔2026〕1号"),
    )
    number = InfoRequest.objects.count() + 1
    return relive(office.cast.justice, happened, number, by=office.cast.wang, **known)


def test_a_year_of_an_organ_is_counted_by_one_query(office):
    answered_in(office, 2026)
    answered_in(office, 2026, law.Applicant.COMPANY)
    with CaptureQueriesContext(connection) as asked:
        table = figures.table_of([office.cast.justice.pk], 2026)
    assert len(asked) == 1
    assert table.rows["carried_in"] == (1, 1, 0, 0, 0, 0, 2)
    assert table.rows["granted"] == table.rows["total"] == (1, 1, 0, 0, 0, 0, 2)
    with CaptureQueriesContext(connection) as asked:
        assert list(figures.tables_of_all(2026)) == [office.cast.justice.pk]
    assert len(asked) == 1


def test_a_request_says_which_cells_it_feeds_in_each_year(office):
    request = answered_in(office, 2026)
    assert figures.cells_by_year(request, last=2027) == {
        2025: ("requests.new.natural", "requests.carried_out.natural"),
        2026: ("requests.carried_in.natural", "requests.granted.natural", "requests.total.natural"),
    }
    assert figures.cells_by_year(office.submit(channel=law.Channel.EMAIL).request, last=2027) == {}


def test_what_nobody_registered_is_counted_in_no_column_and_named(office):
    request = office.submit().request
    table = figures.table_of([office.cast.justice.pk], 2026)
    assert table.rows["new"] == (0,) * 7
    assert table.without_kind == 1
    assert list(figures.without_kind([office.cast.justice.pk], 2026)) == [request]
    assert not figures.behind([office.cast.justice.pk], 2026, "new")
    assert figures.cells_by_year(request, last=2026) == {}


def test_a_request_to_correct_a_record_is_not_counted(office):
    correction = law.CorrectionAsked(on=date(2026, 3, 2), record="登记信息", evidence="户口簿")
    relive(office.cast.justice, (correction,), 1, by=office.cast.wang)
    assert figures.table_of([office.cast.justice.pk], 2026).without_kind == 0


def test_a_group_of_rows_and_the_one_row_of_the_old_form_have_their_requests_too(office):
    request = office.handled(on=date(2020, 3, 2), channel=law.Channel.COUNTER)
    handling.happen(request, law.Withdrawn(on=date(2020, 3, 5)), on=date(2020, 3, 5), by=office.cast.wang)
    organs = [office.cast.justice.pk]
    assert request.row == "other.other"
    assert figures.table_of(organs, 2020).rows["other"] == (1, 0, 0, 0, 0, 0, 1)
    assert list(figures.behind(organs, 2020, "other")) == [request]
    with pytest.raises(figures.NoSuchCellError):
        figures.behind(organs, 2020, "other.other")
    assert not figures.behind(organs, 2021, "other")


@pytest.mark.parametrize(("row", "kind"), [("nonsense", "total"), ("new", "nonsense"), ("denied.x", "total")])
def test_a_cell_that_is_not_there_is_refused(office, row, kind):
    with pytest.raises(figures.NoSuchCellError, match="表三没有"):
        figures.behind([office.cast.justice.pk], 2026, row, kind)


def test_another_organ_s_requests_are_not_seen(office):
    answered_in(office, 2026)
    with office.cast.entered(office.cast.zhao):
        assert figures.tables_of_all(2026) == {}
        assert figures.table_of([office.cast.justice.pk], 2026).rows["total"] == (0,) * 7
    with office.cast.entered(office.cast.sun):
        assert figures.tables_of_all(2026)[office.cast.justice.pk].rows["total"][-1] == 1
