"""Changing an organ's facts, its units and its leading group; opening one below it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.desk.editing import Sheet, acted, edited, seen, sent
from gongkai.desk.http import StaffRequest, needs
from gongkai.desk.organs.finding import kept_organ
from gongkai.desk.organs.forms import EndForm, OrganForm, PostForm, UnitForm
from gongkai.organs import actions
from gongkai.organs.models import Organ, Unit

FORM = require_http_methods(["GET", "HEAD", "POST"])
ADMINISTER = "organs.administer"


@FORM
@needs(ADMINISTER)
def change_organ(request: StaffRequest, slug: str) -> HttpResponse:
    """Correct an organ's facts."""
    organ = kept_organ(request, slug)
    form = OrganForm(sent(request), initial={name: getattr(organ, name) for name in OrganForm.base_fields})
    return edited(
        request,
        form,
        lambda: actions.change_organ(
            organ,
            form.facts(calendar_region=organ.calendar_region),
            on=localdate(),
            by=request.user,
            expected=seen(request),
        ),
        sheet=Sheet(title="修改机关信息", hint=organ.name, label="保存", back=_page(organ), about=organ),
        told="机关信息已保存。",
        then=lambda: _page(organ),
    )


@FORM
@needs(ADMINISTER)
def open_organ(request: StaffRequest, slug: str) -> HttpResponse:
    """Enter an organ below one."""
    superior = kept_organ(request, slug)
    form = OrganForm(sent(request), initial={"region_code": superior.region_code})
    return edited(
        request,
        form,
        lambda: actions.open_organ(
            superior,
            form.facts(calendar_region=superior.calendar_region),
            on=localdate(),
            by=request.user,
        ),
        sheet=Sheet(
            title="增加下级机关",
            hint=f"上级机关：{superior.name}。保存后即可为它增加内设机构、邀请人员。",
            label="增加机关",
            back=_page(superior),
        ),
        told="下级机关已增加。请接着增加内设机构，并为它邀请一名系统管理员。",
        then=lambda: resolve_url("desk:organ", form.cleaned_data["slug"]),
    )


@FORM
@needs(ADMINISTER)
def open_unit(request: StaffRequest, slug: str) -> HttpResponse:
    """Enter a unit."""
    organ = kept_organ(request, slug)
    form = UnitForm(sent(request))
    return edited(
        request,
        form,
        lambda: actions.open_unit(organ, **form.cleaned_data, on=localdate(), by=request.user),
        sheet=Sheet(title="增加内设机构", hint=organ.name, label="增加", back=_page(organ)),
        told="内设机构已增加。",
        then=lambda: _page(organ),
    )


@FORM
@needs(ADMINISTER)
def change_unit(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Rename a unit, or change its telephone or duty."""
    organ = kept_organ(request, slug)
    unit = get_object_or_404(organ.units, pk=pk)
    form = UnitForm(sent(request), initial={name: getattr(unit, name) for name in UnitForm.base_fields})
    return edited(
        request,
        form,
        lambda: actions.change_unit(
            unit, **form.cleaned_data, on=localdate(), by=request.user, expected=seen(request)
        ),
        sheet=Sheet(title="修改内设机构", hint=organ.name, label="保存", back=_page(organ), about=unit),
        told="内设机构已保存。",
        then=lambda: _page(organ),
    )


@require_POST
@needs(ADMINISTER)
def close_unit(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """A unit exists no more; what was done in it stays."""
    return _set_active(request, slug, pk, is_active=False)


@require_POST
@needs(ADMINISTER)
def reopen_unit(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """A unit exists after all."""
    return _set_active(request, slug, pk, is_active=True)


@FORM
@needs(ADMINISTER)
def fill_post(request: StaffRequest, slug: str) -> HttpResponse:
    """Name who holds a post of the leading group."""
    organ = kept_organ(request, slug)
    form = PostForm(sent(request), initial={"since_on": localdate()})
    return edited(
        request,
        form,
        lambda: actions.fill_post(organ, **form.cleaned_data, on=localdate(), by=request.user),
        sheet=Sheet(
            title="登记领导小组职务",
            hint=f"{organ.name}政务公开领导小组",
            label="登记",
            back=_page(organ),
        ),
        told="领导小组职务已登记。",
        then=lambda: _page(organ),
    )


@FORM
@needs(ADMINISTER)
def end_post(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Say when somebody's post ended."""
    organ = kept_organ(request, slug)
    post = get_object_or_404(organ.leading_posts, pk=pk)
    form = EndForm(sent(request), initial={"until_on": localdate()})
    return edited(
        request,
        form,
        lambda: actions.end_post(post, **form.cleaned_data, on=localdate(), by=request.user),
        sheet=Sheet(
            title=f"结束领导小组职务：{post}",
            hint="结束后不能撤销；如果结束错了，请重新登记。",
            label="确认结束",
            back=_page(organ),
            is_final=True,
        ),
        told="领导小组职务已结束。",
        then=lambda: _page(organ),
    )


def _set_active(request: StaffRequest, slug: str, pk: int, *, is_active: bool) -> HttpResponse:
    organ = kept_organ(request, slug)
    unit: Unit = get_object_or_404(organ.units, pk=pk)
    return acted(
        request,
        lambda: actions.change_unit(unit, is_active=is_active, on=localdate(), by=request.user),
        told=f"“{unit.name}”已{'恢复' if is_active else '撤销'}。",
        then=_page(organ),
    )


def _page(organ: Organ) -> str:
    return resolve_url("desk:organ", organ.slug)
