"""Disputes from the first papers to the new reply, each tied to the request it is about."""

from datetime import date, timedelta

import pytest
from tests.disputes.contested import ANSWERED, CAME, COURT, GOVERNMENT, TODAY

from gongkai.disputes import actions
from gongkai.disputes.actions import NotPossibleError
from gongkai.disputes.models import Dispute
from gongkai.law import events as law
from gongkai.law.annual.counting import DisputeBlock, DisputeOutcome
from gongkai.ledger.actions import OutOfScopeError
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.requests.actions.handling import happen
from gongkai.requests.actions.pending import NotAllowedError
from gongkai.requests.queries import case_of

DAY = date(2026, 5, 20)


def test_a_reconsideration_has_ten_working_days_and_is_known_to_the_request(contested):
    request = contested.answered()
    dispute = contested.contest(request, number="保政行复〔2026〕1号")
    assert dispute.limit_on == date(2026, 4, 21)
    assert not dispute.is_provisional
    assert (dispute.ground, dispute.unit.name, dispute.handler) == ("L16e", "局办公室", contested.cast.wang)
    request.refresh_from_db()
    assert request.state == "A1"
    assert request.next_limit_on is None  # the dispute itself tells by when it is to be answered
    assert case_of(request).disputes[0].notified_on == CAME
    assert (request.row, request.closed_on) == ("denied.internal", ANSWERED)


def test_the_simplified_procedure_has_five_and_a_suit_fifteen_days(contested):
    request = contested.answered()
    assert contested.contest(request, simplified=True).limit_on == date(2026, 4, 14)
    suit = contested.contest(request, DisputeBlock.SUIT_DIRECT)
    assert suit.limit_on == date(2026, 4, 22)
    assert suit.simplified is None
    request.refresh_from_db()
    assert request.state == "A2"


def test_a_year_without_a_holiday_notice_makes_the_limit_provisional(contested):
    request = contested.answered()
    told = contested.told(notified_on=date(2027, 12, 20), accepted_on=date(2027, 12, 20))
    late = date(2027, 12, 21)
    assert actions.notify(
        contested.cast.justice, request, told, on=late, by=contested.cast.wang
    ).is_provisional


def test_what_was_contested_for_want_of_an_answer_has_no_ground(contested):
    request = contested.office.handled(on=date(2026, 3, 2))
    dispute = contested.contest(request)
    assert dispute.ground == ""
    assert dispute.handler == contested.cast.wang


def test_a_suit_after_reconsideration_needs_one_that_ended(contested):
    request = contested.answered()
    with pytest.raises(NotPossibleError, match="请先登记本件的行政复议"):
        contested.contest(request, DisputeBlock.SUIT_AFTER_RECONSIDERATION)
    contested.decided(request, DisputeOutcome.UPHELD)
    later = date(2026, 6, 10)
    suit = contested.contest(
        request, DisputeBlock.SUIT_AFTER_RECONSIDERATION, notified_on=later, accepted_on=later
    )
    assert suit.authority == COURT


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"accepted_on": date(2026, 4, 8)}, "受理日期2026-04-08晚于收到副本日期2026-04-07"),
        ({"notified_on": date(2026, 7, 1), "accepted_on": CAME}, "晚于今天"),
        (
            {"notified_on": date(2023, 5, 8), "accepted_on": date(2023, 5, 8), "simplified": True},
            "简易程序自2024-01-01起施行",
        ),
        ({"act_is_ours": False}, "不能关联本机关的公开申请"),
    ],
)
def test_papers_that_contradict_themselves_are_refused(contested, more, words):
    with pytest.raises(NotPossibleError, match=words):
        contested.contest(contested.answered(), **more)
    assert not Dispute.objects.exists()


def test_a_dispute_before_the_request_was_made_is_refused(contested):
    early = date(2026, 2, 2)
    with pytest.raises(NotAllowedError):
        contested.contest(contested.answered(), notified_on=early, accepted_on=early)
    assert not Dispute.objects.exists()


def test_a_dispute_about_something_else_says_what_it_is_about(contested):
    with pytest.raises(NotPossibleError, match="请写明争议的是什么行为"):
        contested.contest(None)
    dispute = contested.contest(None, matter="未主动公开2025年决算", act_is_ours=False)
    assert dispute.words == {"matter": "未主动公开2025年决算"}
    assert not dispute.act_is_ours


def test_answering_is_entered_once_on_a_day_that_can_be(contested):
    dispute = contested.contest(contested.answered())
    by = contested.cast.wang
    with pytest.raises(NotPossibleError, match="早于收到副本日期"):
        actions.answer(dispute, answered_on=date(2026, 4, 1), on=TODAY, by=by)
    with pytest.raises(NotPossibleError, match="晚于今天"):
        actions.answer(dispute, answered_on=date(2026, 7, 1), on=TODAY, by=by)
    on = date(2026, 4, 20)
    actions.answer(dispute, answered_on=on, lawyer="示例律师", text="程序合法", on=TODAY, by=by)
    assert dispute.words == {"lawyer": "示例律师", "answer": "程序合法"}
    assert not dispute.awaits_answer
    with pytest.raises(NotPossibleError, match="无需再次登记"):
        actions.answer(dispute, answered_on=on, on=TODAY, by=by)


def test_a_dispute_ends_once(contested):
    dispute = contested.contest(contested.answered())
    by = contested.cast.wang
    with pytest.raises(NotPossibleError, match="早于受理日期"):
        actions.conclude(dispute, DisputeOutcome.OTHER, concluded_on=date(2026, 4, 1), on=TODAY, by=by)
    actions.conclude(dispute, DisputeOutcome.OTHER, concluded_on=DAY, decision="撤回", on=TODAY, by=by)
    assert (dispute.outcome, dispute.concluded_on, dispute.words["decision"]) == ("other", DAY, "撤回")
    with pytest.raises(NotPossibleError, match="不能再次登记"):
        actions.conclude(dispute, DisputeOutcome.UPHELD, concluded_on=DAY, on=TODAY, by=by)
    with pytest.raises(NotPossibleError, match="已于2026-05-20审结"):
        actions.answer(dispute, answered_on=DAY, on=TODAY, by=by)


def test_an_order_opens_the_request_again_and_its_figure_stays(contested):
    request = contested.answered()
    dispute = contested.decided(request, DisputeOutcome.CORRECTED)
    limit = date(2026, 7, 10)
    actions.order_re_reply(dispute, limit=limit, received_on=DAY, on=TODAY, by=contested.cast.wang)
    request.refresh_from_db()
    assert (request.state, request.row, request.closed_on) == ("A3", "denied.internal", ANSWERED)
    assert case_of(request).order.limit == limit
    assert dispute.reply_limit_on == limit
    with pytest.raises(NotPossibleError, match="无需再次登记"):
        actions.order_re_reply(dispute, limit=limit, received_on=DAY, on=TODAY, by=contested.cast.wang)


def test_a_suit_after_a_new_reply_contests_that_reply(contested):
    request, by = contested.answered(), contested.cast.wang
    dispute = contested.decided(request, DisputeOutcome.CORRECTED)
    actions.order_re_reply(dispute, limit=TODAY, received_on=DAY, on=TODAY, by=by)
    for event in (
        law.Drafted(on=DAY, letter="L32"),
        *(law.Reviewed(on=DAY, review=one, by="审查人", passed=True) for one in law.Review),
        law.Signed(on=DAY, number="示司公复〔2026〕2号"),
    ):
        happen(request, event, on=TODAY, by=by)
    block = DisputeBlock.SUIT_AFTER_RECONSIDERATION
    came = DAY + timedelta(days=1)
    suit = contested.contest(request, block, notified_on=came, accepted_on=came)
    assert (dispute.ground, suit.ground, request.row) == ("L16e", "L32", "denied.internal")


def test_nothing_is_ordered_where_nothing_was_corrected(contested):
    upheld = contested.decided(contested.answered(), DisputeOutcome.UPHELD)
    other = contested.contest(None, matter="x")
    for dispute, words in ((upheld, "只有结果为“结果纠正”"), (other, "没有关联的公开申请")):
        with pytest.raises(NotPossibleError, match=words):
            actions.order_re_reply(dispute, limit=TODAY, received_on=DAY, on=TODAY, by=contested.cast.wang)


def test_what_was_entered_can_be_corrected_and_both_states_are_remembered(contested):
    dispute = contested.contest(contested.answered())
    by = contested.cast.wang
    actions.amend(dispute, {"number": "1号", "authority": GOVERNMENT}, on=TODAY, by=by)
    assert dispute.number == "1号"
    entry = Entry.objects.get(act="disputes.DisputeAmended")
    assert (entry.data["before"], entry.data["after"]) == ({"number": ""}, {"number": "1号"})
    with pytest.raises(NotPossibleError, match="内容没有变化"):
        actions.amend(dispute, {"number": "1号"}, on=TODAY, by=by)
    with pytest.raises(NotPossibleError, match="晚于收到副本日期"):
        actions.amend(dispute, {"accepted_on": TODAY}, on=TODAY, by=by)


def test_the_words_of_people_stand_sealed_and_never_in_the_ledger(contested):
    dispute = contested.contest(contested.answered(), matter="某人不服")
    by = contested.cast.wang
    on = date(2026, 4, 20)
    actions.answer(dispute, answered_on=on, lawyer="示例律师", text="机密的意见", on=TODAY, by=by)
    actions.conclude(
        dispute, DisputeOutcome.CORRECTED, concluded_on=DAY, decision="决定要旨", on=TODAY, by=by
    )
    told = "".join(str(entry.data) for entry in Entry.objects.all())
    assert not [word for word in ("某人不服", "示例律师", "机密的意见", "决定要旨") if word in told]
    assert not broken()


def test_another_organ_can_neither_see_nor_change_it(contested):
    dispute = contested.contest(contested.answered())
    with contested.cast.entered(contested.cast.zhao):
        assert not Dispute.objects.exists()
        with pytest.raises(OutOfScopeError):
            actions.notify(
                contested.cast.justice, None, contested.told(matter="x"), on=TODAY, by=contested.cast.zhao
            )
    with contested.cast.entered(contested.cast.sun):
        assert list(Dispute.objects.all()) == [dispute]
        with pytest.raises((OutOfScopeError, Dispute.DoesNotExist)):
            actions.answer(dispute, answered_on=DAY, on=TODAY, by=contested.cast.sun)
