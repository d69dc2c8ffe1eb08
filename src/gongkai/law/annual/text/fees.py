"""The processing fee 信息处理费 in part 六, the place the form gives it."""

from decimal import Decimal

from gongkai.law.annual.claims import FeeTold, Narrative
from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.forms import TOTAL
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.totals import row_total
from gongkai.law.statutes import FEE_MEASURES, GIR, REPORT_FORM_2021, cites

PART_SIX = REPORT_FORM_2021.part("六、其他需要报告的事项")
LAPSED, EXCESSIVE = "other.fee_lapsed", "not_processed.excessive"


@cites(PART_SIX)
def fee_sentence(narrative: Narrative, year: int | None) -> tuple[Finding, ...]:
    """Since the 2021 form part 六 says what fee was taken, also when it was none."""
    if year is not None and year < REPORT_FORM_2021.in_force.year:
        return ()
    fee = narrative.fee
    if fee and fee.in_part_six:
        return passed("FEE-1", (), f"第六部分报告了信息处理费：“{fee.quote}”。")
    if not narrative.has_part_six:
        return not_assessable("FEE-1", (), "没有读到第六部分，无法核对是否报告了信息处理费。")
    if fee:
        message = f"收取信息处理费的情况应写在第六部分，现写在别处（“{fee.quote}”），请移到第六部分。"
    else:
        message = "第六部分没有报告收取信息处理费的情况；没有收取的，也应写明“未收取信息处理费”。"
    return (Finding("FEE-1", Verdict.UNCERTAIN, (), message),)


@cites(PART_SIX, FEE_MEASURES.part())
def fee_parts_add_up(narrative: Narrative) -> tuple[Finding, ...]:
    """Itemised fees add up, in cases and in yuan."""
    fee = narrative.fee
    if fee is None or not fee.parts:
        return ()
    cases, yuan = sum(part[0] for part in fee.parts), sum(part[1] for part in fee.parts)
    wrong = []
    if fee.cases is not None and cases != fee.cases:
        wrong.append(("件数", Decimal(fee.cases), Decimal(cases)))
    if fee.yuan is not None and yuan != fee.yuan:
        wrong.append(("金额", fee.yuan, Decimal(yuan)))
    if not wrong:
        return passed("FEE-2", (), f"信息处理费分项共{cases}件{yuan}元，与总数相符。")
    return tuple(
        Finding(
            "FEE-2",
            Verdict.FAIL,
            (),
            f"信息处理费分项{what}之和{found}，与总数{expected}不符，请核对第六部分。",
            expected,
            found,
        )
        for what, expected, found in wrong
    )


@cites(PART_SIX, GIR.art(42), FEE_MEASURES.part())
def t3_7_fee_told(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """Requests ended for an unpaid fee need a word on the fee, and a fee needs a reason in table 3."""
    lapsed, excessive = row_total(tables, LAPSED), row_total(tables, EXCESSIVE)
    cells = (f"requests.{LAPSED}.{TOTAL}", f"requests.{EXCESSIVE}.{TOTAL}")
    if lapsed is None:
        if LAPSED not in tables.form.rows_by_key:
            return ()
        return not_assessable("T3-7", cells, "表三没有读到逾期未缴费一行，无法与第六部分核对。")
    if lapsed and narrative.fee is None and not narrative.has_part_six:
        return not_assessable("T3-7", cells, f"表三逾期未缴费{lapsed}件，但没有读到第六部分，无法核对。")
    return (_fee_finding(narrative.fee, lapsed, excessive or 0, cells),)


def _fee_finding(fee: FeeTold | None, lapsed: int, excessive: int, cells: tuple[str, ...]) -> Finding:
    verdict, message, found = Verdict.PASS, "表三逾期未缴费件数与第六部分的收费情况没有矛盾。", None
    if lapsed and fee is None:
        verdict = Verdict.FAIL
        message = f"表三逾期未缴费{lapsed}件，第六部分却没有报告收费情况，请补写发出收费通知和收取的情况。"
    elif lapsed and fee and fee.yuan == 0:
        verdict = Verdict.UNCERTAIN
        message = f"表三逾期未缴费{lapsed}件，第六部分称未收费；请写明发出收费通知的件数，并核对。"
    elif fee and fee.yuan and not lapsed and not excessive:
        verdict, found = Verdict.UNCERTAIN, fee.yuan
        message = f"第六部分收取信息处理费{fee.yuan}元，表三没有大量反复申请，请核对收费依据。"
    return Finding("T3-7", verdict, cells, message, None, found or lapsed or None)
