"""A consolidated report against the reports it is made of: each unit once, cell by cell."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.forms import NEW, TOTAL
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.totals import row_total
from gongkai.law.statutes import GIR, REPORT_FORM_2021, cites

Figures = Mapping[str, int | Decimal]
GOVERNMENT = "人民政府"
NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Unit:
    """One reporting unit: its name, the year reported, its tables, the fee it took in yuan."""

    name: str
    year: int | None
    tables: Tables
    fee: Decimal | None = None


@cites(GIR.art(49, 2), REPORT_FORM_2021.part())
def units_to_add(parent: Unit, children: Sequence[Unit]) -> tuple[tuple[Unit, ...], tuple[Finding, ...]]:
    """The children that count, each once, and what was left out and why.

    Left out are a second report of the same unit, reports of another year, the parent itself, and
    departments of a lower government that has a consolidated report among the children.
    """
    below = {child.name.removesuffix(GOVERNMENT) for child in children if _is_lower(parent, child)}
    counted: dict[str, Unit] = {}
    left_out = []
    for child in children:
        if child.name == parent.name and child.year == parent.year:
            continue
        reason = _why_left_out(parent, child, counted, below)
        if reason:
            message = f"{child.name}的报告{reason}，没有计入汇总，请核对。"
            left_out.append(Finding("P-1", Verdict.UNCERTAIN, (), message, None, child.name))
        else:
            counted[child.name] = child
    return tuple(counted.values()), tuple(left_out)


def _is_lower(parent: Unit, child: Unit) -> bool:
    return child.name.endswith(GOVERNMENT) and child.name != parent.name


def _why_left_out(parent: Unit, child: Unit, counted: Collection[str], below: set[str]) -> str:
    if child.year != parent.year:
        return f"是{child.year}年的" if child.year else "没有认出年度"
    if child.name in counted:
        return "有两份以上，只计一份"
    if any(child.name.startswith(place) and child.name != place + GOVERNMENT for place in below):
        return "已包含在下级政府的汇总报告中"
    return ""


@cites(GIR.art(49, 2), REPORT_FORM_2021.part("表二至表四"))
def p_1_sums(
    parent: Tables, children: Sequence[Unit], *, vertical: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Every cell is the sum of the units' cells; ``vertical`` words mark units that report elsewhere."""
    return _compared("P-1", parent, children, vertical, totals=False)


@cites(GIR.art(49, 2), REPORT_FORM_2021.part("表二至表四"))
def p_2_totals(
    parent: Tables, children: Sequence[Unit], *, vertical: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """The totals of rows and columns are sums of the units' totals too."""
    return _compared("P-2", parent, children, vertical, totals=True)


def _compared(
    rule: str, parent: Tables, children: Sequence[Unit], vertical: Sequence[str], *, totals: bool
) -> tuple[Finding, ...]:
    wanted = partial(_figures, totals=totals)
    everything = wanted(parent)
    if not children or not everything:
        return not_assessable(rule, (), "没有可以汇总的下级报告或者本级数字，无法核对。")
    own = [wanted(child.tables) for child in children]
    whole = {cell: figure for cell, figure in everything.items() if all(cell in part for part in own)}
    lacking = _lacking(rule, [cell for cell in everything if cell not in whole], children, own)
    sums = _added(own)
    different = {cell: figure - sums[cell] for cell, figure in whole.items() if figure != sums[cell]}
    if not different:
        holds = f"{len(whole)}格等于{len(children)}个单位之和，“新收”总计{row_total(parent, NEW)}件。"
        return lacking or passed(rule, (), holds)
    vertical_ones = [child for child in children if any(word in child.name for word in vertical)]
    if vertical_ones and _equal_without(whole, sums, [wanted(child.tables) for child in vertical_ones]):
        names = "、".join(child.name for child in vertical_ones)
        return lacking or passed(rule, (), f"不计垂直管理的{names}，各格等于其余单位之和。")
    suspicion = _suspects(
        different, whole, {child.name: part for child, part in zip(children, own, strict=True)}
    )
    return (*lacking, _mismatch(rule, parent, whole, sums, different, suspicion))


def _lacking(
    rule: str, cells: Sequence[str], children: Sequence[Unit], own: Sequence[Figures]
) -> tuple[Finding, ...]:
    """Cells that some unit's report does not give are not compared: unknown is not 0."""
    if not cells:
        return ()
    names = [
        child.name for child, part in zip(children, own, strict=True) if any(c not in part for c in cells)
    ]
    named = "、".join(names[:NAMED_AT_MOST]) + (f"等{len(names)}家" if len(names) > NAMED_AT_MOST else "")
    message = f"{named}的报告没有读全，有{len(cells)}格不能比较，请补齐后再核对。"
    return (Finding(rule, Verdict.UNCERTAIN, tuple(cells), message),)


def _equal_without(whole: Figures, sums: Figures, without: list[Figures]) -> bool:
    rest = {cell: figure - sum(part.get(cell, 0) for part in without) for cell, figure in sums.items()}
    return all(rest.get(cell, 0) == figure for cell, figure in whole.items())


def _suspects(different: Figures, known: Collection[str], parts: Mapping[str, Figures]) -> str:
    """Which unit's figures are just the difference, and what that suggests."""
    for name, part in parts.items():
        own = {cell: figure for cell, figure in part.items() if figure and cell in known}
        if own and different == own:
            return f"差额恰为{name}的数字，可能该单位在本级报告中重复计算。"
        if own and different == {cell: -figure for cell, figure in own.items()}:
            return f"差额恰为{name}的数字，可能本级报告漏计了该单位。"
    if all(figure > 0 for figure in different.values()):
        return "本级都多于各单位之和，可能缺少某个单位的报告。"
    if all(figure < 0 for figure in different.values()):
        return "本级都少于各单位之和，可能漏计或有单位重复提供。"
    return "请逐格核对各单位的数字，转办的申请可能重复计算。"


def _mismatch(
    rule: str, parent: Tables, whole: Figures, sums: Figures, different: Figures, suspicion: str
) -> Finding:
    shown = [
        f"{parent.form.cell_label(cell)}本级{whole[cell]}、各单位之和{sums.get(cell, 0)}"
        for cell in list(different)[:NAMED_AT_MOST]
    ]
    more = f"等{len(different)}格" if len(different) > NAMED_AT_MOST else ""
    message = f"汇总不符：{'；'.join(shown)}{more}。{suspicion}"
    first = next(iter(different))
    return Finding(rule, Verdict.FAIL, tuple(different), message, sums.get(first, 0), whole[first])


@cites(GIR.art(42), REPORT_FORM_2021.part("六、其他需要报告的事项"))
def p_4_fees(parent: Unit, children: Sequence[Unit]) -> tuple[Finding, ...]:
    """The fee the parent reports is the sum of the units' fees."""
    told = [child.fee for child in children if child.fee is not None]
    if parent.fee is None or not told:
        return not_assessable("P-4", (), "没有读到本级或者下级收取信息处理费的金额，无法核对。")
    summed = sum(told, Decimal(0))
    if summed == parent.fee:
        return passed("P-4", (), f"信息处理费{parent.fee}元，等于各单位之和。")
    silent = len(children) - len(told)
    verdict = Verdict.UNCERTAIN if silent and summed < parent.fee else Verdict.FAIL
    tail = f"（{silent}个单位没有写明金额）" if silent else ""
    message = f"信息处理费：本级{parent.fee}元，各单位之和{summed}元{tail}，请核对第六部分。"
    return (Finding("P-4", verdict, (), message, summed, parent.fee),)


@cites(GIR.art(49), REPORT_FORM_2021.part())
def p_5_all_published(wanted: Sequence[str], published: Sequence[str]) -> tuple[Finding, ...]:
    """Every unit that must publish a report has published one, and one only."""
    counted = Counter(published)
    missing = [name for name in wanted if name not in counted]
    if not wanted:
        return not_assessable("P-5", (), "没有应公布年度报告的单位名单，无法核对。")
    if not missing:
        return passed("P-5", (), f"应公布{len(wanted)}家，全部公布。")
    message = f"应公布{len(wanted)}家，缺少{len(missing)}家：{'、'.join(missing)}。"
    return (Finding("P-5", Verdict.FAIL, (), message, len(wanted), len(wanted) - len(missing)),)


def _figures(tables: Tables, *, totals: bool) -> Figures:
    """The cells, either the totals or the others; blanks as 0, a blank 总计 as its row's sum."""
    requests = {row: tuple(values) for row, values in tables.filled_requests.items()}
    known = replace(tables, requests=requests)
    return {cell: figure or 0 for cell, figure in known.cells() if _is_total(cell) is totals}


def _is_total(cell: str) -> bool:
    return cell.endswith(f".{TOTAL}") or cell.startswith(f"requests.{TOTAL}.")


def _added(all_figures: Iterable[Figures]) -> dict[str, int | Decimal]:
    sums: dict[str, int | Decimal] = {}
    for figures in all_figures:
        for cell, figure in figures.items():
            sums[cell] = sums.get(cell, 0) + figure
    return sums
