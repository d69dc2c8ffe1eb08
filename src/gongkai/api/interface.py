"""The interface put together: its operations, its description, its addresses."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from gongkai.api import changes, columns, items, organs, reports, searching, topics
from gongkai.api.answering import answering
from gongkai.api.middleware import PREFIX
from gongkai.api.problems import MEDIA_TYPE, ProblemError, answer, answer_invalid, answer_raised

DESCRIPTION = (
    "只读接口，内容与公众在网页上看到的完全相同。出错时返回 application/problem+json。"
    "列表用 next 翻页；需要全部数据的，用 changes 接口读一遍，以后跟随变更。"
)


class Interface(NinjaAPI):
    """Describes mistakes as the problem JSON that they are."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**given | {"path_prefix": PREFIX})
        for operations in schema["paths"].values():
            for status, response in operations["get"]["responses"].items():
                if status >= HTTPStatus.BAD_REQUEST:
                    response["content"] = {MEDIA_TYPE: response["content"].pop("application/json")}
        return schema


class ChineseRenderer(JSONRenderer):
    """Writes Chinese as it is."""

    json_dumps_params = {"ensure_ascii": False}


interface = Interface(
    title="政府信息公开数据接口",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    renderer=ChineseRenderer(),
)
for part in (items, changes, searching, columns, topics, reports, organs):
    interface.add_router("", part.router)
interface.exception_handler(ProblemError)(answer_raised)
interface.exception_handler(ValidationError)(answer_invalid)


def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001  a view's signature
    """Whatever else is asked for below the interface's address."""
    return answer(HTTPStatus.NOT_FOUND, "接口中没有这个地址，请对照 /api/v1/openapi.json 核对。")


def _answering(found: URLPattern) -> URLPattern:
    return URLPattern(found.pattern, answering(found.callback), found.default_args, found.name)


urlpatterns = [
    *(_answering(one) for one in interface.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"),
    path("", answering(unknown)),
    path("<path:rest>", answering(unknown)),
]
