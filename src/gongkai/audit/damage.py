"""Pages whose repeated lines were removed: all labels stand, and of all equal figures only the first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.audit.doubts import Doubts
from gongkai.audit.gathering import COLUMNS, Entry, Gatherer, is_figure
from gongkai.audit.labels import DISPUTES, PROACTIVE, REQUESTS
from gongkai.audit.report import FormUsed

LEAST_LABELS = 20
DEDUPED = "的项目都在而数字缺失：原文重复行被去除，每个数字至多留下一处，未读取"
ZEROS = f"{DEDUPED}。余下的数字只有0，与全部为0相符，但不能据此认定；请取得原件核对"
OTHERS = f"{DEDUPED}。余下的数字不足以还原各表；请取得原件核对"
SINGLE = (
    "（六）其他处理没有分项，与2019年格式相同（分项的文字互不相同，不会因去除重复行而消失）；"
    "是否原表如此，请对照原件核对"
)
Entries = Mapping[str, Sequence[Entry]]


def is_deduplicated(met: Gatherer) -> bool:
    """Whether the tables are bare lines in which nothing stands twice and hardly a row is whole."""
    entries = met.entries
    if met.repeats or any(entry.firm for table in entries.values() for entry in table):
        return False
    if len(entries[REQUESTS]) < LEAST_LABELS:
        return False
    figures = [token for table in entries.values() for entry in table for token in entry.cells]
    whole = sum(len(entry.cells) == COLUMNS[REQUESTS] for entry in entries[REQUESTS])
    return len(set(figures)) == len(figures) and whole * 2 < len(entries[REQUESTS])


def blanked(entries: Entries, doubts: Doubts, used: FormUsed) -> dict[str, Sequence[Entry]]:
    """The same rows with no figure known, and the doubts that say so."""
    left = {
        token for table in entries.values() for entry in table for token in entry.cells if is_figure(token)
    }
    for table in (PROACTIVE, REQUESTS, DISPUTES):
        doubts.add("READ-DEDUPED", table, ZEROS if left == {0} else OTHERS)
    if used is FormUsed.MIXED and "other" in {entry.key for entry in entries[REQUESTS]}:
        doubts.add("READ-FORM", REQUESTS, SINGLE)
    rows = {
        table: [replace(entry, cells=[None], firm=True) for entry in own if entry.key]
        for table, own in entries.items()
    }
    return {**rows, DISPUTES: [Entry(None, [None], firm=True)]}
