"""The question before somebody leaves for another site (国办发〔2017〕47号)."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from lxml import html

from gongkai.portal.caching import public

LONGEST = 2000


@public
def leaving(request: HttpRequest) -> HttpResponse:
    """Names the address that a link leads to; one that is no web address is not offered."""
    to = request.GET.get("to", "")
    context = {"to": to if is_web(to) else "", "typed": to[:200]}
    return render(request, "portal/pages/leaving.html", context, status=200 if context["to"] else 400)


def is_web(address: str) -> bool:
    """Whether it is an address of the web, with a host and nothing that a reader could be tricked by."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    sound = address.isprintable() and " " not in address and "\\" not in address and len(address) <= LONGEST
    return sound and parts.scheme in ("http", "https") and bool(host) and parts.username is None


def with_question(body: str, ask: str) -> str:
    """A body whose links to other sites first lead to the question at ``ask``."""
    if "href=" not in body:
        return body
    root = html.fragment_fromstring(body, create_parent="div")
    own = urlsplit(settings.SITE_URL).hostname
    for link in root.iter("a"):
        to = link.get("href", "")
        if is_web(to) and urlsplit(to).hostname != own:
            link.set("href", f"{ask}?{urlencode({'to': to})}")
    inner = root.text or ""
    return inner + "".join(html.tostring(node, encoding="unicode") for node in root)
