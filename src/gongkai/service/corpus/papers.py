"""The attachments of sample items, made by the project's own writers; the same on every machine."""

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime

import xlsxwriter

from gongkai.documents import docx, pdf
from gongkai.documents.model import Alignment, Cell, OfficialDocument, Paragraph, Scope, Table
from gongkai.service.corpus.composing import MARK, Named

DAY = date(2023, 1, 3)
FORM = ("姓名或者名称", "证件类型", "联系方式", "申请事项", "事实和理由", "申请人签名", "日期")
Maker = Callable[[Named], bytes]


def _form(organ: Named) -> bytes:
    rows = tuple((Cell(label, scope=Scope.ROW), Cell("", align=Alignment.LEFT)) for label in FORM)
    head = (Cell("项目", scope=Scope.COLUMN), Cell("填写内容", scope=Scope.COLUMN))
    table = Table(rows=(head, *rows), widths_mm=(46, 110), caption="申请表")
    return docx.render(_document(organ, "申请表（样例）", table))


def _posts(organ: Named) -> bytes:
    return _sheet(
        organ,
        "职位表",
        (
            ("职位代码", "职位名称", "名额", "学历要求"),
            ("001", "法律服务岗", "2", "本科及以上"),
            ("002", "行政复议岗", "1", "研究生"),
            ("003", "综合文秘岗", "1", "本科及以上"),
        ),
    )


def _figures(organ: Named) -> bytes:
    rows = [(f"项目{number}", str(number * 12), str(number * 11)) for number in range(1, 9)]
    return _sheet(organ, "明细", (("项目", "受理", "办结"), *rows))


def _text(organ: Named) -> bytes:
    paragraph = Paragraph("文件正文以网页公布的内容为准，本附件供下载、打印使用。")
    return pdf.render(_document(organ, "文件正文（样例）", paragraph))


# What items name as their paper: the file's name and who makes it.
PAPERS: Mapping[str, tuple[str, Maker]] = {
    "form": ("申请表.docx", _form),
    "posts": ("职位表.xlsx", _posts),
    "figures": ("统计明细.xlsx", _figures),
    "text": ("文件正文.pdf", _text),
}


def paper(kind: str, organ: Named) -> tuple[str, bytes]:
    """The name and the content of an attachment."""
    name, make = PAPERS[kind]
    return name, make(organ)


def _document(organ: Named, title: str, *blocks: Paragraph | Table) -> OfficialDocument:
    marked = (*blocks, Paragraph(f"（{MARK}）"))
    return OfficialDocument(title=title, blocks=marked, organ=organ.name, dated=DAY)


def _sheet(organ: Named, title: str, rows: tuple[tuple[str, ...], ...]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"author": organ.name, "created": datetime(DAY.year, DAY.month, DAY.day)})  # noqa: DTZ001  as the format has it
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True})
        for place, row in enumerate((*rows, (f"（{MARK}）",))):
            for column, value in enumerate(row):
                sheet.write_string(place, column, value, bold if place == 0 else None)
    return file.getvalue()
