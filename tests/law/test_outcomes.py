"""The table of letters against the report's forms."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai import facts
from gongkai.law.outcomes import (
    OUTCOMES,
    Ground,
    NoReportRowError,
    UnknownLetterError,
    allowed_articles,
    is_refusal_ground,
    kind_of,
    row_of,
    row_of_several,
)
from gongkai.law.statutes import GIR, RECONSIDERATION

FORM = facts.form("2021")
FORM_2019 = facts.form("2019")
PRACTICE = facts.practice()
ENDINGS = [code for code, kind in OUTCOMES.items() if kind.ends_request]
REFUSALS = [f"L16{letter}" for letter in "abcdefg"]


def test_there_are_32_letters_and_the_sixteenth_has_seven_kinds():
    plain = [f"L{number:02}" for number in range(1, 33) if number != 16]
    assert list(OUTCOMES) == sorted([*plain, *REFUSALS])


@pytest.mark.parametrize("form", [FORM, FORM_2019], ids=["2021", "2019"])
def test_every_leaf_row_is_fed_and_every_row_named_exists(form):
    assert {row_of(code, PRACTICE, form) for code in ENDINGS} == set(form.leaf_keys)


def test_the_form_of_2021_has_21_leaf_rows():
    assert len({row_of(code, PRACTICE) for code in ENDINGS}) == 21


def test_procedural_letters_never_produce_a_row():
    for code, kind in OUTCOMES.items():
        if not kind.ends_request:
            with pytest.raises(NoReportRowError, match="不计入年度报告表三"):
                row_of(code, PRACTICE)


def test_the_rows_that_no_text_fixes_follow_practice():
    other = replace(PRACTICE, withdrawn_row="not_processed.repeat")
    assert row_of("L31", PRACTICE, FORM) == "other.other"
    assert row_of("L31", other, FORM) == "not_processed.repeat"


def test_a_row_that_the_form_does_not_have_is_refused():
    wrong = replace(PRACTICE, withdrawn_row="nowhere")
    with pytest.raises(NoReportRowError, match=r"practice\.toml"):
        row_of("L31", wrong, FORM)


def test_an_unknown_code_is_refused_with_the_codes_there_are():
    with pytest.raises(UnknownLetterError, match="L16a至L16g"):
        kind_of("L33")


@pytest.mark.parametrize(
    ("codes", "row"),
    [
        (["L13"], "granted"),
        (["L13", "L14"], "granted"),
        (["L13", "L16d"], "partial"),
        (["L14", "L18"], "partial"),
        (["L15", "L16a"], "partial"),
        (["L16f", "L16b"], "denied.law_forbids"),
        (["L23", "L18", "L19"], "unavailable.not_held"),
    ],
)
def test_a_request_with_several_endings_has_one_row(codes, row):
    assert row_of_several(codes, PRACTICE, FORM) == row


def test_several_endings_are_left_to_the_clerk_where_practice_says_so():
    by_hand = replace(PRACTICE, several_endings_follow_form_order=False)
    with pytest.raises(NoReportRowError, match="承办人选定"):
        row_of_several(["L16a", "L18"], by_hand, FORM)
    with pytest.raises(NoReportRowError, match="没有任何办理结果"):
        row_of_several([], PRACTICE, FORM)


@pytest.mark.parametrize("code", REFUSALS)
def test_refusals_rest_on_articles_14_to_16(code):
    kind = kind_of(code)
    assert kind.ground is Ground.REFUSAL
    assert kind.basis[0] == GIR.art(36, item=3)
    assert any(is_refusal_ground(provision) for provision in kind.basis[1:])
    assert kind.is_bound == (code < "L16e")


def test_other_laws_are_no_ground_in_the_sense_of_articles_14_to_16():
    assert not is_refusal_ground(RECONSIDERATION.art(14))
    assert not is_refusal_ground(GIR.art(38))


def test_only_refusals_and_partial_releases_may_cite_articles_14_to_16_as_grounds():
    for code in ("L13", "L14", "L17", "L18", "L19", "L22", "L26"):
        cited = [p for p in allowed_articles(code) if p.article in {14, 15, 16} and p.instrument is GIR]
        assert cited == []


@pytest.mark.parametrize("day", [date(2019, 5, 15), date(2022, 1, 1), date(2026, 9, 21)])
def test_every_ending_rests_on_law_in_force_that_day(day):
    without = {code for code, kind in OUTCOMES.items() if kind.basis and not kind.basis_on(day)}
    assert without == ({"L29"} if day < date(2021, 1, 1) else set())


def test_reconsideration_ordering_a_new_reply_is_cited_by_the_law_of_its_day():
    then = [p.instrument.code for p in kind_of("L32").basis_on(date(2023, 12, 31))]
    now = [p.instrument.code for p in kind_of("L32").basis_on(date(2024, 1, 1))]
    assert (then, now) == (["ARL-2017", "ALL"], ["ARL", "ALL"])


def test_every_kind_says_what_it_must_say_and_what_must_lie_in_the_file():
    for kind in OUTCOMES.values():
        assert kind.must_say
        assert len(set(kind.must_say)) == len(kind.must_say)
        assert len(set(kind.evidence)) == len(kind.evidence)
