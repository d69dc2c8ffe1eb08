"""The three tables of the annual report, cell by cell as the form prints them.

Rows, labels and groups come from the form (``data/forms``), so both versions are laid out here.
Zero is printed 0; a blank stays blank.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from gongkai.documents.fitting import size_and_widths
from gongkai.documents.model import Alignment, Cell, Scope, Table
from gongkai.law.annual.forms import Block, Form, ProactiveRow, RequestRow
from gongkai.law.annual.tables import Figure, Tables

CONTENT = "信息内容"
RESULTS = "三、\n本年度\n办理\n结果"
RESULT_NUMBER = "三"
APPLICANTS, ORGANISATIONS = "申请人情况", "法人或其他组织"
LABEL_COLUMNS = 3
FIGURE_COLUMNS = 3
PROACTIVE_MM = (45.0, 37.0, 37.0, 37.0)
RESULTS_MM, GROUP_MM, LABEL_MM, APPLICANT_MM = 11.4, 16.0, 44.6, 12.0
OUTCOME_MM = 10.4
ROW_MM = {"proactive": 8.0, "requests": 6.2, "disputes": 9.0}
NARROW = 2


def printed(figure: Figure) -> str:
    """A figure as printed: blank for None, 0 for every zero, no exponent, no thousands sign."""
    if figure is None:
        return ""
    if figure == 0:
        return "0"
    return format(figure, "f") if isinstance(figure, Decimal) else str(figure)


def proactive(tables: Tables) -> Table:
    """Table 2: the items of article 20, each with its own headings."""
    rows: list[tuple[Cell, ...]] = []
    for item, group in groupby(tables.form.proactive_rows, key=lambda row: row.item):
        listed = list(group)
        rows.append((_over(item, FIGURE_COLUMNS + 1),))
        labels = [tables.form.proactive_columns[column] for column in listed[0].columns]
        rows.append((_over(CONTENT), *_spread([_over(label) for label in labels])))
        rows += [(_label(row.label), *_spread(_figures(tables, row))) for row in listed]
    return Table(
        tuple(rows),
        PROACTIVE_MM,
        header_rows=2,
        caption=tables.form.proactive_title.split("、", 1)[1],
        shows_caption=False,
        description="按《条例》第二十条各项分组，每组先列项目和栏目名称，再列数字。",
        row_height_mm=ROW_MM["proactive"],
        on_one_page=True,
    )


def _figures(tables: Tables, row: ProactiveRow) -> list[Cell]:
    found = tables.proactive.get(row.key, {})
    return [Cell(printed(found.get(column))) for column in row.columns]


def _spread(cells: list[Cell]) -> Iterator[Cell]:
    """The cells over the figure columns; the last takes what is left."""
    yield from cells[:-1]
    last = cells[-1]
    yield Cell(last.text, FIGURE_COLUMNS - len(cells) + 1, last.rows, last.align, last.scope)


def requests(tables: Tables) -> Table:
    """Table 3: what became of the requests, by kind of applicant."""
    form = tables.form
    figures = {row.key: _row_figures(tables, row.key) for row in form.request_rows}
    texts = [[_broken(label) for label in form.applicants.values()], *figures.values()]
    widths = (RESULTS_MM, GROUP_MM, LABEL_MM, *(APPLICANT_MM for _ in form.applicants))
    labels = [["本年度"], ["不予公开"], ["2.没有现成信息需要另行制作"]]
    size, fitting = size_and_widths(widths, [*labels, *zip(*texts, strict=True)])
    body = [
        (*_row_labels(form, row), *(Cell(text) for text in figures[row.key])) for row in form.request_rows
    ]
    return Table(
        (*_request_headers(form), *body),
        fitting,
        header_rows=3,
        caption=form.requests_title.split("、", 1)[1],
        shows_caption=False,
        description="前三列是办理情形，后七列按申请人分别列件数，最后一列是总计。",
        size_pt=size,
        row_height_mm=ROW_MM["requests"],
        on_one_page=True,
    )


def _row_figures(tables: Tables, row: str) -> list[str]:
    blank: tuple[None, ...] = (None,) * len(tables.form.applicants)
    return [printed(figure) for figure in tables.requests.get(row, blank)]


def _request_headers(form: Form) -> Iterator[tuple[Cell, ...]]:
    first, *organisations, last = (_broken(label) for label in form.applicants.values())
    note = Cell(form.identity, LABEL_COLUMNS, 3)
    yield note, _over(APPLICANTS, len(form.applicants))
    yield _over(first, rows=2), _over(ORGANISATIONS, len(organisations)), _over(last, rows=2)
    yield tuple(_over(label) for label in organisations)


def _row_labels(form: Form, row: RequestRow) -> Iterator[Cell]:
    results = [each for each in form.request_rows if each.number.startswith(RESULT_NUMBER)]
    if row not in results:
        yield _label(f"{row.number}、{row.label}", LABEL_COLUMNS)
        return
    if row is results[0]:
        yield _over_rows(RESULTS, len(results))
    if row.group is None:
        yield _label(f"（{row.number[2]}）{row.label}", LABEL_COLUMNS - 1)
        return
    siblings = [each for each in results if each.group == row.group]
    if row is siblings[0]:
        yield _over_rows(form.groups[row.group].replace("）", "）\n"), len(siblings))
    yield _label(f"{row.number[-1]}.{row.label}")


def disputes(tables: Tables) -> Table:
    """Table 4: reconsideration and litigation, one row of figures."""
    form = tables.form
    figures = [
        printed(tables.disputes.get(block.key, {}).get(outcome))
        for block in form.blocks
        for outcome in form.outcomes
    ]
    outcomes = [_broken(label) for label in form.outcomes.values()]
    texts = zip(outcomes * len(form.blocks), figures, strict=True)
    size, widths = size_and_widths([OUTCOME_MM] * len(figures), list(texts))
    return Table(
        (*_dispute_headers(form.blocks, outcomes), tuple(Cell(text) for text in figures)),
        widths,
        header_rows=3,
        caption=form.disputes_title.split("、", 1)[1],
        shows_caption=False,
        description="前五列是行政复议，后十列是行政诉讼，各列件数。",
        size_pt=size,
        row_height_mm=ROW_MM["disputes"],
        on_one_page=True,
    )


def _dispute_headers(blocks: tuple[Block, ...], outcomes: list[str]) -> Iterator[tuple[Cell, ...]]:
    wide = len(outcomes)
    yield tuple(
        _over(over or label, wide * len(list(group)))
        for (over, label), group in groupby(blocks, key=lambda block: (block.over, block.over or block.label))
    )
    second: list[Cell] = []
    for block in blocks:
        second += [_over(block.label, wide)] if block.over else [_over(each, rows=2) for each in outcomes]
    yield tuple(second)
    yield tuple(_over(each) for block in blocks if block.over for each in outcomes)


def _broken(label: str) -> str:
    """A heading of a narrow column, broken after each second character where it is longer than three."""
    if len(label) <= NARROW + 1:
        return label
    return "\n".join(label[start : start + NARROW] for start in range(0, len(label), NARROW))


def _over(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text, columns, rows, scope=Scope.COLUMN)


def _over_rows(text: str, rows: int) -> Cell:
    return Cell(text, rows=rows, scope=Scope.ROW)


def _label(text: str, columns: int = 1) -> Cell:
    return Cell(text, columns, align=Alignment.LEFT, scope=Scope.ROW)
