"""Which page a counting address counts, signed, so that only pages that there are can be counted.

The address is the same each time a page is rendered: it stands in pages that were written as files, too.
"""

from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest
from django.urls import resolve

from gongkai.opendata.addresses import path

PAGES = signing.Signer(salt="portal.visits")
COLUMN_PAGE = "column_page"  # one of the numbered pages of a column counts as the column


def counting_address(request: HttpRequest) -> str:
    """The address that counts the page which answers this request; empty where it is not to be counted."""
    found = request.resolver_match or resolve(request.path_info)
    organ = found.kwargs.get("slug", "")
    if not organ or request.method not in ("GET", "HEAD"):
        return ""
    page = request.path_info.removeprefix(f"/{organ}/")
    if found.url_name == COLUMN_PAGE:
        page = page.removesuffix(f"pages/{found.kwargs['number']}/")
    return f"{path('portal:counted')}?{urlencode({'page': PAGES.sign(f'{organ}/{page}')})}"


def page_of(signed: str) -> tuple[str, str] | None:
    """The organ's short name and the page that an address counts; nothing where it is not one of ours."""
    try:
        organ, _, page = PAGES.unsign(signed).partition("/")
    except signing.BadSignature:
        return None
    return organ, page
