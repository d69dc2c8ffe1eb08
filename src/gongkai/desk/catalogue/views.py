"""The list of items, an item, and two of its versions side by side."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from gongkai.catalogue.figures import timeliness
from gongkai.catalogue.models import ON_THE_WAY, Content, Item, Publication, Version
from gongkai.catalogue.queries.desk import findings, items, remarks, stale, to_assess, versions
from gongkai.catalogue.rules import DRAFT, JUSTIFY, KEEP_COLUMNS, STAGE_PERMISSIONS
from gongkai.catalogue.wordings import clean_body, compared
from gongkai.desk.catalogue.finding import item_at
from gongkai.desk.catalogue.forms import AttachForm, CompareForm
from gongkai.desk.catalogue.showing import happened, kind_of, opinions, steps
from gongkai.desk.catalogue.tables import ItemFilter, ItemTable
from gongkai.desk.http import StaffRequest, needs, sees_one_organ, working_organ
from gongkai.desk.listing import listing

VIEW = "catalogue.view"
COMPARED = (
    *("title", "column_name", "document_number", "makers", "genre", "summary", "keywords"),
    *("formed_on", "changed_on", "effective_on", "expires_on", "validity"),
    *("attribute", "ground", "reason", "source_name", "source_url"),
)
FIRST_YEAR, LAST_YEAR = 2008, 2099


@require_safe
@needs(VIEW)
def all_items(request: StaffRequest) -> HttpResponse:
    """The items of the organs that the person may see."""
    chosen = ItemFilter(request.GET, queryset=items())
    organ = working_organ(request)
    mine = [
        stage for stage, permission in STAGE_PERMISSIONS.items() if request.user.has_perm(permission, organ)
    ]
    return listing(
        request,
        ItemTable(chosen.qs, exclude=("organ",) if sees_one_organ(request) else ()),
        template="desk/catalogue/list.html",
        name="主动公开条目",
        context={
            "filter": chosen,
            "is_filtered": bool(request.GET),
            "on": localdate(),
            "may_draft": request.user.has_perm(DRAFT, organ),
            "waiting": items().filter(organ=organ, state__in=mine).count() if mine else 0,
            "stage": mine[0] if mine else "",
        },
    )


@require_safe
@needs(VIEW)
def item(request: StaffRequest, pk: int) -> HttpResponse:
    """An item: what it says, what the gate found, who reviewed it, and what comes next."""
    return shown(request, item_at(pk), attach_form=AttachForm())


def shown(request: StaffRequest, found: Item, *, attach_form: AttachForm, status: int = 200) -> HttpResponse:
    """The page of an item."""
    out = Publication.objects.filter(pk=found.pk).first()
    told = list(findings(found))
    context = {
        "item": found,
        "kind": kind_of(found),
        "out": out,
        "body": body_of(found),
        "files": found.attachments.select_related("file__stored").order_by("position", "pk"),
        "findings": told,
        "open_count": sum(one.justified_by_id is None for one in told),
        "may_justify": request.user.has_perm(JUSTIFY, found)
        and request.user.pk not in (found.drafted_by_id, found.submitted_by_id),
        "may_draft": request.user.has_perm(DRAFT, found),
        "may_inspect": found.state in ON_THE_WAY
        and any(request.user.has_perm(one, found) for one in (DRAFT, JUSTIFY)),
        "steps": steps(found, request.user, out),
        "opinions": list(opinions(list(remarks(found)))),
        "versions": list(versions(found)),
        "happened": list(happened(found)),
        "attach_form": attach_form,
        "on": localdate(),
    }
    return render(request, "desk/catalogue/item.html", context, status=status)


@require_safe
@needs(VIEW)
def compare(request: StaffRequest, pk: int) -> HttpResponse:
    """Two versions side by side; the newest two unless others are chosen."""
    found = item_at(pk)
    known = {version.number: version for version in versions(found)}
    names = [(number, f"第{number}版（{version.made_at:%Y-%m-%d}）") for number, version in known.items()]
    newest = sorted(known)[-2:]
    form = CompareForm(names, {"left": newest[0], "right": newest[-1], **request.GET.dict()})
    if not form.is_valid():
        raise Http404("没有这个版本。请从列表中选择。")
    left, right = known[form.cleaned_data["left"]], known[form.cleaned_data["right"]]
    context = {
        "item": found,
        "form": form,
        "left": left,
        "right": right,
        "facts": list(_facts(left, right)),
        "changes": list(compared(left, right)),
    }
    return render(request, "desk/catalogue/compare.html", context)


@require_safe
@needs(VIEW)
def version(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """A version as it stood."""
    found = item_at(pk)
    one = get_object_or_404(versions(found), number=number)
    context = {"item": found, "version": one, "body": body_of(one)}
    return render(request, "desk/catalogue/version.html", context)


@require_safe
@needs(VIEW)
def figures(request: StaffRequest) -> HttpResponse:
    """How timely the organ publishes, which columns are stale, and what is to be assessed again."""
    organ, on = working_organ(request), localdate()
    asked = request.GET.get("year", "")
    year = (
        int(asked)
        if asked.isascii() and asked.isdigit() and FIRST_YEAR <= int(asked) <= LAST_YEAR
        else on.year
    )
    context = {
        "organ": organ,
        "year": year,
        "years": range(on.year, on.year - 5, -1),
        "months": timeliness(organ.pk, year),
        "stale": stale(organ.pk, now()),
        "assess": to_assess(organ.pk, on),
        "may_keep": request.user.has_perm(KEEP_COLUMNS, organ),
    }
    return render(request, "desk/catalogue/figures.html", context)


def body_of(content: Content) -> SafeString:
    """A body as HTML, cleaned once more: what stands in the database is trusted no further."""
    return mark_safe(clean_body(content.body))  # noqa: S308  cleaned


def _facts(left: Version, right: Version) -> Iterator[tuple[str, str, str]]:
    """What differs besides the body: the label, and both values in words."""
    for name in COMPARED:
        was, is_now = _words(left, name), _words(right, name)
        if was != is_now:
            yield str(Version._meta.get_field(name).verbose_name), was, is_now  # type: ignore[union-attr]  # no relation
    was, is_now = _files(left), _files(right)
    if was != is_now:
        yield "附件", was, is_now


def _words(content: Version, name: str) -> str:
    display = getattr(content, f"get_{name}_display", None)
    value = display() if display else getattr(content, name)
    return "（空）" if value in (None, "") else str(value)


def _files(content: Version) -> str:
    return "、".join(one["name"] for one in content.attachments) or "（空）"
