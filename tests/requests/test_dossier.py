"""What the records tell the checks where nobody wrote it down."""

from datetime import date

import pytest
from tests.disputes.contested import ANSWERED, CAME, TODAY

from gongkai.disputes import actions as disputes
from gongkai.law import events as law
from gongkai.law.annual.counting import DisputeBlock
from gongkai.requests.actions import answering, handling
from gongkai.requests.dossier import Dossier

IN_TIME = date(2026, 4, 14)
SENT = law.Sent(on=ANSWERED, way=law.Delivery.POST, proof="XA00000000013")
RETURNED = law.Returned(on=ANSWERED, reason="查无此人")


def checked(contested, request):
    """What each check says of the reply that is being written anew."""
    tie = answering.begin_letter(request, "L32", follows="L15", on=TODAY, by=contested.cast.wang)
    dossier = Dossier(request, tie, TODAY)
    return {one.id: one for one in dossier.results()}, dossier.casefile()


def test_an_answer_that_was_entered_is_evidence_handed_in_for_the_newest_dispute(contested):
    request, by = contested.answered(), contested.cast.wang
    first = contested.contest(request)
    assert "提交答复和证据的期限" in str(checked(contested, request)[0]["C33"])
    disputes.answer(first, answered_on=IN_TIME, on=TODAY, by=by)
    results, file = checked(contested, request)
    assert file.bundle.handed_in_on == IN_TIME
    assert f"已于{IN_TIME}提交答复和证据" in str(results["C33"])
    # a suit on the same reply asks for its own
    contested.contest(request, DisputeBlock.SUIT_DIRECT, notified_on=date(2026, 6, 29), accepted_on=CAME)
    results, file = checked(contested, request)
    assert file.bundle.handed_in_on is None
    assert "提交书面答复和全部证据的记录" in str(results["C33"])


@pytest.mark.parametrize(
    ("service", "is_proved"),
    [
        ([SENT], True),
        ([law.Sent(on=ANSWERED, way=law.Delivery.POST), law.ServedBySignature(on=ANSWERED)], True),
        ([law.Sent(on=ANSWERED, way=law.Delivery.POST)], False),
        ([SENT, RETURNED], False),
        ([SENT, RETURNED, law.Sent(on=ANSWERED, way=law.Delivery.POST)], False),
        ([SENT, RETURNED, SENT], True),
    ],
    ids=["posted", "signed for", "unproved", "came back", "sent again unproved", "sent again"],
)
def test_the_reply_that_is_replaced_is_on_file_once_its_service_is_proved(contested, service, is_proved):
    request, by = contested.answered(service=service), contested.cast.wang
    for event in (
        law.ReconsiderationNotified(on=CAME, simplified=False),
        law.OrderedToReReply(on=CAME, by="保定市人民政府", limit=date(2026, 7, 10)),
    ):
        handling.happen(request, event, on=TODAY, by=by)
    told = str(checked(contested, request)[0]["C32"])
    assert ("卷内没有此前的答复书及其送达凭证" not in told) is is_proved
