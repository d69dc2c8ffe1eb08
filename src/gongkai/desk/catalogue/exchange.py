"""Bringing items in from Word and Excel, and taking them out."""

import io
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote

import xlsxwriter
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from gongkai.catalogue.actions import drafting, importing
from gongkai.catalogue.importing import sheet, word
from gongkai.catalogue.models import Item
from gongkai.catalogue.queries.desk import items
from gongkai.catalogue.queries.public import columns
from gongkai.catalogue.rules import DRAFT
from gongkai.catalogue.wordings import Wording
from gongkai.desk.catalogue.drafting import FORM
from gongkai.desk.catalogue.finding import insist, page_of
from gongkai.desk.catalogue.forms import SheetForm, WordForm
from gongkai.desk.catalogue.tables import ItemFilter
from gongkai.desk.catalogue.views import VIEW
from gongkai.desk.editing import sent
from gongkai.desk.http import StaffRequest, accepted, needs, working_organ
from gongkai.files import converting, disk
from gongkai.files.receiving import receive
from gongkai.organs.models import Organ

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAST_ROW = 2001
MOST_SHOWN = 200
LONGEST_LIST = 250  # characters that a spreadsheet takes for a list of choices


@FORM
@needs(DRAFT)
def from_word(request: StaffRequest) -> HttpResponse:
    """Begin an item with a Word document."""
    organ = working_organ(request)
    insist(request, DRAFT, organ)
    form = WordForm(organ, sent(request), request.FILES or None)
    made: list[Item] = []
    if request.method == "POST" and accepted(form, lambda: made.append(_drafted(request, organ, form))):
        return redirect(page_of(made[0]))
    return _form(request, form, "desk/catalogue/from_word.html")


@FORM
@needs(DRAFT)
def from_sheet(request: StaffRequest) -> HttpResponse:
    """Draft an item for each row of a table; where anything is wrong, tell each cell and draft none."""
    organ = working_organ(request)
    insist(request, DRAFT, organ)
    form = SheetForm(sent(request), request.FILES or None)
    took = _Taking(request, organ, form)
    if request.method == "POST" and accepted(form, took) and not took.table.errors:
        messages.success(request, f"已导入 {len(took.table.rows)} 条，都是草稿，请逐条核对后送审。")
        return redirect("desk:items")
    return _form(
        request,
        form,
        "desk/catalogue/from_sheet.html",
        errors=took.table.errors[:MOST_SHOWN],
        error_count=len(took.table.errors),
        headers=[(header, _hint(header)) for header in sheet.HEADERS],
    )


@require_safe
@needs(DRAFT)
def template(request: StaffRequest) -> HttpResponse:
    """The table to fill in, with the organ's own columns and units to choose from."""
    organ = working_organ(request)
    return _workbook("主动公开条目导入模板.xlsx", organ, [])


@require_safe
@needs(VIEW)
def export(request: StaffRequest) -> HttpResponse:
    """The items as filtered, in the form in which they can be brought in."""
    chosen = ItemFilter(request.GET, queryset=items().select_related("unit"))
    return _workbook("主动公开条目.xlsx", working_organ(request), list(sheet.written(chosen.qs)))


@dataclass
class _Taking:
    """What a table gave, once it was taken in."""

    request: StaffRequest
    organ: Organ
    form: SheetForm
    table: sheet.Table = field(default_factory=sheet.Table)

    def __call__(self) -> None:
        chosen, on = self.form.cleaned_data["file"], localdate()
        cells = converting.rows(self.organ, chosen.name, chosen.chunks(disk.PIECE))
        self.table = sheet.read(cells, self.organ, on=on)
        if not self.table.errors:
            importing.take_in(self.organ, self.table.rows, on=on, at=now(), by=self.request.user)


def _drafted(request: StaffRequest, organ: Organ, form: WordForm) -> Item:
    chosen, on, at = form.cleaned_data["file"], localdate(), now()
    found = word.recognised(converting.page(organ, chosen.name, chosen.chunks(disk.PIECE)))
    wording = Wording(
        title=found.title or chosen.name.rpartition(".")[0],
        document_number=found.document_number,
        formed_on=form.cleaned_data["formed_on"],
        body=found.body,
    )
    item = drafting.draft(organ, form.chosen_column, wording, on=on, at=at, by=request.user)
    if form.cleaned_data["keep"]:
        chosen.seek(0)
        file, _ = receive(organ, chosen.name, chosen.chunks(disk.PIECE), on=on, at=at, by=request.user)
        drafting.attach(item, file, on=on, at=at, by=request.user)
    _tell(request, found)
    return item


def _tell(request: StaffRequest, found: word.Recognised) -> None:
    missing = [name for name, value in (("标题", found.title), ("文号", found.document_number)) if not value]
    messages.success(request, "已导入为草稿，请核对标题、文号和正文。")
    if missing:
        messages.warning(request, f"没有认出{'、'.join(missing)}，请在“修改”中补填。")
    if found.dropped:
        messages.warning(request, f"有{found.dropped}幅图片过大或者格式不支持，没有导入，请另作附件添加。")


def _form(request: StaffRequest, form: WordForm | SheetForm, page: str, **more: object) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, page, {"form": form, **more}, status=status)


def _hint(header: sheet.Header) -> str:
    known = sheet.CHOICES.get(header.field)
    return f"可以填写：{'、'.join(known)}" if known else header.hint


def _workbook(name: str, organ: Organ, rows: list[list[str]]) -> HttpResponse:
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        page = book.add_worksheet("条目")
        must, may = book.add_format({"bold": True, "color": "#B3261E"}), book.add_format({"bold": True})
        choices = {
            **{field: list(known) for field, known in sheet.CHOICES.items()},
            "column": [column.path for column in columns(organ.pk)],
            "unit": [unit.name for unit in organ.units.filter(is_active=True)],
        }
        for place, header in enumerate(sheet.HEADERS):
            page.write_string(
                0, place, header.title + ("*" if header.required else ""), must if header.required else may
            )
            if header.hint:
                page.write_comment(0, place, header.hint)
            known = choices.get(header.field, [])
            if known and len(",".join(known)) <= LONGEST_LIST:
                page.data_validation(1, place, LAST_ROW, place, {"validate": "list", "source": known})
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                page.write_string(number, place, value)
        page.freeze_panes(1, 1)
        page.set_column(0, len(sheet.HEADERS), 18)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
