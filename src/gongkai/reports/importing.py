"""A report of a year before this system, as read from its file: what is kept of it, and why it is refused."""

from collections.abc import Iterator, Mapping
from json import dumps
from typing import Any

from gongkai.documents import report_file
from gongkai.documents.fields import FieldError
from gongkai.files.judging import Judged
from gongkai.ledger.actions import RefusedError
from gongkai.organs.models import Organ
from gongkai.reports import snapshots, texts

UNREAD = "（从原文件中没有读出这一部分的文字，请看原文件。）"
SOURCE = "imported"
SHOWN_MISTAKES = 3


class NotImportableError(RefusedError):
    """The file is no report that can be kept for this organ; the message says why and what to do."""


def check(organ: Organ, found: Judged, *, last: int, was_renamed: bool) -> None:
    """Refuse what is not this organ's report of an earlier year.

    Args:
        organ: whose report it should be.
        found: the report as it was read.
        last: the latest year that can have been reported.
        was_renamed: whether somebody vouches that another name is a former one of this organ.

    Raises:
        NotImportableError: it is not.
    """
    year, name = found.told["year"], found.told["organ"]
    if year is None:
        raise NotImportableError("没有读出年度。请在文件名中写明，例如“2021年年度报告.pdf”，再导入。")
    if not report_file.FIRST_YEAR <= year <= last:
        raise NotImportableError(
            f"读出的年度是{year}年，只能导入{report_file.FIRST_YEAR}年至{last}年的报告。请核对。"
        )
    if found.is_mixed:
        raise NotImportableError(
            "这份报告的表格一部分是2019年试行格式，一部分是2021年格式，不能合成一张表保存。"
            "请按本机关留存的正式报告核对表格，改用同一种格式后再导入；原文可以作为公开条目的附件发布。"
        )
    if name != organ.name and not was_renamed:
        told = f"读出的机关是“{name}”，不是“{organ.name}”" if name else "没有读出机关名称"
        raise NotImportableError(f"{told}。确实是本机关（例如更名以前）的报告的，请勾选确认后再导入。")


def snapshot(organ: Organ, found: Judged) -> dict[str, Any]:
    """What is frozen of it: figures and texts as ``gongkai report render`` reads them, and the audit.

    Raises:
        NotImportableError: a figure that was read cannot be one of the form.
    """
    report = {
        "organ": organ.name,
        "year": found.told["year"],
        "form": found.form,
        "source": SOURCE,
        "parts": {part: texts.blocks(text) for part, text in parts(found).items()},
        "tables": snapshots.plain_tables(found.tables),
    }
    try:
        report_file.read(dumps(report, ensure_ascii=False))
    except FieldError as error:
        told = "；".join(str(error).splitlines()[:SHOWN_MISTAKES])
        raise NotImportableError(f"读出的数据不能保存：{told}。请更正文件后再导入。") from error
    findings = [{**one} for one in found.told["findings"]]
    return {"report": report, "audit": {"verdict": found.verdict.value, "findings": findings}}


def parts(found: Judged) -> Mapping[str, str]:
    """The text of each part, without what no line of text holds; what was not read says so."""
    told = {part: "\n".join(_lines(text)) for part, text in found.parts.items()}
    kept = {part: text for part, text in sorted(told.items()) if text}
    return {**dict.fromkeys(texts.PARTS, UNREAD), **kept}


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        plain = "".join(one for one in line if one.isprintable() or one == "\u3000").strip()
        if plain:
            yield plain
