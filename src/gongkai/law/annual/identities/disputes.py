"""Identities of table 4, reconsideration and litigation."""

from collections.abc import Mapping

from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.forms import CARRIED_IN, NEW, TOTAL
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.totals import block_total, has_disputes
from gongkai.law.statutes import COUNTING_NOTICE, REPORT_FORM_2019, REPORT_FORM_2021, cites

TABLE_4 = (REPORT_FORM_2021.part("表四"), REPORT_FORM_2019.part("表四"))
RECONSIDERATION = "reconsideration"
SUIT_AFTER = "suit_after_reconsideration"
NO_FIGURES = "表四没有读到数字，无法核对。"


@cites(*TABLE_4)
def t4_1_block_sums(tables: Tables) -> tuple[Finding, ...]:
    """In each block upheld, corrected, other and pending add up to 总计."""
    if not has_disputes(tables):
        return not_assessable("T4-1", ("disputes",), NO_FIGURES)
    found = (_block_sum(tables, block, figures) for block, figures in tables.disputes.items())
    broken = tuple(finding for finding in found if finding)
    return broken or passed("T4-1", (), "表四各部分的四项结果之和都等于总计。")


def _block_sum(tables: Tables, block: str, figures: Mapping[str, int | None]) -> Finding | None:
    outcomes = [column for column in tables.form.outcomes if column != TOTAL]
    parts, total = [figures.get(column) for column in outcomes], figures.get(TOTAL)
    expected = sum(part for part in parts if part)
    if expected == (total or 0):
        return None
    cells = tuple(f"disputes.{block}.{column}" for column in tables.form.outcomes)
    label = tables.form.cell_label(f"disputes.{block}")
    if all(part is None for part in parts):
        message = f"{label}只填了总计{total}，四项结果都是空白，无法核对；请分项填写，没有的填0。"
        return Finding("T4-1", Verdict.UNCERTAIN, cells, message, total, None)
    terms = (
        f"{tables.form.outcomes[column]}{part}" for column, part in zip(outcomes, parts, strict=True) if part
    )
    sums = f"{'＋'.join(terms) or '四项结果'}＝{expected}"
    if total is None:
        message = f"{label}：{sums}，总计空白，请补填{expected}。"
    else:
        message = f"{label}：{sums}，总计填{total}，相差{abs(expected - total)}，请核对四项结果和总计。"
    return Finding("T4-1", Verdict.FAIL, cells, message, expected, total)


@cites(*TABLE_4)
def t4_2_whole_numbers(tables: Tables) -> tuple[Finding, ...]:
    """Every figure is a whole number, 0 or more."""
    if not has_disputes(tables):
        return not_assessable("T4-2", ("disputes",), NO_FIGURES)
    broken = []
    for block, figures in tables.disputes.items():
        for column, figure in figures.items():
            if figure is not None and (figure < 0 or figure != int(figure)):
                cell = f"disputes.{block}.{column}"
                message = f"{tables.form.cell_label(cell)}填{figure}，件数应是0或正整数，请更正。"
                broken.append(Finding("T4-2", Verdict.FAIL, (cell,), message, None, figure))
    return tuple(broken) or passed("T4-2", (), "表四各格都是0或正整数。")


@cites(*TABLE_4, COUNTING_NOTICE.part())
def t4_3_suits_after_reconsideration(tables: Tables, previous: Tables | None = None) -> tuple[Finding, ...]:
    """A suit after reconsideration needs a reconsideration closed this year or last."""
    suits, closed = _suits_after(tables), closed_reconsiderations(tables)
    cells = (f"disputes.{SUIT_AFTER}.{TOTAL}", f"disputes.{RECONSIDERATION}.{TOTAL}")
    if suits is None or closed is None:
        return not_assessable("T4-3", cells, "表四没有读到行政复议或者复议后起诉的总计，无法核对。")
    if suits <= closed:
        return passed("T4-3", cells, f"复议后起诉{suits}件，不多于本年审结的行政复议{closed}件。")
    earlier = closed_reconsiderations(previous) if previous else None
    if earlier is None:
        message = f"复议后起诉{suits}件，多于本年审结的行政复议{closed}件；有上一年报告才能核对。"
        return not_assessable("T4-3", cells, message)
    most = closed + earlier
    message = f"复议后起诉{suits}件，本年和上年审结的行政复议共{most}件"
    if suits <= most:
        return passed("T4-3", cells, f"{message}。")
    return (Finding("T4-3", Verdict.UNCERTAIN, cells, f"{message}，少于起诉件数，请核对表四。", most, suits),)


def _suits_after(tables: Tables) -> int | None:
    """A block found blank beside filled ones is 0."""
    if SUIT_AFTER not in tables.disputes or not has_disputes(tables):
        return None
    return block_total(tables, SUIT_AFTER) or 0


def closed_reconsiderations(tables: Tables) -> int | None:
    """Reconsiderations decided in the year; None where table 4 does not tell."""
    figures = tables.disputes.get(RECONSIDERATION, {})
    total = figures.get(TOTAL)
    return None if total is None else total - (figures.get("pending") or 0)


@cites(*TABLE_4)
def t4_4_disputes_without_requests(tables: Tables, *, many: int) -> tuple[Finding, ...]:
    """Nothing ties table 4 to table 3; but ``many`` disputes and no request at all want a look."""
    received = [tables.request(row) for row in (NEW, CARRIED_IN)]
    totals = [figures.get(TOTAL) for figures in tables.disputes.values()]
    cells = (f"requests.{NEW}.{TOTAL}", *(f"disputes.{block}.{TOTAL}" for block in tables.disputes))
    if received[0] is None or not any(total is not None for total in totals):
        return not_assessable("T4-4", cells, "表三或表四没有读到总计，无法核对。")
    requests, disputes = sum(figure or 0 for figure in received), sum(total or 0 for total in totals)
    if requests or disputes < many:
        return passed("T4-4", cells, f"申请{requests}件，复议诉讼{disputes}件，没有异常。")
    message = f"全年没有申请，却有复议诉讼{disputes}件，请核对表三、表四（也可能因以前年度的答复引起）。"
    return (Finding("T4-4", Verdict.UNCERTAIN, cells, message, 0, disputes),)
