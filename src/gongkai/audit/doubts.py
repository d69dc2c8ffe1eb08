"""The reader's doubts in the words a clerk reads; cells with the same trouble share a sentence."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.audit.labels import DISPUTES, PROACTIVE, REQUESTS
from gongkai.audit.report import Doubt
from gongkai.law.annual.forms import Form

TABLES = {
    PROACTIVE: "表二（主动公开）",
    REQUESTS: "表三（依申请公开）",
    DISPUTES: "表四（行政复议、行政诉讼）",
}
ASK = "，请对照原件核对"
TROUBLES = {
    "READ-ALIGN": f"的数字个数与栏目数不符，分不清哪个数字属于哪一栏，未读取{ASK}",
    "READ-TWICE": f"在文件里不止出现一次而数字不同，分不清该用哪一个，未读取{ASK}",
    "READ-ROW": "没有找到，请核对原件是否漏了这一行",
    "READ-TABLE": "没有找到，请核对原件是否有这张表、是否以图片或附件形式发布",
    "READ-EXTRA": f"里有格式之外的数字行，未计入{ASK}",
}
NAMED = 3


@dataclass
class Doubts:
    """Doubts gathered by code and trouble, told in the order met."""

    form: Form
    kinds: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, code: str, cell: str, trouble: str = "") -> None:
        """Doubt a cell, a row, a block or a whole table; ``trouble`` defaults to the code's own."""
        cells = self.kinds[code, trouble or TROUBLES[code]]
        if cell not in cells:
            cells.append(cell)

    def told(self) -> Iterator[Doubt]:
        for (code, trouble), cells in self.kinds.items():
            yield Doubt(code, tuple(cells), f"{self._names(cells)}{trouble}。")

    def _names(self, cells: Sequence[str]) -> str:
        names = "、".join(TABLES.get(cell) or self.form.cell_label(cell) for cell in cells[:NAMED])
        return names if len(cells) <= NAMED else f"{names}等{len(cells)}处"
