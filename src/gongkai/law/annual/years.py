"""A report against the same organ's report of the year before."""

from collections.abc import Iterator

from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.forms import CARRIED_IN, CARRIED_OUT
from gongkai.law.annual.limits import Limits
from gongkai.law.annual.tables import Figure, Tables, filled
from gongkai.law.annual.totals import block_total
from gongkai.law.statutes import GIR, REPORT_FORM_2019, REPORT_FORM_2021, cites

TABLE_2 = REPORT_FORM_2021.part("表二")
TABLE_3 = REPORT_FORM_2021.part("表三")


@cites(GIR.art(49))
def y_0_the_year_before(
    organ: str | None, year: int | None, *, previous_organ: str | None, previous_year: int | None
) -> tuple[Finding, ...]:
    """Only the same organ's report of the year before can be compared with."""
    wrong_year = year is not None and previous_year is not None and previous_year != year - 1
    wrong_organ = bool(organ and previous_organ) and previous_organ != organ
    shown = f"{previous_organ or '（名称不明）'}{previous_year or '（年度不明）'}年的报告"
    if not (wrong_year or wrong_organ):
        return passed("Y-0", (), f"对照的是{shown}。")
    message = f"对照的是{shown}，不是{organ or '同一机关'}上一年的，没有比较；请换成上一年的报告。"
    return (Finding("Y-0", Verdict.UNCERTAIN, (), message, year and year - 1, previous_year),)


@cites(TABLE_3, REPORT_FORM_2019.part("表三"))
def y_1_carried_over(tables: Tables, previous: Tables) -> tuple[Finding, ...]:
    """What last year carried out is what this year carried in, column by column."""
    left, taken = previous.requests.get(CARRIED_OUT), tables.requests.get(CARRIED_IN)
    cells = tuple(f"requests.{CARRIED_IN}.{column}" for column in tables.form.applicants)
    if not left or not taken or {*left} == {None} or {*taken} == {None}:
        return not_assessable("Y-1", cells, "没有读到上年的“结转下年度”或本年的“上年结转”，无法核对。")
    broken = []
    for (column, label), before, now in zip(
        tables.form.applicants.items(), filled(left), filled(taken), strict=True
    ):
        if before != now:
            message = (
                f"表三“{label}”列：上年报告结转下年度{before}，本年报告上年结转{now}，"
                f"相差{abs(before - now)}，请核对（机构改革划转的请在报告中说明）。"
            )
            cell = f"requests.{CARRIED_IN}.{column}"
            broken.append(Finding("Y-1", Verdict.FAIL, (cell,), message, before, now))
    return tuple(broken) or passed("Y-1", cells, f"上年结转{filled(taken)[-1]}件，与上年报告逐列相符。")


@cites(TABLE_2)
def y_2_documents_in_force(tables: Tables, previous: Tables) -> tuple[Finding, ...]:
    """What is in force is last year's stock, plus what was made, less what was repealed."""
    findings = [
        _stock(tables, row, before, figures)
        for row, before, figures in _common_rows(tables, previous, "in_force")
    ]
    return _told("Y-2", findings, "没有读到两年的现行有效件数，无法核对。")


def _stock(tables: Tables, row: str, before: Figure, figures: dict[str, Figure]) -> Finding:
    issued, repealed, found = (figures.get(column) or 0 for column in ("issued", "repealed", "in_force"))
    expected = (before or 0) + issued - repealed
    cells = tuple(f"proactive.{row}.{column}" for column in ("in_force", "issued", "repealed"))
    label = tables.form.proactive_by_key[row].label
    sums = f"表二“{label}”：上年现行有效{before}＋制发{issued}－废止{repealed}＝{expected}，本年填{found}"
    if expected == found:
        return Finding("Y-2", Verdict.PASS, cells, f"{sums}，相符。")
    message = f"{sums}，相差{abs(expected - found)}，请核对（修订计入制发而未计废止的，请说明）。"
    return Finding("Y-2", Verdict.UNCERTAIN, cells, message, expected, found)


@cites(REPORT_FORM_2019.part("表二"))
def y_3_items(tables: Tables, previous: Tables) -> tuple[Finding, ...]:
    """On the 2019 form last year's items are those of the report before, plus its change."""
    if not any("last_year_items" in row.columns for row in tables.form.proactive_rows):
        return ()
    findings = []
    for row, before, figures in _common_rows(tables, previous, "last_year_items"):
        change = previous.proactive[row].get("change") or 0
        expected, found = (before or 0) + change, figures["last_year_items"]
        cell = f"proactive.{row}.last_year_items"
        label = tables.form.proactive_by_key[row].label
        sums = f"表二“{label}”：上年报告的项目{before}，增减{change}，得{expected}，本年填上一年项目{found}"
        if expected == found:
            findings.append(Finding("Y-3", Verdict.PASS, (cell,), f"{sums}，相符。"))
        else:
            message = f"{sums}，不一致，请核对。"
            findings.append(Finding("Y-3", Verdict.FAIL, (cell,), message, expected, found))
    return _told("Y-3", findings, "没有读到两年的项目数量，无法核对。")


@cites(REPORT_FORM_2021.part("表四"))
def y_4_pending_disputes(tables: Tables, previous: Tables) -> tuple[Finding, ...]:
    """Cases pending last year are counted again this year, so that there are at least as many."""
    findings = []
    for block in tables.disputes:
        pending, total = previous.disputes.get(block, {}).get("pending"), block_total(tables, block)
        if pending is None or total is None:
            continue
        cells = (f"disputes.{block}.total",)
        shown = f"{tables.form.cell_label(f'disputes.{block}')}：上年尚未审结{pending}件，本年总计{total}件"
        if total >= pending:
            findings.append(Finding("Y-4", Verdict.PASS, cells, f"{shown}。"))
        else:
            message = f"{shown}；上年未审结的案件应继续统计，请核对。"
            findings.append(Finding("Y-4", Verdict.UNCERTAIN, cells, message, pending, total))
    return _told("Y-4", findings, "没有读到两年的表四数字，无法核对。")


@cites(REPORT_FORM_2021.part(), GIR.art(47))
def y_5_similar_text(text: str, previous: str, *, limits: Limits) -> tuple[Finding, ...]:
    """A narrative that mostly repeats last year's is 内容雷同."""
    share = repeated_percent(text, previous, length=limits.shingle_length)
    if share is None:
        return not_assessable("Y-5", (), "正文太短，无法与上年比较。")
    if share < limits.similarity_percent:
        return passed("Y-5", (), f"正文约{share}%与上年相同，低于{limits.similarity_percent}%。")
    message = (
        f"正文约{share}%与上年报告相同，达到{limits.similarity_percent}%，有内容雷同之嫌，"
        "请按本年实际情况改写。"
    )
    return (Finding("Y-5", Verdict.UNCERTAIN, (), message, limits.similarity_percent, share),)


def repeated_percent(text: str, earlier: str, *, length: int) -> int | None:
    """How much of a text stands in an earlier one, in runs of ``length`` signs; None if too short.

    Digits count as one sign, so that new figures in old sentences do not make them new.

    >>> repeated_percent("全年收到申请12件均已办结", "全年收到申请30件均已办结", length=4)
    100
    """
    now, before = _shingles(text, length), _shingles(earlier, length)
    return round(100 * len(now & before) / len(now)) if now and before else None


def _shingles(text: str, length: int) -> set[str]:
    signs = text.translate(SIGNS)
    return {signs[i : i + length] for i in range(len(signs) - length + 1)}


SIGNS = {
    **dict.fromkeys(map(ord, "0123456789０１２３４５６７８９"), "0"),
    **dict.fromkeys(map(ord, " \n\t　"), ""),
}


def _common_rows(
    tables: Tables, previous: Tables, column: str
) -> Iterator[tuple[str, Figure, dict[str, Figure]]]:
    """The rows with that column filled in both years: key, last year's figure, this year's row."""
    for row, figures in tables.proactive.items():
        before = previous.proactive.get(row, {}).get(column)
        if before is not None and figures.get(column) is not None:
            yield row, before, dict(figures)


def _told(rule: str, findings: list[Finding], missing: str) -> tuple[Finding, ...]:
    if not findings:
        return not_assessable(rule, (), missing)
    other = tuple(finding for finding in findings if finding.verdict is not Verdict.PASS)
    return other or (findings[0],)
