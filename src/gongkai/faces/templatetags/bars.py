"""Charts: ``{% load bars %}{% bar_chart chart %}``."""

from typing import Any

from django import template

from gongkai.faces.bars import Bars

register = template.Library()


@register.inclusion_tag("components/bars.html")
def bar_chart(chart: Bars) -> dict[str, Any]:
    """A chart with the names of its series; its figures stand in a table beside it."""
    return {"chart": chart, "drawn": chart.drawn(), "series": list(enumerate(chart.series, 1))}
