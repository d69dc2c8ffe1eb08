"""三审三校 and the secrecy review."""

from datetime import date

import pytest
from tests.catalogue.press import TODAY

from gongkai.catalogue.actions.reviewing import ReviewError
from gongkai.catalogue.choices import Conclusion, State, Verdict
from gongkai.catalogue.models import Remark

NEXT_YEAR = date(2027, 10, 9)


def test_three_people_pass_a_version_one_after_the_other(press):
    item = press.submitted()
    states = [item.state]
    for stage, by in (
        (State.FIRST, press.cast.li),
        (State.SECOND, press.cast.zhou),
        (State.FINAL, press.feng),
    ):
        press.passes(item, stage, by)
        states.append(item.state)
    assert states == [State.FIRST, State.SECOND, State.FINAL, State.SECRECY]
    remarks = Remark.objects.order_by("pk")
    assert [(one.stage, one.by_id, one.version, one.is_proofread) for one in remarks] == [
        ("first", press.cast.li.pk, 1, True),
        ("second", press.cast.zhou.pk, 1, True),
        ("final", press.feng.pk, 1, True),
    ]


def test_a_review_is_a_proofreading_too(press):
    with pytest.raises(ReviewError, match="校对"):
        press.passes(press.submitted(), State.FIRST, press.cast.li, proofread=False)


def test_nobody_reviews_twice(press):
    item = press.submitted()
    press.passes(item, State.FIRST, press.cast.li)
    with pytest.raises(ReviewError, match="三名不同"):
        press.passes(item, State.SECOND, press.cast.li)


def test_nobody_reviews_what_they_submitted(press):
    item = press.submitted()
    with pytest.raises(ReviewError, match="送审人"):
        press.passes(item, State.FIRST, press.cast.wang)
    with pytest.raises(ReviewError, match="送审人"):
        press.examined(press.passed(item), by=press.cast.wang)


def test_no_stage_is_skipped_or_done_twice(press):
    item = press.submitted()
    with pytest.raises(ReviewError, match="刷新"):
        press.passes(item, State.FINAL, press.feng)
    press.passes(item, State.FIRST, press.cast.li)
    with pytest.raises(ReviewError, match="刷新"):
        press.passes(item, State.FIRST, press.cast.zhou)
    with pytest.raises(ReviewError, match="刷新"):
        press.examined(item)


def test_what_is_sent_back_says_what_to_change(press):
    item = press.submitted()
    with pytest.raises(ReviewError, match="写明"):
        press.rejected(item, State.FIRST, press.cast.li, " ")
    press.rejected(item, State.FIRST, press.cast.li)
    assert item.state == State.DRAFT
    assert Remark.objects.get().verdict == Verdict.REJECTED


def test_after_a_rejection_the_same_people_review_the_new_version(press):
    item = press.submitted()
    press.passes(item, State.FIRST, press.cast.li)
    press.rejected(item, State.SECOND, press.cast.zhou)
    press.revise(item, title="改过的标题")
    press.passed(press.submit(item))
    assert item.state == State.SECRECY


@pytest.mark.parametrize(
    ("words", "conclusion", "state"),
    [
        ({}, Conclusion.OPEN, State.READY),
        ({}, Conclusion.IN_PART, State.DRAFT),
        ({}, Conclusion.CLOSED, State.DRAFT),
        ({}, Conclusion.REFERRED, State.SECRECY),
        ({"attribute": "on_request", "reason": "只涉及特定相对人"}, Conclusion.OPEN, State.FILED),
        ({"attribute": "on_request", "reason": "只涉及特定相对人"}, Conclusion.CLOSED, State.DRAFT),
        ({"attribute": "closed", "ground": "secret", "reason": "秘密级"}, Conclusion.CLOSED, State.FILED),
        ({"attribute": "closed", "ground": "internal", "reason": "内部分工"}, Conclusion.OPEN, State.FILED),
    ],
)
def test_each_conclusion_leads_where_the_law_wants_it(press, words, conclusion, state):
    item = press.passed(press.submitted(**words))
    press.examined(item, conclusion, text="已逐项审查。", review_on=NEXT_YEAR)
    assert item.state == state
    assert item.review_on == (NEXT_YEAR if state == State.FILED else None)


def test_what_is_kept_back_is_looked_at_again_on_a_day(press):
    item = press.passed(press.submitted(attribute="on_request", reason="只涉及特定相对人"))
    for day in (None, TODAY):
        with pytest.raises(ReviewError, match="第十八条"):
            press.examined(item, review_on=day)


def test_a_doubt_of_secrecy_is_explained(press):
    with pytest.raises(ReviewError, match="保密审查意见"):
        press.examined(press.passed(press.submitted()), Conclusion.IN_PART)


def test_the_publisher_can_send_back(press):
    item = press.ready()
    press.rejected(item, State.READY, press.jiang)
    assert item.state == State.DRAFT
