"""The desk's frame: who works here, what waits for that person, and where the registers are."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from gongkai import facts
from gongkai.notices.queries import unread_count
from gongkai.organs.models import Organ

register = template.Library()


@dataclass(frozen=True, slots=True)
class Place:
    """A register in the navigation; shown to those with its permission, or to all where it needs none."""

    path: str
    word: str
    icon: str
    permission: str = ""


PLACES = (
    Place("", "首页", "home"),
    Place("catalogue/", "主动公开", "publish", "catalogue.view"),
    Place("requests/", "公开申请", "inbox", "requests.view"),
    Place("disputes/", "复议诉讼", "law", "disputes.view"),
    Place("reports/", "年度报告", "report", "reports.view"),
    Place("errors/", "网站纠错", "alert", "channels.view_errors"),
    Place("visits/", "网站访问", "chart", "channels.view_visits"),
    Place("supervision/", "监督", "clock", "requests.supervise"),
    Place("files/", "文件", "file", "files.view"),
    Place("activity/", "台账", "ledger", "ledger.review"),
    Place("organs/", "机关与人员", "organ", "organs.view"),
    Place("notices/", "通知", "bell"),
    Place("jobs/", "任务", "task", "jobs.review"),
)


@register.inclusion_tag("desk/bar.html", takes_context=True)
def desk_bar(context: Context) -> dict[str, Any]:
    """The bar above every page; at the gate, before a role is known, it asks the database nothing."""
    person = getattr(context.get("request"), "user", None)
    person = person if person is not None and person.is_authenticated else None
    standing = person.standing if person else None
    return {
        "person": person,
        "known": standing is not None,
        "organ": Organ.objects.filter(pk=standing.organ_id).first() if standing else None,
        "unread": unread_count(person) if person and standing else 0,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("desk/nav.html", takes_context=True)
def desk_nav(context: Context) -> dict[str, Any]:
    """The registers that this person may use; the one that the page belongs to is marked."""
    request, root = context["request"], reverse("desk:home")
    allowed = [one for one in PLACES if not one.permission or request.user.has_perm(one.permission)]
    return {
        "places": [
            {
                "url": root + place.path,
                "word": place.word,
                "icon": place.icon,
                "here": request.path.startswith(root + place.path) if place.path else request.path == root,
            }
            for place in allowed
        ]
    }


@register.simple_tag
def today_line(on: date) -> str:
    """The day in words: date, weekday or holiday, and whether it is worked."""
    reason = facts.calendar().why(on)
    return f"{on.year}年{on.month}月{on.day}日，{reason.text}" + ("" if reason.works else "，非工作日")
