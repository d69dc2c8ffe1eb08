"""What a search finds as a feed: who follows a subject is told of what is new of it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from gongkai.faces.limiting import is_often
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.finding.views import SEARCHES, asked
from gongkai.portal.machines.feeds import ENTRIES, atom
from gongkai.portal.plain import told
from gongkai.search.place import current
from gongkai.search.queries import find
from gongkai.search.sources import as_out
from gongkai.search.tokens import pieces

WAIT_SECONDS = 60


@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """The newest of what is found at all organs."""
    return _answer(request, None)


@require_safe
@of_organ
def organ_search_feed(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The newest of what is found at one organ."""
    return _answer(request, organ)


def _answer(request: HttpRequest, organ: Organ | None) -> HttpResponse:
    question = asked(request, organ)
    if not pieces(question.text):
        return told(HTTPStatus.BAD_REQUEST, "请在订阅网址里写明要找的词，例如 ?q=法律援助。")
    if is_often(SEARCHES, request, now()):
        return told(HTTPStatus.TOO_MANY_REQUESTS, "请求过于频繁，请一分钟后再试。", wait=WAIT_SECONDS)
    index = current()
    if index is None:
        return told(HTTPStatus.SERVICE_UNAVAILABLE, "搜索正在准备，请过几分钟再试。", wait=WAIT_SECONDS)
    found = find(index, question.text, filters=question.filters, newest_first=True, offset=0, limit=ENTRIES)
    page = reverse("portal:organ_search", args=[organ.slug]) if organ else reverse("portal:search")
    name = f"{organ.name}公开的信息" if organ else "政府信息公开"
    answer = atom(
        f"{name}：搜索“{question.text}”",
        page=f"{page}?{urlencode(request.GET, doseq=True)}",
        address=request.get_full_path(),
        found=as_out(found.ids),
    )
    answer["Cache-Control"] = "no-store"
    return answer
