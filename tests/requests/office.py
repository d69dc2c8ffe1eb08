"""An office at work: the justice bureau with its letterhead, and requests in every state."""

from dataclasses import dataclass
from datetime import date, datetime, time

import pytest
from django.utils.timezone import get_current_timezone

from gongkai.law import events as law
from gongkai.letters.actions import Head, revise, set_letterhead
from gongkai.organs.models import Appointment, Organ, Role, Unit
from gongkai.requests.actions import answering, handling, intake
from gongkai.requests.actions.intake import Arrival, Asked

RECEIVED = date(2026, 9, 21)  # vector 3 of the law: 7 / 20 / 40 working days are 10-08 / 10-26 / 11-23
ASKED_FOR = "示例市司法局2025年行政复议案件统计表"
PERSON = {
    "kind": "natural",
    "name": "张三丰",
    "id_kind": "居民身份证",
    "id_number": "130602199001010012",
    "phone": "13800138000",
    "address": "示例市示例路1号示例小区2号楼301",
    "postcode": "071000",
    "email": "zhangsanfeng@example.com",
    "form": "纸质复印件",
    "way": "post",
}
HEAD = Head(
    contact="李四（示例）",
    phone="0312-0000000",
    address="示例市示例路1号",
    postcode="071000",
    reviewers=(
        {
            "role": "same_level_government",
            "name": "保定市人民政府",
            "address": "示例市",
            "phone": "0312-0000001",
        },
        {"role": "upper_justice", "name": "河北省司法厅", "address": "示例市", "phone": "0312-0000002"},
    ),
    court="示例市示例区人民法院",
    online_channel="https://xzfy.example.com",
)


def moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), get_current_timezone())


@dataclass(frozen=True)
class Office:
    """Who works there, and short ways to do what tests do all the time."""

    cast: object

    def submit(self, content=ASKED_FOR, *, channel=law.Channel.WEB, on=RECEIVED, applicant=PERSON, **arrival):
        return intake.submit(
            self.cast.justice,
            Asked(content=content, applicant=applicant, once=arrival.pop("once", None)),
            Arrival(channel=channel, submitted_on=on, **arrival),
            at=moment(on),
            by=self.cast.wang,
        )

    def registered(self, *items, on=RECEIVED, **how):
        request = self.submit(on=on, **how).request
        kind = law.Applicant(how.get("applicant", PERSON)["kind"])
        return intake.register(request, kind, items or (ASKED_FOR,), on=on, by=self.cast.wang)

    def handled(self, *items, on=RECEIVED, **how):
        request = self.registered(*items, on=on, **how)
        return handling.assign(request, self.unit, self.cast.wang, on=on, by=self.cast.wang)

    @property
    def unit(self):
        return Unit.objects.get(organ=self.cast.justice, name="局办公室")

    def reviewed(self, request, *, on):
        for review in law.Review:
            event = law.Reviewed(on=on, review=review, by=self.cast.li.name, passed=True)
            handling.happen(request, event, on=on, by=self.cast.wang)

    def filled(self, tie, slots, *, on, delivery=law.Delivery.POST):
        revise(tie.letter, {**tie.letter.slots, **slots}, {}, delivery=delivery, on=on, by=self.cast.wang)
        return tie

    def signed(self, tie, *, on):
        with self.cast.entered(self.cast.zhou):
            return answering.sign_letter(tie, on=on, at=moment(on), by=self.cast.zhou)

    def answered(self, request, code, slots, *, on, follows=""):
        """Drafted, reviewed, signed and sent on one day."""
        tie = answering.begin_letter(request, code, follows=follows, on=on, by=self.cast.wang)
        self.filled(tie, slots, on=on)
        answering.submit_reply(tie, on=on, by=self.cast.wang)
        self.reviewed(request, on=on)
        self.signed(tie, on=on)
        return answering.send_letter(tie, proof="挂号信 XA00000000013", on=on, by=self.cast.wang)


@pytest.fixture
def office(cast, settings, tmp_path):
    """The office, in the scope of its clerk."""
    settings.FILES_ROOT = tmp_path / "files"
    with cast.entered(cast.qian):
        Organ.objects.filter(pk=cast.justice.pk).update(document_code="示司")
        cast.justice.document_code = "示司"
        Unit.objects.create(organ=cast.justice, name="局办公室", is_disclosure_office=True)
        Appointment.objects.create(
            user=cast.zhou, organ=cast.justice, role=Role.SECRECY, since_on=date(2024, 1, 1)
        )
        set_letterhead(cast.justice, HEAD, on=RECEIVED, by=cast.qian)
    with cast.entered(cast.wang):
        yield Office(cast)
