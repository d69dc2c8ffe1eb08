"""Blank cells: read as 0 in every sum, and told to the clerk once."""

from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.tables import Tables
from gongkai.law.statutes import REPORT_FORM_2021, cites

NAMED_AT_MOST = 3


@cites(REPORT_FORM_2021.part("表二至表四"))
def blank_cells(tables: Tables) -> tuple[Finding, ...]:
    """A cell without cases says 0; a blank leaves open whether there were none or none was counted."""
    if not _has_blank(tables):
        return passed("BLANK", (), "各表没有空白格。")
    figures = dict(tables.cells())
    blank = tuple(cell for cell, figure in figures.items() if figure is None)
    if len(blank) == len(figures):
        return not_assessable("BLANK", blank, "三张表中没有读到数字，无法核对。")
    named = "、".join(tables.form.cell_label(cell) for cell in blank[:NAMED_AT_MOST])
    if len(blank) > NAMED_AT_MOST:
        named += f"等{len(blank)}格"
    return (Finding("BLANK", Verdict.UNCERTAIN, blank, f"{named}是空白，没有数量的应填0。", 0, None),)


def _has_blank(tables: Tables) -> bool:
    """Whether any cell found is blank, or none was found."""
    named = (*tables.proactive.values(), *tables.disputes.values())
    is_empty = not named and not tables.requests
    return is_empty or None in tables.request_figures or any(None in row.values() for row in named)
