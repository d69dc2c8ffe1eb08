"""The guide 指南 at the desk: what it tells, what it lacks, and its paragraphs to write."""

from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from gongkai.catalogue.actions.guide import revise_guide
from gongkai.catalogue.queries import desk, public
from gongkai.catalogue.rules import KEEP_GUIDE
from gongkai.desk.catalogue.drafting import FORM
from gongkai.desk.catalogue.finding import insist
from gongkai.desk.catalogue.forms import GuideForm
from gongkai.desk.catalogue.views import VIEW
from gongkai.desk.editing import Sheet, edited, sent
from gongkai.desk.http import StaffRequest, needs, working_organ
from gongkai.faces.guides import composed


@require_safe
@needs(VIEW)
def guide(request: StaffRequest) -> HttpResponse:
    """The guide as the public reads it, with what is missing."""
    organ = working_organ(request)
    context = {
        "organ": organ,
        "guide": composed(organ),
        "versions": desk.guides(organ.pk),
        "may_keep": request.user.has_perm(KEEP_GUIDE, organ),
        "may_set_head": request.user.has_perm("letters.set_head", organ),
    }
    return render(request, "desk/catalogue/guide.html", context)


@FORM
@needs(KEEP_GUIDE)
def change_guide(request: StaffRequest) -> HttpResponse:
    """Write its paragraphs."""
    organ = working_organ(request)
    insist(request, KEEP_GUIDE, organ)
    written = public.guide(organ.pk)
    number = written.number if written else 0
    form = GuideForm(written.texts if written else {}, number, sent(request))
    return edited(
        request,
        form,
        lambda: revise_guide(
            organ, form.texts, seen=form.cleaned_data["seen"], on=localdate(), at=now(), by=request.user
        ),
        sheet=Sheet(
            title="修改公开指南",
            hint="保存后立即显示在公开页面上，原来的版本保留。{organ} 显示为机关全称；清空的段落不显示。",
            label="保存",
            back=_page(),
        ),
        told="已保存公开指南。",
        then=_page,
    )


def _page() -> str:
    return resolve_url("desk:guide")
