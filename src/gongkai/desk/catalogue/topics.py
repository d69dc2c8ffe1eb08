"""Topics 专题: opening, filling and archiving them."""

import re
from dataclasses import fields

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from gongkai.catalogue.actions import topics as acts
from gongkai.catalogue.models import Publication, Topic, TopicEntry
from gongkai.catalogue.queries import public
from gongkai.catalogue.rules import KEEP_TOPICS
from gongkai.desk.catalogue.drafting import FORM
from gongkai.desk.catalogue.finding import insist
from gongkai.desk.catalogue.forms import TopicForm
from gongkai.desk.catalogue.views import VIEW
from gongkai.desk.editing import Sheet, acted, edited, sent
from gongkai.desk.http import StaffRequest, needs, working_organ

MOST_OFFERED = 50
ID = re.compile(r"[0-9]{1,18}")


@require_safe
@needs(VIEW)
def all_topics(request: StaffRequest) -> HttpResponse:
    """The topics of the organ."""
    organ = working_organ(request)
    context = {
        "organ": organ,
        "topics": public.topics(organ.pk),
        "may_keep": request.user.has_perm(KEEP_TOPICS, organ),
    }
    return render(request, "desk/catalogue/topics.html", context)


@require_safe
@needs(VIEW)
def topic(request: StaffRequest, pk: int) -> HttpResponse:
    """A topic: what stands in it, and what is out and could come in."""
    found = get_object_or_404(Topic.objects.select_related("organ"), pk=pk)
    words = request.GET.get("q", "").replace("\x00", "").strip()
    may_keep = request.user.has_perm(KEEP_TOPICS, found)
    entries = found.entries.select_related("publication__column").order_by("position", "pk")
    offered = public.published(found.organ_id).exclude(topic_entries__topic=found)
    for word in words.split():
        offered = offered.filter(title__icontains=word)
    context = {
        "topic": found,
        "entries": entries,
        "words": words,
        "offered": offered[:MOST_OFFERED] if may_keep and not found.is_archived else (),
        "most": MOST_OFFERED,
        "may_keep": may_keep,
    }
    return render(request, "desk/catalogue/topic.html", context)


@FORM
@needs(KEEP_TOPICS)
def open_topic(request: StaffRequest) -> HttpResponse:
    """Open a topic."""
    organ = working_organ(request)
    insist(request, KEEP_TOPICS, organ)
    form = TopicForm(sent(request))
    hint = "专题把各栏目里已经公开的条目集中在一页；条目仍在原来的栏目里。"
    return edited(
        request,
        form,
        lambda: acts.open_topic(organ, form.facts, on=localdate(), by=request.user),
        sheet=Sheet(title="开设专题", hint=hint, label="开设", back=_all()),
        told="已开设专题，请加入条目。",
        then=_all,
    )


@FORM
@needs(KEEP_TOPICS)
def change_topic(request: StaffRequest, pk: int) -> HttpResponse:
    """Change what a topic is."""
    found = _own(request, pk)
    initial = {one.name: getattr(found, one.name) for one in fields(acts.TopicFacts)}
    form = TopicForm(sent(request), initial=initial)
    return edited(
        request,
        form,
        lambda: acts.change_topic(found, form.facts, on=localdate(), by=request.user),
        sheet=Sheet(title=f"修改专题：{found.name}", label="保存", back=_page(found)),
        told="已保存专题。",
        then=lambda: _page(found),
    )


@require_POST
@needs(KEEP_TOPICS)
def fill_topic(request: StaffRequest, pk: int) -> HttpResponse:
    """Put what was ticked into a topic."""
    found = _own(request, pk)
    ticked = [int(one) for one in request.POST.getlist("item") if ID.fullmatch(one)]
    chosen = Publication.objects.filter(organ=found.organ, pk__in=ticked[:MOST_OFFERED]).order_by("pk")
    return acted(
        request,
        lambda: acts.fill(found, chosen, on=localdate(), by=request.user),
        told="已加入专题。",
        then=_page(found),
    )


@require_POST
@needs(KEEP_TOPICS)
def thin_topic(request: StaffRequest, pk: int, entry: int) -> HttpResponse:
    """Take a publication out of a topic."""
    found = _own(request, pk)
    row = get_object_or_404(TopicEntry.objects.select_related("topic"), pk=entry, topic=found)
    return acted(
        request,
        lambda: acts.thin(row, on=localdate(), by=request.user),
        told="已移出专题；条目仍在原来的栏目里。",
        then=_page(found),
    )


@require_POST
@needs(KEEP_TOPICS)
def archive_topic(request: StaffRequest, pk: int) -> HttpResponse:
    """Let nothing more come into a topic."""
    found = _own(request, pk)
    return acted(
        request,
        lambda: acts.archive(found, on=localdate(), by=request.user),
        told="已归档；公开页面保留，注明“已归档，不再更新”。",
        then=_page(found),
    )


@require_POST
@needs(KEEP_TOPICS)
def reopen_topic(request: StaffRequest, pk: int) -> HttpResponse:
    """Fill a topic again."""
    found = _own(request, pk)
    return acted(
        request,
        lambda: acts.reopen(found, on=localdate(), by=request.user),
        told="已恢复专题。",
        then=_page(found),
    )


def _own(request: StaffRequest, pk: int) -> Topic:
    found = get_object_or_404(Topic.objects.select_related("organ"), pk=pk)
    insist(request, KEEP_TOPICS, found)
    return found


def _all() -> str:
    return resolve_url("desk:topics")


def _page(found: Topic) -> str:
    return resolve_url("desk:topic", found.pk)
