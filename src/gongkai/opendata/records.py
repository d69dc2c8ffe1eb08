"""What programs read: a record for each kind of thing, every field with its meaning.

The descriptions are what people read in the API's description and in the dictionary of the data files.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from gongkai.catalogue.models import Column, Publication, PublishedFile, Topic
from gongkai.catalogue.wordings import lines
from gongkai.notices.wording import absolute
from gongkai.opendata.addresses import CONSOLIDATED, at, page_of
from gongkai.organs.models import Organ
from gongkai.reports import snapshots
from gongkai.reports.comparing import lines as lines_of
from gongkai.reports.comparing import told
from gongkai.reports.models import AnnualReport


class OrganRecord(BaseModel):
    """机关"""

    slug: str = Field(description="网址名，其他接口用它指明机关")
    name: str = Field(description="机关全称")
    short_name: str = Field(description="简称")
    level: str = Field(description="层级代码：state、province、city、county、township")
    level_name: str = Field(description="层级名称")
    credit_code: str = Field(description="统一社会信用代码")
    region_code: str = Field(description="行政区划代码")
    site_code: str = Field(description="网站标识码，没有的为空")
    superior: str | None = Field(description="上级机关的网址名；最上级为空")
    url: str = Field(description="公开主页网址")
    feed: str = Field(description="Atom 订阅网址")


class ColumnRecord(BaseModel):
    """栏目"""

    id: int = Field(description="栏目编号，改名、移动后不变")
    organ: str = Field(description="机关网址名")
    parent: int | None = Field(description="上级栏目编号；最上级为空")
    path: str = Field(description="网址路径，改名、移动后可能变化")
    name: str = Field(description="栏目名称")
    description: str = Field(description="栏目说明")
    keywords: str = Field(description="栏目关键词")
    duty: str = Field(description="法定主动公开类别代码，没有的为空")
    duty_name: str = Field(description="法定主动公开类别及条款")
    cycle: str = Field(description="更新周期代码")
    cycle_name: str = Field(description="更新周期")
    is_active: bool = Field(description="是否仍在更新；停用的栏目内容仍可查阅")
    url: str = Field(description="栏目页网址")
    feed: str = Field(description="Atom 订阅网址")


class FileRecord(BaseModel):
    """附件"""

    name: str = Field(description="附件名称")
    url: str = Field(description="下载网址")
    size: int = Field(description="字节数")
    media_type: str = Field(description="文件类型")
    sha256: str = Field(description="文件内容的 SHA-256 校验值")


class ItemRecord(BaseModel):
    """公开条目（不含正文）"""

    id: int = Field(description="条目编号，全平台唯一，永不改变")
    change: int = Field(description="变更序号：每次发布、更正、标注都取得更大的序号")
    url: str = Field(description="永久网址")
    number: str = Field(description="索引号")
    title: str = Field(description="标题")
    document_number: str = Field(description="文号，没有的为空")
    organ: str = Field(description="机关网址名")
    organ_name: str = Field(description="机关全称")
    column_id: int = Field(description="栏目编号")
    column: str = Field(description="栏目网址路径")
    column_name: str = Field(description="栏目名称")
    makers: str = Field(description="制作机关（发布机构）")
    unit: str = Field(description="责任机构")
    genre: str = Field(description="体裁代码")
    genre_name: str = Field(description="体裁名称")
    summary: str = Field(description="内容概述")
    keywords: str = Field(description="关键词")
    formed_on: date = Field(description="成文日期")
    changed_on: date | None = Field(description="变更日期")
    effective_on: date | None = Field(description="施行日期")
    expires_on: date | None = Field(description="有效期至")
    validity: str = Field(description="有效性代码")
    validity_name: str = Field(description="有效性名称")
    marked_on: date | None = Field(description="有效性标注日期")
    marking: str = Field(description="有效性标注说明")
    published_at: datetime = Field(description="发布时间")
    corrected_at: datetime | None = Field(description="最近一次更正的时间")
    correction: str = Field(description="更正说明")
    source_name: str = Field(description="转载来源")
    source_url: str = Field(description="来源网址")
    interprets: int | None = Field(description="本条解读的文件的条目编号")
    files: list[FileRecord] = Field(description="附件")


class FullItemRecord(ItemRecord):
    """公开条目（含正文）"""

    text: str = Field(description="正文的纯文字")
    body: str = Field(description="正文（HTML，图片内嵌）")


class WithdrawnRecord(BaseModel):
    """撤回的条目"""

    id: int = Field(description="条目编号")
    organ: str = Field(description="机关网址名")
    number: str = Field(description="索引号")
    url: str = Field(description="永久网址，说明撤回的时间和原因")
    withdrawn_at: datetime = Field(description="撤回时间")
    withdrawal: str = Field(description="撤回说明")


class TopicRecord(BaseModel):
    """专题"""

    id: int = Field(description="专题编号")
    organ: str = Field(description="机关网址名")
    slug: str = Field(description="网址名")
    name: str = Field(description="专题名称")
    description: str = Field(description="专题说明")
    items: int = Field(description="专题中现在公开的条目数")
    archived_on: date | None = Field(description="归档日期；未归档的为空")
    url: str = Field(description="专题页网址")


class ReportRecord(BaseModel):
    """年度报告"""

    id: int = Field(description="报告编号，更正后的新版本编号不同")
    organ: str = Field(description="机关网址名")
    organ_name: str = Field(description="机关全称")
    year: int = Field(description="年度")
    is_consolidated: bool = Field(description="是否为汇总下级机关的报告")
    version: int = Field(description="版本，更正一次加一")
    restated_why: str = Field(description="更正原因，没有更正的为空")
    published_on: date = Field(description="公布日期")
    url: str = Field(description="报告页网址")
    docx: str | None = Field(description="Word 文件网址")
    pdf: str | None = Field(description="PDF 文件网址")
    json_url: str = Field(description="数据网址（JSON，格式同接口中的 data）")


class FullReportRecord(ReportRecord):
    """年度报告（含全部数据）"""

    data: dict[str, Any] = Field(description="报告的全部表格和文字")


class FigureRecord(BaseModel):
    """年度报告中的一个数字"""

    report: int = Field(description="报告编号")
    organ: str = Field(description="机关网址名")
    organ_name: str = Field(description="机关全称")
    year: int = Field(description="年度")
    is_consolidated: bool = Field(description="是否为汇总下级机关的报告")
    version: int = Field(description="报告的版本")
    key: str = Field(description="项目代码，各年相同")
    section: str = Field(description="报告的部分")
    label: str = Field(description="项目名称")
    value: int | float | None = Field(description="数字；报告中没有填写的为空，不是零")


def organ_record(row: Organ) -> OrganRecord:
    """An organ in use, with its superior."""
    above = row.superior if row.superior and row.superior.is_active else None
    return OrganRecord(
        slug=row.slug,
        name=row.name,
        short_name=row.short_name,
        level=row.level,
        level_name=row.get_level_display(),
        credit_code=row.credit_code,
        region_code=row.region_code,
        site_code=row.site_code,
        superior=above.slug if above else None,
        url=at("organ", row.slug),
        feed=at("feed", row.slug),
    )


def column_record(row: Column) -> ColumnRecord:
    """A column, with its organ."""
    return ColumnRecord(
        id=row.pk,
        organ=row.organ.slug,
        parent=row.parent_id,
        path=row.path,
        name=row.name,
        description=row.description,
        keywords=row.keywords,
        duty=row.duty,
        duty_name=row.get_duty_display(),
        cycle=row.cycle,
        cycle_name=row.get_cycle_display(),
        is_active=row.is_active,
        url=at("column", row.organ.slug, row.path),
        feed=at("column_feed", row.organ.slug, row.path),
    )


def item_record(row: Publication) -> ItemRecord:
    """What is out, as ``queries.items`` reads it."""
    return ItemRecord(**_told(row))


def full_item_record(row: Publication) -> FullItemRecord:
    """What is out with its words."""
    return FullItemRecord(**_told(row), text="\n\n".join(lines(row.body)), body=row.body)


def withdrawn_record(row: Publication, at_moment: datetime) -> WithdrawnRecord:
    """The trace of what was withdrawn at a moment."""
    return WithdrawnRecord(
        id=row.pk,
        organ=row.organ.slug,
        number=row.number,
        url=at("item", row.organ.slug, row.pk),
        withdrawn_at=at_moment,
        withdrawal=row.withdrawal,
    )


def topic_record(row: Topic) -> TopicRecord:
    """A topic, with how much is out in it."""
    return TopicRecord(
        id=row.pk,
        organ=row.organ.slug,
        slug=row.slug,
        name=row.name,
        description=row.description,
        items=row.__dict__["published"] or 0,
        archived_on=row.archived_on,
        url=at("topic", row.organ.slug, row.slug),
    )


def report_record(row: AnnualReport) -> ReportRecord:
    """A published report, without what is long in it."""
    return ReportRecord(**_told_of_report(row))


def full_report_record(row: AnnualReport) -> FullReportRecord:
    """A published report with all its figures and words."""
    return FullReportRecord(**_told_of_report(row), data=(row.snapshot or {})["report"])


def figure_records(row: AnnualReport) -> Iterator[FigureRecord]:
    """The figures of a published report, a record each: the lines by which reports are compared."""
    tables = snapshots.tables(row.snapshot or {})
    for line in lines_of([tables.form]):
        yield FigureRecord(
            report=row.pk,
            **_which_report(row),
            key=line.key,
            section=line.section,
            label=line.label,
            value=snapshots.plain(told(tables, line).figure),
        )


def _told(row: Publication) -> dict[str, Any]:
    same = (
        *("number", "title", "document_number", "genre", "summary", "keywords", "formed_on", "changed_on"),
        *("effective_on", "expires_on", "validity", "marked_on", "marking", "published_at", "corrected_at"),
        *("correction", "source_name", "source_url", "change"),
    )
    return {name: getattr(row, name) for name in same} | {
        "id": row.pk,
        "url": at("item", row.organ.slug, row.pk),
        "organ": row.organ.slug,
        "organ_name": row.organ.name,
        "column_id": row.column_id,
        "column": row.column.path,
        "column_name": row.column.name,
        "makers": row.makers or row.organ.name,
        "unit": row.unit_name,
        "genre_name": row.get_genre_display(),
        "validity_name": row.get_validity_display(),
        "interprets": row.interprets_id if row.__dict__["interprets_what_is_out"] else None,
        "files": [_file(row, one) for one in row.files.all()],
    }


def _file(row: Publication, one: PublishedFile) -> FileRecord:
    stored = one.file.stored
    return FileRecord(
        name=one.name,
        url=at("item_file", row.organ.slug, row.pk, one.file_id, one.name),
        size=stored.size,
        media_type=stored.true_kind.media_type,
        sha256=stored.sha256,
    )


def _which_report(row: AnnualReport) -> dict[str, Any]:
    return {
        "organ": row.organ.slug,
        "organ_name": row.organ.name,
        "year": row.year,
        "is_consolidated": row.is_consolidated,
        "version": row.version,
    }


def _told_of_report(row: AnnualReport) -> dict[str, Any]:
    slug, kind = row.organ.slug, CONSOLIDATED if row.is_consolidated else ""
    files = {suffix: at("report_file", slug, row.year, suffix) + kind for suffix in ("docx", "pdf", "json")}
    return {
        "id": row.pk,
        **_which_report(row),
        "restated_why": row.restated_why,
        "published_on": row.published_on,
        "url": absolute(page_of(row)),
        "docx": files["docx"] if row.docx_id else None,
        "pdf": files["pdf"] if row.pdf_id else None,
        "json_url": files["json"],
    }
