"""收件: how the request came in, when it counts as received, and what was asked of the applicant."""

from gongkai.law.casefile import CaseFile
from gongkai.law.checks.verdicts import Verdict, lacking, verdict
from gongkai.law.events import Channel, Confirmed, SignedFor, Submitted, TransferredIn
from gongkai.law.evidence import Intake, MailTrace
from gongkai.law.receipt import FixedBy, receipt_rule
from gongkai.law.statutes import GIR, HEBEI_NORMS, cites

MAILED = GIR.art(31, item=2)
ONLINE = GIR.art(31, item=3)
CONTENTS = GIR.art(29, 2)
HANDED_ON = HEBEI_NORMS.part("一（一）")
WORKDAYS_TO_CONFIRM, WORKDAYS_TO_HAND_ON = 1, 1


@cites(MAILED)
def c02_mail_counts_from_the_signature(file: CaseFile) -> Verdict:
    """Signed mail is received on the day the organ signed for it, gatehouse and mailroom included."""
    trace = file.mail or MailTrace()
    signed = next((event.on for event in file.happened(SignedFor)), None)
    counted = file.received_on
    return verdict(
        MAILED,
        ok=f"收到申请之日{counted}即本机关签收之日，与邮件跟踪记录一致。",
        faults=[
            f"登记的签收日期{signed}与邮件跟踪记录{trace.signed_on}不一致："
            f"请以收发室、门卫签收的{trace.signed_on}为收到申请之日，重新计算期限"
            if signed and trace.signed_on and signed != trace.signed_on
            else None
        ],
        missing=lacking(
            {
                "本机关签收日期": signed,
                "邮件单号": trace.number,
                "邮件跟踪记录的签收日期": trace.signed_on,
                "收到申请之日": counted,
            }
        ),
    )


@cites(GIR.art(31), ONLINE)
def c03_receipt_was_confirmed(file: CaseFile) -> Verdict:
    """What came in online, by fax or by ordinary mail was confirmed with the applicant at once."""
    sent_in = file.asked_on
    confirmed = next((event.on for event in file.happened(Confirmed)), None)
    if sent_in is None:
        return verdict(ONLINE, ok="", missing=["申请提交日期"])
    waited = file.rules.calendar.workdays_between(sent_in, confirmed or file.on)
    late = waited > _workdays_to_confirm(file)
    alarm = f"内部期限自提交之日{sent_in}起算" + (f"，最迟{file.clock.alarm_due}" if file.clock else "")
    return verdict(
        ONLINE,
        ok=f"已于{confirmed}与申请人确认。",
        faults=[
            f"提交于{sent_in}，已过{waited}个工作日仍未与申请人确认：请今天确认并登记；{alarm}"
            if late and not confirmed
            else None
        ],
        past=[
            f"提交于{sent_in}，{confirmed}才确认，迟了{waited}个工作日：{alarm}，不得以未确认为由拖延"
            if late and confirmed
            else None
        ],
        missing=[] if confirmed or late else [f"与申请人的确认记录，请尽快确认（{alarm}）"],
    )


@cites(HANDED_ON, GIR.art(31))
def c04_transfer_was_prompt(file: CaseFile) -> Verdict:
    """Another unit that got the request handed it on at once; the day of receipt does not move."""
    transfers = file.happened(TransferredIn)
    slow = [(one, file.rules.calendar.workdays_between(one.reached_unit_on, one.on)) for one in transfers]
    counted = file.received_on
    return verdict(
        HANDED_ON,
        ok="误投的申请已及时转交。",
        faults=[
            f"{one.from_unit}于{one.reached_unit_on}已收到，收到申请之日不得记为{counted}，请按机关签收之日更正"
            for one in transfers
            if counted and counted > one.reached_unit_on and _counts_from_arrival(file)
        ],
        past=[
            f"{one.from_unit}{one.reached_unit_on}收到、{one.on}才转交，隔了{days}个工作日："
            "答复期限不因此顺延，请提醒该单位当日转交"
            for one, days in slow
            if days > WORKDAYS_TO_HAND_ON
        ],
        missing=lacking({"收到申请之日": counted}),
    )


@cites(GIR.art(27), CONTENTS)
def c35_no_purpose_was_demanded(file: CaseFile) -> Verdict:
    """Nobody had to say what he wants the information for."""
    facts = file.intake or Intake()
    return verdict(
        CONTENTS,
        ok="申请表没有必填的用途，也未要求申请人说明用途。",
        faults=[
            f"申请表把用途列为必填，{GIR.art(27)}已不要求说明用途：请取消该必填项"
            if facts.purpose_is_mandatory
            else None,
            "曾要求申请人说明用途，请书面撤回该要求，不得据此不予受理或者拒绝公开"
            if facts.purpose_was_asked
            else None,
        ],
        missing=lacking(
            {
                "申请表是否把用途列为必填": facts.purpose_is_mandatory,
                "是否要求过申请人说明用途": facts.purpose_was_asked,
            }
        ),
    )


def channel_of(file: CaseFile) -> Channel | None:
    """The channel the request came in on."""
    return next((event.channel for event in file.happened(Submitted)), None)


def needs_confirmation(file: CaseFile) -> bool:
    """Whether the day of receipt is that of confirmation."""
    return _fixed_by(file) is FixedBy.CONFIRMATION


def _counts_from_arrival(file: CaseFile) -> bool:
    return _fixed_by(file) in {FixedBy.SIGNATURE, FixedBy.SUBMISSION}


def _fixed_by(file: CaseFile) -> FixedBy | None:
    channel, asked_on = channel_of(file), file.asked_on
    if channel is None or asked_on is None:
        return None
    return receipt_rule(channel, file.rules.practice, on=asked_on).fixed_by


def _workdays_to_confirm(file: CaseFile) -> int:
    """An ordinary letter is confirmed the same day; what came in online, by the next working day."""
    return 0 if channel_of(file) is Channel.ORDINARY_MAIL else WORKDAYS_TO_CONFIRM
