"""Tables 3 and 4 counted from facts: by the cases, and balanced for every set of requests."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books import book
from tests.law import stories
from tests.law.strategies import courses

from gongkai import facts
from gongkai.law.annual.counting import (
    CountedDispute,
    CountedRequest,
    DisputeBlock,
    DisputeOutcome,
    UncountableError,
    dispute_column,
    disputes_table,
    request_rows,
    requests_table,
)
from gongkai.law.annual.findings import Verdict
from gongkai.law.annual.identities import (
    t3_1_row_sums,
    t3_2_result_totals,
    t3_3_balance,
    t3_4_whole_numbers,
    t3_5_carried_out,
    t4_1_block_sums,
    t4_2_whole_numbers,
)
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.years import y_1_carried_over
from gongkai.law.events import Applicant
from gongkai.law.procedure import counted, fold

CASES = book(Path(__file__).parents[1] / "cases" / "counting.yaml")
CALENDAR, PRACTICE = facts.calendar(), facts.practice()
FORMS = {version: facts.form(version) for version in facts.FORM_VERSIONS}
YEARS = range(2021, 2026)
IDENTITIES = (
    t3_1_row_sums,
    t3_2_result_totals,
    t3_3_balance,
    t3_4_whole_numbers,
    t3_5_carried_out,
    t4_1_block_sums,
    t4_2_whole_numbers,
)
DAYS = st.dates(date(2020, 6, 1), date(2026, 6, 30))
SPANS = st.tuples(DAYS, st.none() | st.integers(0, 700).map(lambda days: timedelta(days=days)))


def a_request(span, applicant, row):
    received, took = span
    closed = received + took if took is not None else None
    return CountedRequest(applicant, received, closed, row if closed else None)


def a_dispute(span, block, outcome, ours):
    accepted, took = span
    concluded = accepted + took if took is not None else None
    return CountedDispute(block, accepted, concluded, outcome if concluded else None, act_is_ours=ours)


def requests_on(form):
    return st.lists(
        st.builds(a_request, SPANS, st.sampled_from(Applicant), st.sampled_from(form.leaf_keys)), max_size=40
    )


DISPUTES = st.lists(
    st.builds(
        a_dispute,
        SPANS,
        st.sampled_from(DisputeBlock),
        st.sampled_from(DisputeOutcome),
        st.sampled_from([True, True, False]),
    ),
    max_size=20,
)


def tables(year, requests, disputes, form):
    return Tables(form, {}, requests_table(year, requests, form), disputes_table(year, disputes, form))


def assert_balanced(requests, disputes, form):
    years = {year: tables(year, requests, disputes, form) for year in YEARS}
    for year, found in years.items():
        for identity in IDENTITIES:
            assert {finding.verdict for finding in identity(found)} == {Verdict.PASS}, (year, identity)
        if year - 1 in years:
            findings = y_1_carried_over(found, years[year - 1])
            assert {finding.verdict for finding in findings} == {Verdict.PASS}, year


@pytest.mark.parametrize("case", CASES, ids=[case["it"] for case in CASES])
def test_a_request_is_counted_as_the_case_says(case):
    request = counted(fold(stories.events(case["given"]), CALENDAR, PRACTICE), PRACTICE)
    assert {year: list(request_rows(year, request)) for year in case["counted"]} == case["counted"]


@given(
    st.sampled_from(facts.FORM_VERSIONS).flatmap(lambda v: st.tuples(st.just(v), requests_on(FORMS[v]))),
    DISPUTES,
)
def test_the_report_of_every_year_satisfies_every_identity(on_form, disputes):
    version, requests = on_form
    assert_balanced(requests, disputes, FORMS[version])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(courses(first=date(2021, 6, 1), last=date(2024, 12, 31), moves=16), max_size=6))
def test_the_report_counted_from_legal_courses_satisfies_every_identity(found):
    cases = [course.case for course in found if course.case.applicant]
    for form in FORMS.values():
        requests = [request for case in cases if (request := counted(case, PRACTICE, form))]
        assert_balanced(requests, [], form)


@given(requests_on(FORMS["2021"]))
def test_every_request_is_new_once_and_ends_once(requests):
    years = range(2020, 2030)
    for request in requests:
        rows = [row for year in years for row in request_rows(year, request)]
        assert rows.count("new") == 1
        assert rows.count("total") == (1 if request.closed_on else 0)
        assert rows.count("carried_in") == rows.count("carried_out") - (0 if request.closed_on else 1)


def test_each_kind_of_applicant_has_its_column():
    requests = [CountedRequest(kind, date(2025, 3, 3)) for kind in Applicant]
    found = requests_table(2025, requests, FORMS["2021"])
    assert found["new"] == (1, 1, 1, 1, 1, 1, 6)
    assert found["carried_out"] == (1, 1, 1, 1, 1, 1, 6)
    assert found["granted"] == (0, 0, 0, 0, 0, 0, 0)
    assert list(found) == [row.key for row in FORMS["2021"].request_rows]


def test_a_row_that_the_form_does_not_have_is_refused():
    closed = CountedRequest(Applicant.NATURAL, date(2020, 3, 2), date(2020, 3, 9), "other.other")
    assert requests_table(2020, [closed], FORMS["2021"])["other.other"][-1] == 1
    with pytest.raises(UncountableError, match=r"2019年格式的表三没有“other\.other”行"):
        requests_table(2020, [closed], FORMS["2019"])


def test_half_an_ending_is_refused():
    with pytest.raises(UncountableError, match="同时填写"):
        CountedRequest(Applicant.NATURAL, date(2025, 3, 3), date(2025, 3, 9))
    with pytest.raises(UncountableError, match="早于收到日期"):
        CountedRequest(Applicant.NATURAL, date(2025, 3, 3), date(2025, 3, 2), "granted")
    with pytest.raises(UncountableError, match="同时填写"):
        CountedDispute(DisputeBlock.SUIT_DIRECT, date(2025, 3, 3), outcome=DisputeOutcome.UPHELD)
    with pytest.raises(UncountableError, match="早于受理日期"):
        CountedDispute(DisputeBlock.SUIT_DIRECT, date(2025, 3, 3), date(2025, 3, 2), DisputeOutcome.UPHELD)


def test_a_pending_dispute_is_counted_again_the_next_year():
    dispute = CountedDispute(
        DisputeBlock.RECONSIDERATION, date(2024, 11, 4), date(2025, 1, 20), DisputeOutcome.CORRECTED
    )
    assert [dispute_column(year, dispute) for year in (2023, 2024, 2025, 2026)] == [
        None,
        "pending",
        "corrected",
        None,
    ]
    assert disputes_table(2024, [dispute], FORMS["2021"])["reconsideration"] == {
        "upheld": 0,
        "corrected": 0,
        "other": 0,
        "pending": 1,
        "total": 1,
    }


def test_a_reviewing_co_defendant_does_not_count_the_suit():
    suit = CountedDispute(DisputeBlock.SUIT_AFTER_RECONSIDERATION, date(2025, 3, 3), act_is_ours=False)
    assert dispute_column(2025, suit) is None
    found = disputes_table(2025, [suit], FORMS["2021"])
    assert found["suit_after_reconsideration"]["total"] == 0
