"""救济途径: the organ, the limits and the notice, by the law of the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import facts
from gongkai.law.events import Delivery
from gongkai.law.outcomes import OUTCOMES, is_refusal_ground
from gongkai.law.remedies import (
    Court,
    Decision,
    NoLimitError,
    NoReconsiderationLawError,
    OrganKind,
    RemedyError,
    RemedyForm,
    RemedyTexts,
    Reviewer,
    Role,
    Venue,
    check_reviewers,
    court_level,
    last_day_to_apply,
    last_day_to_sue,
    last_day_to_sue_after_reconsideration,
    months_later,
    online_sentence,
    reconsideration_organ,
    remedy,
    remedy_form,
    roll_over,
)
from gongkai.law.statutes import GIR, RECONSIDERATION

MODEST = settings(deadline=None)
TEXTS, PRACTICE, CALENDAR = facts.remedy_texts(), facts.practice(), facts.calendar()
BEFORE, AFTER = date(2023, 12, 31), date(2024, 1, 1)
FINAL = [code for code, kind in OUTCOMES.items() if kind.is_final and code != "L32"]
GROUNDS = [GIR.art(14), GIR.art(15), GIR.art(16, 1), GIR.art(16, 2), GIR.art(36, item=4), GIR.art(38)]
CHANNEL = "https://fuyi.example.cn"


def venue_of(organ, on, delivery=Delivery.POST):
    reviewers = tuple(
        Reviewer(role, f"示例{role.label}", "示例路1号", "0000-0000000")
        for role in reconsideration_organ(organ, on=on).choices
    )
    return Venue(organ=organ, reviewers=reviewers, delivery=delivery, online_channel=CHANNEL)


DEPARTMENT = venue_of(OrganKind.DEPARTMENT, AFTER)


@MODEST
@given(
    st.sampled_from(FINAL),
    st.sampled_from(list(Delivery)),
    st.dates(date(2019, 5, 15), date(2027, 12, 31)),
    st.sampled_from(list(OrganKind)),
    st.lists(st.sampled_from(GROUNDS), min_size=1, max_size=4),
)
def test_a_final_letter_names_right_organ_and_limit(code, delivery, on, organ, grounds):
    withheld = tuple(grounds) if code == "L15" else ()
    venue = venue_of(organ, on, delivery)
    found = remedy(Decision(code=code, on=on, withheld=withheld), venue, TEXTS, PRACTICE)
    assert "申请行政复议" in found.text
    assert "提起行政诉讼" in found.text
    assert "之日起60日内" in found.text
    assert all(reviewer.name in found.text for reviewer in venue.reviewers)
    assert (CHANNEL in found.text) == (delivery is Delivery.ONLINE)
    assert (found.form is RemedyForm.FIRST) == (code.startswith("L16") and on >= AFTER)
    assert (found.form is RemedyForm.MIXED) == (any(map(is_refusal_ground, withheld)) and on >= AFTER)
    assert ("6个月内" in found.text) == (found.form is not RemedyForm.FIRST)
    assert ("先向" in found.text) == (found.form is not RemedyForm.FREE)
    assert all(provision.instrument.is_in_force(on) for provision in found.basis)
    assert "{" not in found.text


@pytest.mark.parametrize("code", [code for code, kind in OUTCOMES.items() if not kind.is_final])
def test_a_procedural_letter_cannot_carry_a_remedy(code):
    decision = Decision(code=code, on=AFTER)
    assert remedy_form(decision, PRACTICE) is RemedyForm.NONE
    with pytest.raises(RemedyError, match="是程序性文书，不写救济途径"):
        remedy(decision, DEPARTMENT, TEXTS, PRACTICE)


def test_a_refusal_goes_to_reconsideration_first_since_2024_only():
    assert remedy_form(Decision(code="L16d", on=BEFORE), PRACTICE) is RemedyForm.FREE
    assert remedy_form(Decision(code="L16d", on=AFTER), PRACTICE) is RemedyForm.FIRST


def test_the_words_of_a_refusal():
    venue = Venue(
        organ=OrganKind.DEPARTMENT,
        reviewers=(Reviewer(Role.SAME_LEVEL_GOVERNMENT, "示例市人民政府", "示例路1号", "0000-0000000"),),
        delivery=Delivery.ONLINE,
        online_channel=CHANNEL,
    )
    found = remedy(Decision(code="L16a", on=AFTER, paper="本告知书"), venue, TEXTS, PRACTICE)
    assert found.text == (
        "如不服本告知，应当自收到本告知书之日起60日内，先向示例市人民政府（地址：示例路1号，电话：0000-0000000）"
        "申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内，依法向人民法院提起行政诉讼。"
        f"您也可以通过互联网渠道（{CHANNEL}）提交行政复议申请书。"
    )


def test_a_partial_release_names_the_refused_parts():
    withheld = (GIR.art(15), GIR.art(36, item=4), GIR.art(16, 2))
    decision = Decision(code="L15", on=AFTER, withheld=withheld)
    found = remedy(decision, DEPARTMENT, TEXTS, PRACTICE)
    assert found.text.startswith("对本答复第1项、第3项不予公开的内容不服的，应当")
    only_missing = Decision(code="L15", on=AFTER, withheld=(GIR.art(36, item=4),))
    assert remedy_form(only_missing, PRACTICE) is RemedyForm.FREE
    free = replace(PRACTICE, partial_refusal_needs_reconsideration_first=False)
    assert remedy_form(decision, free) is RemedyForm.FREE


def test_a_register_query_is_free_unless_practice_says_otherwise():
    first = replace(PRACTICE, register_query_needs_reconsideration_first=True)
    assert remedy_form(Decision(code="L17", on=AFTER), PRACTICE) is RemedyForm.FREE
    assert remedy_form(Decision(code="L17", on=AFTER), first) is RemedyForm.FIRST


def test_a_new_reply_carries_the_notice_of_the_kind_it_answers_by():
    assert remedy_form(Decision(code="L32", on=AFTER, replaces="L16f"), PRACTICE) is RemedyForm.FIRST
    assert remedy_form(Decision(code="L32", on=AFTER, replaces="L13"), PRACTICE) is RemedyForm.FREE
    with pytest.raises(RemedyError, match="按哪一种文书答复"):
        remedy_form(Decision(code="L32", on=AFTER), PRACTICE)


def test_the_upper_department_is_refused_for_an_ordinary_department_since_2024():
    old = venue_of(OrganKind.DEPARTMENT, BEFORE)
    check_reviewers(old, on=BEFORE)
    with pytest.raises(RemedyError, match=r"不能告知向上一级主管部门申请.*第二十四条第一款第（一）项"):
        check_reviewers(old, on=AFTER)


@pytest.mark.parametrize("organ", list(OrganKind))
@pytest.mark.parametrize("on", [BEFORE, AFTER])
def test_all_competent_organs_are_named_and_no_other(organ, on):
    venue = venue_of(organ, on)
    check_reviewers(venue, on=on)
    assert reconsideration_organ(organ, on=on).basis.instrument.is_in_force(on)
    with pytest.raises(RemedyError, match="应当恰写一个，现为0个"):
        check_reviewers(replace(venue, reviewers=venue.reviewers[1:]), on=on)
    with pytest.raises(RemedyError, match="应当恰写一个，现为2个"):
        check_reviewers(replace(venue, reviewers=(*venue.reviewers, venue.reviewers[0])), on=on)
    with pytest.raises(RemedyError, match="全称"):
        check_reviewers(replace(venue, reviewers=(replace(venue.reviewers[0], name=" "),)), on=on)


@pytest.mark.parametrize(
    ("organ", "labels"),
    [
        (OrganKind.DEPARTMENT, ["本级人民政府"]),
        (OrganKind.JUSTICE, ["本级人民政府", "上一级司法行政部门"]),
        (OrganKind.TOWNSHIP, ["上一级人民政府"]),
        (OrganKind.LOCAL_GOVERNMENT, ["上一级人民政府"]),
        (OrganKind.PROVINCIAL_GOVERNMENT, ["本机关"]),
        (OrganKind.DISPATCHED, ["设立该派出机关的人民政府"]),
        (OrganKind.FIELD_OFFICE, ["设立该派出机构的部门的本级人民政府"]),
        (OrganKind.VERTICAL, ["上一级主管部门"]),
        (OrganKind.CUSTOMS, ["上一级主管部门"]),
        (OrganKind.NATIONAL_DEPARTMENT, ["本机关"]),
    ],
)
def test_who_reviews_whom_today(organ, labels):
    assert [role.label for role in reconsideration_organ(organ, on=AFTER).choices] == labels
    assert organ.label


def test_the_oldest_law_known_here_is_said():
    with pytest.raises(NoReconsiderationLawError, match="2018-01-01"):
        reconsideration_organ(OrganKind.DEPARTMENT, on=date(2017, 12, 31))


def test_who_reviews_himself_is_told_of_the_ruling():
    venue = venue_of(OrganKind.PROVINCIAL_GOVERNMENT, AFTER)
    assert "向国务院申请裁决" in remedy(Decision(code="L13", on=AFTER), venue, TEXTS, PRACTICE).text
    assert "向国务院申请裁决" not in remedy(Decision(code="L13", on=AFTER), DEPARTMENT, TEXTS, PRACTICE).text


def test_online_service_without_an_online_channel_is_refused_since_2024():
    venue = replace(DEPARTMENT, delivery=Delivery.ONLINE, online_channel=" ")
    with pytest.raises(RemedyError, match="第二十二条第二款"):
        online_sentence(Decision(code="L13", on=AFTER), venue, TEXTS)
    assert online_sentence(Decision(code="L13", on=BEFORE), venue, TEXTS) == ""


def test_a_named_court_is_printed():
    venue = replace(DEPARTMENT, court="示例区人民法院")
    assert "向示例区人民法院提起" in remedy(Decision(code="L13", on=AFTER), venue, TEXTS, PRACTICE).text


def test_a_wording_without_a_place_for_the_limit_is_refused():
    wording = {name: getattr(TEXTS, name) for name in ("first", "free", "mixed", "online", "ruling")}
    assert RemedyTexts.from_facts(wording) == TEXTS
    with pytest.raises(RemedyError, match="“first”应当恰有这些空"):
        RemedyTexts.from_facts(wording | {"first": "如不服{document}，向{organs}申请行政复议。"})


def test_governments_and_customs_are_sued_before_the_intermediate_court():
    high = {kind for kind in OrganKind if court_level(kind) is Court.INTERMEDIATE}
    assert high == {
        OrganKind.LOCAL_GOVERNMENT,
        OrganKind.PROVINCIAL_GOVERNMENT,
        OrganKind.NATIONAL_DEPARTMENT,
        OrganKind.CUSTOMS,
    }
    assert court_level(OrganKind.TOWNSHIP).label == "基层人民法院"


def test_sixty_days_are_calendar_days_from_the_day_after_service():
    assert last_day_to_apply(date(2026, 9, 21), CALENDAR).last_day == date(2026, 11, 20)


def test_a_last_day_on_a_holiday_moves_to_the_next_working_day():
    assert last_day_to_apply(date(2026, 8, 3), CALENDAR).last_day == date(2026, 10, 8)
    assert last_day_to_sue(date(2026, 4, 1), CALENDAR).last_day == date(2026, 10, 8)
    assert last_day_to_sue_after_reconsideration(date(2026, 9, 18), CALENDAR).last_day == date(2026, 10, 8)


def test_a_last_day_on_a_make_up_saturday_stays():
    assert last_day_to_apply(date(2026, 8, 11), CALENDAR).last_day == date(2026, 10, 10)


def test_where_the_remedy_is_not_told_the_limit_is_a_year():
    assert last_day_to_apply(date(2025, 3, 3), CALENDAR, is_told=False).last_day == date(2026, 3, 3)
    assert last_day_to_sue(date(2025, 3, 3), CALENDAR, is_told=False).last_day == date(2026, 3, 3)
    with pytest.raises(NoLimitError, match="没有规定最长期限"):
        last_day_to_apply(BEFORE, CALENDAR, is_told=False)


def test_a_last_day_in_an_unknown_year_is_provisional():
    later = date(CALENDAR.known_until.year, 12, 1)
    found = last_day_to_apply(later, CALENDAR)
    assert found.provisional
    assert "尚未公布" in found.why


@MODEST
@given(st.dates(date(2008, 1, 1), date(2025, 1, 1)))
def test_a_last_day_is_worked_and_never_early(served):
    nominal = served + timedelta(days=60)
    found = last_day_to_apply(served, CALENDAR)
    assert CALENDAR.is_workday(found.last_day)
    assert found == roll_over(nominal, CALENDAR)
    assert CALENDAR.workdays_between(nominal - timedelta(days=1), found.last_day) == 1


@MODEST
@given(st.dates(date(2008, 1, 1), date(2100, 1, 1)), st.integers(0, 24))
def test_months_end_on_the_same_day_or_the_last_of_the_month(day, months):
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_the_notice_rests_on_the_article_that_puts_reconsideration_first():
    found = remedy(Decision(code="L16a", on=AFTER), DEPARTMENT, TEXTS, PRACTICE)
    assert RECONSIDERATION.art(23, 1, 4) in found.basis
