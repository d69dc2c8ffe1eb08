"""Whatever goes wrong below the interface's address is told as problem JSON, not as a page."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from gongkai.api.answering import opened
from gongkai.api.problems import MEDIA_TYPE, answer

PREFIX = "/api/v1/"
KEPT = ("Retry-After", "Cache-Control")
DETAILS = {
    HTTPStatus.BAD_REQUEST: "请求的写法不正确，请对照接口说明核对。",
    HTTPStatus.NOT_FOUND: "接口中没有这个地址，请对照 /api/v1/openapi.json 核对。",
    HTTPStatus.SERVICE_UNAVAILABLE: "数据库暂时连不上，数据都在，通常几分钟内会好。请稍后再试。",
}
FAILED = "程序出了错，已经记入日志。请稍后再试；一直这样的，请告知网站的主办机关。"


class ProblemMiddleware:
    """Puts a problem in the place of an error page, whether a view, the database or Django refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX) or response.status_code < HTTPStatus.BAD_REQUEST:
            return response
        is_told = response.headers.get("Content-Type", "").startswith(MEDIA_TYPE)
        return response if is_told else _problem(response)


def _problem(response: HttpResponse) -> HttpResponse:
    status = HTTPStatus(response.status_code)
    told = answer(status, DETAILS.get(status, FAILED))
    for name in KEPT:
        if name in response.headers:
            told[name] = response[name]
    return opened(told)
