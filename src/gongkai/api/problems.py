"""What went wrong, as problem JSON (RFC 9457) in Chinese: what happened and what to do."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.errors import ValidationError
from pydantic import BaseModel, Field

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "60"
TITLES = {
    HTTPStatus.BAD_REQUEST: "参数不正确",
    HTTPStatus.NOT_FOUND: "没有找到",
    HTTPStatus.METHOD_NOT_ALLOWED: "只能读取",
    HTTPStatus.GONE: "已经撤回",
    HTTPStatus.TOO_MANY_REQUESTS: "请求过于频繁",
    HTTPStatus.INTERNAL_SERVER_ERROR: "程序出错",
    HTTPStatus.SERVICE_UNAVAILABLE: "暂时不能使用",
}
# What pydantic found, by the name it gives it; the rest is told in general words.
MISTAKES = {
    "missing": "缺少这个参数",
    "int_parsing": "应当是整数",
    "int_from_float": "应当是整数",
    "int_parsing_size": "数字太大",
    "bool_parsing": "应当是 true 或者 false",
    "string_pattern_mismatch": "写法不正确",
    "string_too_long": "太长，最多{max_length}个字",
    "string_too_short": "不能为空",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "enum": "只能是 {expected}",
    "literal_error": "只能是 {expected}",
}


class Mistake(BaseModel):
    """有误的参数"""

    parameter: str = Field(description="参数名")
    detail: str = Field(description="哪里不对")


class Problem(BaseModel):
    """出错说明（application/problem+json）"""

    type: str = Field(description="固定为 about:blank")
    title: str = Field(description="出了什么错")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="具体说明和处理办法")
    errors: list[Mistake] = Field(default_factory=list, description="有误的参数，逐个说明")


class ProblemError(Exception):
    """The answer is a problem."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        self.status = status
        self.detail = detail
        super().__init__(detail)


def missing(detail: str) -> ProblemError:
    """What is asked for is not there."""
    return ProblemError(HTTPStatus.NOT_FOUND, detail)


def answer(status: HTTPStatus, detail: str, errors: Sequence[Mistake] = ()) -> HttpResponse:
    """A problem as an answer."""
    found = Problem(
        type="about:blank",
        title=TITLES.get(status, status.phrase),
        status=status,
        detail=detail,
        errors=list(errors),
    )
    told = HttpResponse(found.model_dump_json(), status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        told["Retry-After"] = RETRY_AFTER
    return told


def answer_raised(request: HttpRequest, error: ProblemError) -> HttpResponse:  # noqa: ARG001  ninja's signature
    """What an operation raised."""
    return answer(error.status, error.detail)


def answer_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001  as above
    """What was asked does not fit the description of the interface."""
    # That a parameter could be left out, pydantic tells as a second mistake.
    mistakes = [_mistake(one) for one in error.errors if one["type"] != "none_required"]
    names = "、".join(dict.fromkeys(one.parameter for one in mistakes))
    return answer(HTTPStatus.BAD_REQUEST, f"请核对参数 {names}，改正后再试。", mistakes)


def _mistake(error: Mapping[str, Any]) -> Mistake:
    told = MISTAKES.get(error["type"], "写法不正确")
    # Behind its name may stand which of several types was tried, such as "constrained-str".
    name = next(part for part in reversed(error["loc"]) if str(part).isidentifier())
    return Mistake(parameter=name, detail=told.format(**error.get("ctx", {})))
