"""What the charts of annual reports show."""

from collections.abc import Sequence

from gongkai.faces.charts import Chart, Series
from gongkai.law.annual.forms import CARRIED_IN, NEW, TOTAL
from gongkai.law.annual.tables import Tables
from gongkai.reports.comparing import SUITS, endings, told
from gongkai.reports.queries import Published

MOST_YEARS = 10


def of_years(found: Sequence[Published]) -> list[Chart]:
    """What came in, how it ended and what was contested, in each of the latest years."""
    latest = found[-MOST_YEARS:]
    if not latest:
        return []
    years, tables = [f"{one.report.year}年" for one in latest], [one.tables for one in latest]
    received = (
        Series("新收", [one.request(NEW) for one in tables]),
        Series("上年结转", [one.request(CARRIED_IN) for one in tables]),
    )
    contested = (
        Series("行政复议", [_of_blocks(one, ("reconsideration",)) for one in tables]),
        Series("行政诉讼", [_of_blocks(one, SUITS) for one in tables]),
    )
    return [
        Chart("received", "各年度收到的申请", "件", "年度", years, received),
        of_endings(tables[-1], f"{years[-1]}申请的办理结果"),
        Chart("contested", "各年度的行政复议和行政诉讼", "件", "年度", years, contested),
    ]


def of_endings(tables: Tables, title: str) -> Chart:
    """How the requests that were closed in a year ended."""
    lines = endings(tables.form)
    figures = [told(tables, line).figure for line in lines]
    closed = Series("件数", [None if figure is None else int(figure) for figure in figures])
    return Chart("endings", title, "件", "办理结果", [line.label for line in lines], (closed,))


def _of_blocks(tables: Tables, blocks: Sequence[str]) -> int | None:
    figures = [tables.disputes.get(block, {}).get(TOTAL) for block in blocks]
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None
