"""收到申请之日: the day a request counts as received, by the channel it came in on.

The legal day may be later than the day it was handed in or sent; the office's own alarm runs from
the earlier one, so that a delayed confirmation gains nobody time.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.events import Channel
from gongkai.law.practice import Practice
from gongkai.law.statutes import GIR, RECEIPT_NOTICE, Provision, cites


class FixedBy(StrEnum):
    """What happens on the day of receipt."""

    SUBMISSION = "submission"
    SIGNATURE = "signature"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True, slots=True)
class ReceiptRule:
    """Which event fixes the day of receipt for a channel, and the rule in words for the file."""

    channel: Channel
    fixed_by: FixedBy
    text: str
    basis: Provision


@dataclass(frozen=True, slots=True)
class Receipt:
    """The day of receipt, the rule that fixed it, and the day the office's own alarm runs from."""

    day: date
    rule: ReceiptRule
    alarm_from: date


HANDED_IN, MAILED, ONLINE = (GIR.art(31, item=item) for item in (1, 2, 3))
RULES = {
    rule.channel: rule
    for rule in (
        ReceiptRule(Channel.COUNTER, FixedBy.SUBMISSION, "当面提交的，以提交之日为收到申请之日", HANDED_IN),
        ReceiptRule(
            Channel.ORAL,
            FixedBy.SUBMISSION,
            "口头申请由工作机构代填的，以代填并签名之日为收到申请之日",
            HANDED_IN,
        ),
        ReceiptRule(
            Channel.SIGNED_MAIL,
            FixedBy.SIGNATURE,
            "以需签收的邮寄方式提交的，以行政机关（含收发室、门卫）签收之日为收到申请之日",
            MAILED,
        ),
        ReceiptRule(
            Channel.ORDINARY_MAIL,
            FixedBy.CONFIRMATION,
            "以平常信函提交的，应于收到当日与申请人确认，以确认之日为收到申请之日",
            MAILED,
        ),
        ReceiptRule(
            Channel.WEB, FixedBy.CONFIRMATION, "通过网站提交的，以双方确认之日为收到申请之日", ONLINE
        ),
        ReceiptRule(
            Channel.EMAIL, FixedBy.CONFIRMATION, "通过电子邮件提交的，以双方确认之日为收到申请之日", ONLINE
        ),
        ReceiptRule(
            Channel.FAX, FixedBy.CONFIRMATION, "通过传真提交的，以双方确认之日为收到申请之日", ONLINE
        ),
    )
}
UNSIGNED_ORAL = ReceiptRule(
    Channel.ORAL,
    FixedBy.CONFIRMATION,
    "口头申请由工作机构代填的，以申请人确认之日为收到申请之日",
    HANDED_IN,
)
EMAIL_BEFORE_2019 = ReceiptRule(
    Channel.EMAIL,
    FixedBy.SUBMISSION,
    "通过电子邮件提交的，以邮件系统收到之日为收到申请之日",
    RECEIPT_NOTICE.part("电子邮件"),
)


@cites(GIR.art(31), GIR.art(29, 1), RECEIPT_NOTICE.part(), rests_on=("oral_request_is_handed_in",))
def receipt_rule(channel: Channel, practice: Practice, *, on: date) -> ReceiptRule:
    """Which event fixes the day of receipt for a request that came in that way on that day."""
    if channel is Channel.ORAL and not practice.oral_request_is_handed_in:
        return UNSIGNED_ORAL
    if channel is Channel.EMAIL and not GIR.is_in_force(on):
        return EMAIL_BEFORE_2019
    return RULES[channel]


@cites(GIR.art(31), rests_on=("oral_request_is_handed_in",))
def receipt(
    channel: Channel,
    practice: Practice,
    *,
    submitted_on: date,
    signed_on: date | None = None,
    confirmed_on: date | None = None,
) -> Receipt | None:
    """The day of receipt; None while the event that fixes it has not happened.

    Mail counts from the organ's own signature, whoever signed for it in the house, and however
    long it then took to reach the disclosure office.
    """
    rule = receipt_rule(channel, practice, on=submitted_on)
    fixed = {
        FixedBy.SUBMISSION: submitted_on,
        FixedBy.SIGNATURE: signed_on,
        FixedBy.CONFIRMATION: confirmed_on,
    }
    day = fixed[rule.fixed_by]
    if day is None:
        return None
    return Receipt(day, rule, day if rule.fixed_by is FixedBy.SIGNATURE else submitted_on)
