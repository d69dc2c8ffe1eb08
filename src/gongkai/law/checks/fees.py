"""信息处理费: the notice computed again, and sent and enforced within its limits."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.law.casefile import CaseFile
from gongkai.law.checks.verdicts import Verdict, lacking, verdict
from gongkai.law.events import FeeLapsed, FeeNoticeReceived, FeeNoticeSent, Tariff
from gongkai.law.evidence import FeeFacts
from gongkai.law.fees import (
    Fee,
    ImplausibleCountError,
    NoTariffError,
    check_chargeable,
    fee_day,
    item_fee,
    month_ordinal,
    page_fee_of_reply,
)
from gongkai.law.procedure.reckoning import payment_limit
from gongkai.law.statutes import FEE_MEASURES, GIR, cites

NOTICE = FEE_MEASURES.art(6)
CHARGE = {Tariff.ITEMS: "按件", Tariff.PAGES: "按量"}
LAPSED = "L29"


@cites(
    GIR.art(42),
    *(FEE_MEASURES.art(number) for number in (3, 4, 5, 6)),
    rests_on=("fee_month_is_month_of_receipt", "pages_are_free_when_told_where"),
)
def c29_fee_is_right(file: CaseFile) -> Verdict:
    """One tariff, the right sum, a notice within the handling period, and twenty working days to pay."""
    facts = file.fee or FeeFacts()
    notices = file.happened(FeeNoticeSent)
    tariff = notices[-1].tariff if notices else facts.tariff
    amount = notices[-1].amount if notices else facts.amount
    missing = lacking({"计费方式": tariff, "通知金额": amount, "收费通知所载事项的核对": facts.notice_lacks})
    try:
        fee = recomputed(file, facts, tariff) if tariff else None
    except (ImplausibleCountError, NoTariffError) as error:
        return verdict(NOTICE, ok="", faults=[str(error)], missing=missing)
    return verdict(
        NOTICE,
        ok=f"{CHARGE[tariff]}计收{amount}元，与重新计算一致。" if tariff else "",
        faults=[*_sum_faults(fee, amount), *_notice_faults(file, facts)],
        past=_refused(file),
        missing=[*missing, *(_unknown(file, facts, tariff) if tariff and fee is None else ())],
    )


def recomputed(file: CaseFile, facts: FeeFacts, tariff: Tariff) -> Fee | None:
    """The fee worked out anew from the facts; None where they do not suffice.

    Raises:
        ImplausibleCountError: a number of items or pages is negative or implausibly large.
        NoTariffError: no tariff was in force.
    """
    notices = file.happened(FeeNoticeSent)
    check_chargeable(notices[-1].on if notices else file.on)
    if tariff is Tariff.PAGES:
        if facts.pages is None or facts.told_where is None:
            return None
        return page_fee_of_reply(facts.pages, file.rules.practice, told_where=facts.told_where)
    received, submitted = file.received_on, file.asked_on
    if received is None or submitted is None or facts.earlier_requests is None or facts.new_items is None:
        return None
    day = fee_day(received_on=received, submitted_on=submitted, practice=file.rules.practice)
    return item_fee(month_ordinal(facts.earlier_requests, day) - 1, facts.new_items)


def _unknown(file: CaseFile, facts: FeeFacts, tariff: Tariff) -> list[str]:
    if tariff is Tariff.PAGES:
        return lacking({"提供的页数": facts.pages, "是否仅告知获取途径": facts.told_where})
    return lacking(
        {
            "同一申请人当月在先申请的日期": facts.earlier_requests,
            "本次申请的件数": facts.new_items,
            "收到申请之日": file.received_on,
            "申请提交日期": file.asked_on,
        }
    )


def _sum_faults(fee: Fee | None, amount: Decimal | None) -> Iterator[str]:
    if fee is None or amount is None:
        return
    if fee.amount == 0:
        yield f"本件不应收费（{fee.basis[-1]}）：请撤回收费通知，继续办理"
    elif amount != fee.amount:
        working = "；".join(fee.explanation)
        yield f"通知金额{amount}元，应为{fee.amount}元（{working}，{fee.basis[-1]}）：请更正收费通知书（L28）"


def _notice_faults(file: CaseFile, facts: FeeFacts) -> Iterator[str]:
    tariffs = {notice.tariff for notice in file.happened(FeeNoticeSent)}
    if len(tariffs) > 1:
        yield f"同一申请既按件又按量收费（{FEE_MEASURES.art(3)}）：请撤回一份收费通知，只用一种方式"
    if facts.notice_lacks:
        yield f"收费通知没有写明{'、'.join(facts.notice_lacks)}，请补写后重新送达"
    fee = file.case.fee if file.case else None
    limit = payment_limit(fee, file.rules.calendar) if fee else None
    if file.letter == LAPSED and limit and file.on <= limit:
        yield f"缴费期限至{limit}，尚未届满，不得以逾期未缴费结案（L29）：请等待缴费"
    if file.letter == LAPSED and not file.happened(FeeNoticeReceived):
        yield "没有收费通知的送达日期，20个工作日的缴费期限无从起算：请先登记送达"


def _refused(file: CaseFile) -> Iterator[str]:
    for refusal in file.refused:
        if isinstance(refusal.event, FeeNoticeSent | FeeLapsed):
            yield f"{refusal.event.on}：{refusal.reason}"
