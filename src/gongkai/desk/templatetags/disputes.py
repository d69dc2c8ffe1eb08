"""The disputes about a request, for its page: ``{% load disputes %}{% case_disputes request_ %}``."""

from datetime import date
from typing import Any

from django import template
from django.template.context import Context

from gongkai.desk.disputes.finding import HANDLE
from gongkai.disputes.queries import disputes_of
from gongkai.requests.models import InfoRequest

register = template.Library()


@register.inclusion_tag("desk/disputes/_of_case.html", takes_context=True)
def case_disputes(context: Context, about: InfoRequest, on: date | None = None) -> dict[str, Any]:
    """What was brought against the answer to a request, with what can be entered."""
    return {
        "request_": about,
        "disputes": disputes_of(about),
        "on": on or context.get("on"),
        "may_handle": context["request"].user.has_perm(HANDLE, about),
    }
