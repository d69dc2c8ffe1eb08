"""Requests that were answered, and the disputes about them."""

from datetime import date

import pytest
from tests.requests.histories import relive

from gongkai.disputes import actions
from gongkai.disputes.actions import Notification
from gongkai.law import events as law
from gongkai.law.annual.counting import DisputeBlock
from gongkai.requests.models import InfoRequest

ANSWERED = date(2026, 3, 9)
CAME = date(2026, 4, 7)  # the Tuesday after the days off for 清明
TODAY = date(2026, 6, 30)
GOVERNMENT, COURT = "保定市人民政府", "示例市示例区人民法院"


class Contested:
    """An office whose answers are contested."""

    def __init__(self, office):
        self.office = office
        self.cast = office.cast

    def answered(self, letter="L16e", on=ANSWERED, service=None, **known):
        """A request that came in two weeks before and was answered with this letter, which reached him."""
        came = date(on.year, on.month, 1)
        happened = (
            law.Submitted(on=came, channel=law.Channel.COUNTER),
            law.Registered(on=came, serial="1", applicant=law.Applicant.NATURAL, items=("甲",)),
            law.Assigned(on=came, unit="局办公室"),
            *(law.Reviewed(on=on, review=one, by="审查人", passed=True) for one in law.Review),
            law.Drafted(on=on, letter=letter),
            law.Signed(on=on, number="示司公复〔2026〕1号"),
            *(service or (law.Sent(on=on, way=law.Delivery.POST), law.ServedBySignature(on=on))),
        )
        known = {"unit": self.office.unit, "handler": self.cast.wang, **known}
        number = InfoRequest.objects.count() + 1
        return relive(self.cast.justice, happened, number, by=self.cast.wang, **known)

    def told(self, block=DisputeBlock.RECONSIDERATION, **more):
        is_suit = block is not DisputeBlock.RECONSIDERATION
        usual = {"authority": COURT if is_suit else GOVERNMENT, "notified_on": CAME, "accepted_on": CAME}
        return Notification(block=block, **{**usual, **more})

    def contest(self, request, block=DisputeBlock.RECONSIDERATION, **more):
        """The papers about a request come in."""
        told = self.told(block, **more)
        return actions.notify(self.cast.justice, request, told, on=TODAY, by=self.cast.wang)

    def decided(self, request, outcome, *, on=date(2026, 5, 20), **more):
        """A dispute about a request that came to an end."""
        dispute = self.contest(request, **more)
        return actions.conclude(dispute, outcome, concluded_on=on, on=TODAY, by=self.cast.wang)


@pytest.fixture
def contested(office):
    return Contested(office)
