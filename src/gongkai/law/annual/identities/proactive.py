"""Identities of table 2, proactive disclosure; rules T2-4 and T2-5 are of the 2019 form."""

from collections.abc import Iterator

from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.tables import Figure, Tables
from gongkai.law.statutes import GIR, REPORT_FORM_2019, REPORT_FORM_2021, cites

SIGNED = "change"
MONEY = ("amount_wan", "amount")
STOCK = ("issued", "repealed", "in_force")
PUBLISHED = ("made", "published", "total_public")
ITEMS = ("last_year_items", SIGNED)
NO_FIGURES = "表二没有读到所需的数字，无法核对。"


@cites(REPORT_FORM_2021.part("表二"), GIR.art(20, 1, 1))
def t2_1_in_force(tables: Tables) -> tuple[Finding, ...]:
    """What is in force at the year's end is at least what was made less what was repealed."""
    rows = list(_rows_with(tables, *STOCK))
    if not rows:
        return _none_to_compare(tables, "T2-1", "in_force")
    broken = []
    for row, (issued, repealed, in_force) in rows:
        least = (issued or 0) - (repealed or 0)
        if least <= (in_force or 0):
            continue
        verdict = Verdict.UNCERTAIN if in_force is None else Verdict.FAIL
        shown = "空白" if in_force is None else in_force
        message = (
            f"表二“{_label(tables, row)}”：本年制发{issued or 0}件、废止{repealed or 0}件，"
            f"现行有效至少应有{least}件，表中为{shown}，请核对。"
        )
        broken.append(Finding("T2-1", verdict, _cells(row, STOCK), message, least, in_force))
    return tuple(broken) or passed("T2-1", (), "表二现行有效件数不少于制发减废止的件数。")


@cites(REPORT_FORM_2021.part("表二"), REPORT_FORM_2019.part("表二"))
def t2_3_numbers(tables: Tables) -> tuple[Finding, ...]:
    """Counts are whole and money may have decimals; neither is below 0, but a change may be."""
    figures = [
        (row, column, figure)
        for row, columns in tables.proactive.items()
        for column, figure in columns.items()
        if figure is not None
    ]
    if not figures:
        return not_assessable("T2-3", ("proactive",), NO_FIGURES)
    broken = []
    for row, column, figure in figures:
        wrong = (figure < 0 and column != SIGNED) or (column not in MONEY and figure != int(figure))
        if wrong:
            cell = f"proactive.{row}.{column}"
            kind = "金额应是0或正数" if column in MONEY else "应是整数，除“增/减”外不能为负"
            message = f"{tables.form.cell_label(cell)}填{figure}，{kind}，请更正。"
            broken.append(Finding("T2-3", Verdict.FAIL, (cell,), message, None, figure))
    return tuple(broken) or passed("T2-3", (), "表二各格的数字形式正确。")


@cites(REPORT_FORM_2019.part("表二"))
def t2_4_published(tables: Tables) -> tuple[Finding, ...]:
    """On the 2019 form all that is public includes what became public this year."""
    rows = list(_rows_with(tables, *PUBLISHED))
    if not rows:
        return _none_to_compare(tables, "T2-4", "total_public")
    findings = []
    for row, (made, published, public) in rows:
        label = f"表二“{_label(tables, row)}”"
        if (published or 0) > (public or 0):
            message = f"{label}：对外公开总数量{public or 0}，少于本年新公开{published}，请核对。"
            findings.append(Finding("T2-4", Verdict.FAIL, _cells(row, PUBLISHED), message, published, public))
        elif (published or 0) > (made or 0):
            message = f"{label}：本年新公开{published}，多于本年新制作{made or 0}，含以前制作的请说明。"
            cells = _cells(row, PUBLISHED)
            findings.append(Finding("T2-4", Verdict.UNCERTAIN, cells, message, made, published))
    return tuple(findings) or passed("T2-4", (), "表二对外公开总数量不少于本年新公开数量。")


@cites(REPORT_FORM_2019.part("表二"))
def t2_5_items(tables: Tables) -> tuple[Finding, ...]:
    """On the 2019 form last year's items and the change give this year's items, not decisions."""
    rows = list(_rows_with(tables, *ITEMS))
    if not rows:
        return _none_to_compare(tables, "T2-5", "last_year_items")
    findings = []
    for row, (before, change) in rows:
        items = (before or 0) + (change or 0)
        decisions = tables.proactive[row].get("decisions")
        label = f"表二“{_label(tables, row)}”：上一年项目{before or 0}，本年增减{change or 0}，"
        if items < 0:
            message = f"{label}得{items}，项目数量不能为负，请核对。"
            findings.append(Finding("T2-5", Verdict.FAIL, _cells(row, ITEMS), message, 0, items))
        elif change and decisions == items:
            message = f"{label}处理决定数量恰为二者之和{items}；该栏应填处理决定件数，不是项目数，请核对。"
            cells = _cells(row, (*ITEMS, "decisions"))
            findings.append(Finding("T2-5", Verdict.UNCERTAIN, cells, message, None, decisions))
    return tuple(findings) or passed("T2-5", (), "表二上一年项目数量加增减数不为负。")


def _cells(row: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"proactive.{row}.{column}" for column in columns)


def _rows_with(tables: Tables, *columns: str) -> Iterator[tuple[str, list[Figure]]]:
    """The rows that have these columns and a figure in one of them."""
    for row, figures in tables.proactive.items():
        if columns[-1] in figures:
            values = [figures.get(column) for column in columns]
            if any(value is not None for value in values):
                yield row, values


def _none_to_compare(tables: Tables, rule: str, column: str) -> tuple[Finding, ...]:
    """Nothing is said where the form has no such column; elsewhere its figures are missing."""
    if not any(column in row.columns for row in tables.form.proactive_rows):
        return ()
    return not_assessable(rule, ("proactive",), NO_FIGURES)


def _label(tables: Tables, row: str) -> str:
    return tables.form.proactive_by_key[row].label
