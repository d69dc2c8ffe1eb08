"""专题: what an organ gathered on one matter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.catalogue.queries.public import in_topic, topic_at
from gongkai.catalogue.queries.public import topics as topics_of_organ
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import PLACES, Place, frame


@public
@of_organ
def topics(request: HttpRequest, organ: Organ) -> HttpResponse:
    """All topics of an organ, those under way first."""
    found = list(topics_of_organ(organ.pk))
    return render(request, "portal/pages/topics.html", frame(organ, at="topics") | {"topics": found})


@public
@of_organ
def topic(request: HttpRequest, organ: Organ, topic: str) -> HttpResponse:
    """What is out in a topic, in the order in which it was arranged."""
    found = topic_at(organ.pk, topic)
    if found is None:
        raise Http404
    told = Place(found.name, found.description or found.name, found.name, PLACES["topics"].kind)
    context = frame(organ) | {"topic": found, "place": told, "rows": list(in_topic(found))}
    return render(request, "portal/pages/topic.html", context)
