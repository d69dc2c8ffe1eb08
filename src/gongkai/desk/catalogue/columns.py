"""The tree of columns, and the form of index numbers."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from gongkai import facts
from gongkai.catalogue.actions import columns as acts
from gongkai.catalogue.models import Column
from gongkai.catalogue.queries.desk import numbering, stale
from gongkai.catalogue.queries.public import columns, counted, tree
from gongkai.catalogue.rules import DRAFT, KEEP_COLUMNS
from gongkai.desk.catalogue.drafting import FORM
from gongkai.desk.catalogue.finding import insist, own_column
from gongkai.desk.catalogue.forms import ColumnForm, NumberingForm
from gongkai.desk.catalogue.views import VIEW
from gongkai.desk.editing import Sheet, acted, edited, sent
from gongkai.desk.http import StaffRequest, needs, working_organ


@require_safe
@needs(VIEW)
def all_columns(request: StaffRequest) -> HttpResponse:
    """The columns of the organ as a tree."""
    organ = working_organ(request)
    found = counted(columns(organ.pk)).select_related("unit")
    chosen = numbering(organ)
    stale_ones = {one.column.pk: one for one in stale(organ.pk, now())}
    rows = [(branch, stale_ones.get(branch.column.pk)) for top in tree(found) for branch in top.walk()]
    context = {
        "organ": organ,
        "rows": rows,
        "closed": Column.objects.filter(organ=organ, is_active=False).order_by("path"),
        "numbering": chosen,
        "form_name": facts.index_formats()[chosen.form].name,
        "may_keep": request.user.has_perm(KEEP_COLUMNS, organ),
        "may_draft": request.user.has_perm(DRAFT, organ),
    }
    return render(request, "desk/catalogue/columns.html", context)


@FORM
@needs(KEEP_COLUMNS)
def open_column(request: StaffRequest) -> HttpResponse:
    """Open a column at the top, or below another."""
    organ = working_organ(request)
    insist(request, KEEP_COLUMNS, organ)
    above = request.GET.get("above", "")
    parent = get_object_or_404(columns(organ.pk), pk=above) if above.isdecimal() else None
    form = ColumnForm(organ, sent(request))
    hint = f"上级栏目：{parent.name}" if parent else "最上一级栏目"
    return edited(
        request,
        form,
        lambda: acts.open_column(organ, parent, form.facts, on=localdate(), by=request.user),
        sheet=Sheet(title="增加栏目", hint=hint, label="增加", back=_tree()),
        told="已增加栏目。",
        then=_tree,
    )


@FORM
@needs(KEEP_COLUMNS)
def change_column(request: StaffRequest, pk: int) -> HttpResponse:
    """Change what a column is."""
    column = own_column(request, pk, KEEP_COLUMNS)
    names = ("name", "duty", "cycle", "stale_after", "position", "description", "keywords")
    initial = {name: getattr(column, name) for name in names}
    initial |= {"slug": column.path.rpartition("/")[2], "unit": str(column.unit_id or "")}
    form = ColumnForm(column.organ, sent(request), initial=initial)
    return edited(
        request,
        form,
        lambda: acts.change_column(column, form.facts, on=localdate(), by=request.user),
        sheet=Sheet(title=f"修改栏目：{column.name}", hint=column.path, label="保存", back=_tree()),
        told="已保存栏目。",
        then=_tree,
    )


@require_POST
@needs(KEEP_COLUMNS)
def close_column(request: StaffRequest, pk: int) -> HttpResponse:
    """Let nothing new come into a column."""
    column = own_column(request, pk, KEEP_COLUMNS)
    return acted(
        request,
        lambda: acts.close_column(column, on=localdate(), by=request.user),
        told=f"已停用栏目“{column.name}”；里面已公开的内容不变。",
        then=_tree(),
    )


@require_POST
@needs(KEEP_COLUMNS)
def reopen_column(request: StaffRequest, pk: int) -> HttpResponse:
    """Use a column again."""
    column = own_column(request, pk, KEEP_COLUMNS)
    return acted(
        request,
        lambda: acts.reopen_column(column, on=localdate(), by=request.user),
        told=f"已恢复栏目“{column.name}”。",
        then=_tree(),
    )


@FORM
@needs(KEEP_COLUMNS)
def set_numbering(request: StaffRequest) -> HttpResponse:
    """Fix the form of index numbers."""
    organ = working_organ(request)
    insist(request, KEEP_COLUMNS, organ)
    chosen = numbering(organ)
    form = NumberingForm(sent(request), initial={"form": chosen.form, "code": chosen.code})
    hint = "只影响以后发布的条目；已经编出的索引号永远不变，也不会重复使用。"
    return edited(
        request,
        form,
        lambda: acts.set_numbering(
            organ, form.cleaned_data["form"], form.cleaned_data["code"], on=localdate(), by=request.user
        ),
        sheet=Sheet(title="索引号设置", hint=hint, label="保存", back=_tree()),
        told="已保存索引号设置。",
        then=_tree,
    )


def _tree() -> str:
    return resolve_url("desk:columns")
