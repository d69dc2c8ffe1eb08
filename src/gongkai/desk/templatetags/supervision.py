"""What the page of a request shows of 督办."""

from typing import Any

from django import template
from django.template.context import Context

from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import urgings

register = template.Library()


@register.inclusion_tag("desk/supervision/_urgings.html", takes_context=True)
def case_urgings(context: Context, about: InfoRequest) -> dict[str, Any]:
    """How a request was urged, and the button for who may urge; nothing where there is neither."""
    person = context["request"].user
    return {
        "request_": about,
        "urgings": urgings(about),
        "may_urge": about.is_open and person.has_perm("requests.supervise", about),
    }
