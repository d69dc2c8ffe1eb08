"""The narrative against itself: parts and wholes, and sentences that cannot be right."""

from gongkai.law.annual.claims import RESULTS, Itemised, Narrative, Told
from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.forms import TOTAL
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.text.readings import GROUP_NAMES, readings
from gongkai.law.annual.totals import has_disputes, row_total
from gongkai.law.practice import Practice
from gongkai.law.statutes import GIR, REPORT_FORM_2021, cites

PART_1 = REPORT_FORM_2021.part("一、总体情况")
TABLE_3 = REPORT_FORM_2021.part("表三")
CLASSES_TO_COMPARE = 3


@cites(GIR.art(50), PART_1)
def results_add_up(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """The results the text lists add up to what it says was closed."""
    closed = narrative.first(Told.CLOSED)
    listed = {claim.what: claim.value for claim in narrative.claims if claim.what[0] in RESULTS}
    covered = {told for what in listed for told in what}
    if closed is None or len(covered) < CLASSES_TO_COMPARE or len(covered) < sum(map(len, listed)):
        return ()
    summed = sum(listed.values())
    cells = (f"requests.{TOTAL}.{TOTAL}",)
    terms = "＋".join(str(value) for value in listed.values())
    if summed == closed:
        return passed("TT-9", cells, f"正文各类办理结果{terms}＝{summed}，与办结数相符。")
    untold = [told for told in RESULTS if told not in covered]
    if summed < closed and untold and not _untold_explain(tables, untold, closed - summed):
        return ()
    message = (
        f"正文各类办理结果{terms}＝{summed}，与正文所称办结{closed}件相差{abs(closed - summed)}，请核对。"
    )
    return (Finding("TT-9", Verdict.FAIL, cells, message, closed, summed),)


def _untold_explain(tables: Tables, untold: list[Told], rest: int) -> bool:
    """Whether the tables show that the classes left out are not the rest."""
    values = [reading.value for told in untold for reading in readings(tables, (told,))[:1]]
    return len(values) == len(untold) and sum(values) != rest


@cites(GIR.art(50), PART_1)
def parts_add_up(narrative: Narrative) -> tuple[Finding, ...]:
    """What the text splits up, by unit or by channel, adds up to the whole."""
    broken = tuple(finding for split in narrative.itemised if (finding := _split(split)))
    if broken or not narrative.itemised:
        return broken
    split = narrative.itemised[0]
    return passed("TT-16", (), f"正文“{split.quote}”的{len(split.parts)}个分项之和等于{split.whole.value}。")


def _split(split: Itemised) -> Finding | None:
    summed = sum(split.parts)
    if summed == split.whole.value:
        return None
    terms = "＋".join(map(str, split.parts))
    message = (
        f"正文“{split.quote}”的分项{terms}＝{summed}，与总数{split.whole.value}"
        f"相差{abs(summed - split.whole.value)}，请核对是否有遗漏。"
    )
    return Finding("TT-16", Verdict.UNCERTAIN, (), message, split.whole.value, summed)


@cites(GIR.art(50), TABLE_3)
def carried_out_is_not_closed(narrative: Narrative) -> tuple[Finding, ...]:
    """A request carried into next year is not closed, and cannot be among the closed ones."""
    for claim in narrative.claims:
        if claim.what == (Told.CARRIED_OUT,) and Told.CLOSED in claim.inside and claim.value:
            cells = (f"requests.{TOTAL}.{TOTAL}", f"requests.carried_out.{TOTAL}")
            message = (
                f"正文“{claim.quote}”自相矛盾：结转下年度的{claim.value}件尚未办结，"
                "不能包含在办结数中，请改写。"
            )
            return (Finding("TT-10", Verdict.FAIL, cells, message, None, claim.value),)
    return ()


@cites(GIR.art(36), TABLE_3)
def every_request_has_a_result(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """A withdrawn request is closed too: it cannot be that all classes of result are 0."""
    withdrawn = narrative.first(Told.WITHDRAWN)
    results = [claim for claim in narrative.claims if claim.what[0] in RESULTS]
    if not withdrawn or len(results) < CLASSES_TO_COMPARE or any(claim.value for claim in results):
        return ()
    found = readings(tables, (Told.OTHER,))
    cells = found[0].cells if found else (f"requests.other.other.{TOTAL}",)
    message = (
        f"正文称申请人撤回{withdrawn}件，而各类办理结果都是0；"
        f"撤回的申请也是办理结果，应计入表三{GROUP_NAMES[Told.OTHER]}，请更正。"
    )
    return (Finding("TT-11", Verdict.FAIL, cells, message, withdrawn, 0),)


@cites(GIR.art(50), TABLE_3, rests_on=("withdrawn_row",))
def withdrawn_inside_other(
    narrative: Narrative, tables: Tables, *, practice: Practice
) -> tuple[Finding, ...]:
    """Withdrawn requests are counted in the row that practice names, 其他 of （六）."""
    withdrawn = narrative.first(Told.WITHDRAWN)
    if not withdrawn:
        return ()
    row = practice.withdrawn_row
    if row not in tables.form.rows_by_key:
        row = row.split(".", 1)[0]
    cells = (f"requests.{row}.{TOTAL}",)
    counted = row_total(tables, row)
    if counted is None:
        return not_assessable("TT-8", cells, f"表三没有读到“{GROUP_NAMES[Told.OTHER]}”，无法核对撤回件数。")
    label = tables.form.request_label(row)
    if withdrawn <= counted:
        return passed("TT-8", cells, f"正文撤回{withdrawn}件，在表三“{label}”{counted}件之内。")
    message = f"正文称申请人撤回{withdrawn}件，表三“{label}”只有{counted}件；撤回应计入该行，请核对。"
    return (Finding("TT-8", Verdict.UNCERTAIN, cells, message, withdrawn, counted),)


@cites(GIR.art(50), REPORT_FORM_2021.part("表四"))
def all_upheld_as_told(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """Where the text says that all were upheld, table 4 has no other outcome and none pending."""
    if not narrative.all_upheld:
        return ()
    other = {
        f"disputes.{block}.{column}": figure
        for block, figures in tables.disputes.items()
        for column, figure in figures.items()
        if column in ("corrected", "other", "pending") and figure
    }
    if not has_disputes(tables):
        return not_assessable("TT-15", ("disputes",), f"正文“{narrative.all_upheld}”没有可以对照的表四数字。")
    if not other:
        return passed("TT-15", ("disputes",), f"正文“{narrative.all_upheld}”与表四相符。")
    shown = "、".join(f"{tables.form.cell_label(cell)}{figure}" for cell, figure in other.items())
    message = f"正文“{narrative.all_upheld}”与表四不符：{shown}，请改写正文或者核对表四。"
    return (Finding("TT-15", Verdict.FAIL, tuple(other), message, 0, sum(other.values())),)
