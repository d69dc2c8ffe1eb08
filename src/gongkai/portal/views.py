"""The portal's first pages: the organs, one organ, and how to read here."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from gongkai.letters.queries import letterhead
from gongkai.organs.models import Organ
from gongkai.portal.caching import public

YEAR = 365 * 24 * 60 * 60
# What the regulation has every organ publish; each register fills its own place.
REGISTERS = (
    ("政府信息公开指南", "怎样查找信息、怎样提出申请、工作机构的联系方式", 12),
    ("政府信息公开制度", "本机关公开工作所依据的规定", 4),
    ("法定主动公开内容", "文件、规划、预算、许可与处罚等应当主动公开的信息", 20),
    ("政府信息公开年报", "每年1月31日前公布上一年度的工作情况", 49),
)


@public
def home(request: HttpRequest) -> HttpResponse:
    """All organs here, higher ones first."""
    return render(request, "portal/home.html", {"organs": listed()})


@public
def organ(request: HttpRequest, slug: str) -> HttpResponse:
    """One organ: what it is, who leads its disclosure, and what it published."""
    found = get_object_or_404(Organ.objects.filter(is_active=True), slug=slug)
    context = {
        "organ": found,
        "superior": listed().filter(subordinates=found).first(),
        "subordinates": listed().filter(superior=found),
        "office": found.units.filter(is_disclosure_office=True, is_active=True).first(),
        "group": found.leading_posts.filter(until_on__isnull=True).order_by("pk"),
        "registers": REGISTERS,
        "head": letterhead(found.pk),
    }
    return render(request, "portal/organ.html", context)


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """How everyone can read these pages, and whom to tell where somebody cannot."""
    return render(request, "portal/accessibility.html")


@require_safe
def large(request: HttpRequest) -> HttpResponse:
    """Set the size of the type and return; the only cookie that the portal sets, and only when asked."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None) or not target.startswith("/"):
        target = reverse("portal:home")
    response = HttpResponseRedirect(target)
    if request.GET.get("on") == "1":
        response.set_cookie(
            "large", "1", max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie("large", samesite="Lax")
    response["Cache-Control"] = "no-store"
    return response


def listed() -> QuerySet[Organ]:
    """The organs that the public sees."""
    return Organ.objects.filter(is_active=True).order_by("region_code", "superior_id", "pk")
