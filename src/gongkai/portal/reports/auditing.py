"""年报体检: anyone brings a report and gets the audit at once. Nothing of it is stored or logged."""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.documents.annual_tables import printed
from gongkai.faces.limiting import Limit, is_often
from gongkai.faces.verdicts import VERDICTS, by_verdict
from gongkai.files.handlers import HeldUploadHandler
from gongkai.files.judging import Judged, UnjudgedError, judged
from gongkai.law.annual.findings import Finding, Verdict
from gongkai.law.annual.tables import Tables
from gongkai.reports.queries import is_free

MEGABYTES = HeldUploadHandler.most_bytes >> 20
AUDITS = Limit("audit", 30, 600)  # by address: whole offices share one
SUFFIXES = ".docx,.pdf,.html,.htm,.txt,.md,.xlsx"
CHOOSE = "请先选择要体检的年度报告文件。"
TOO_LARGE = f"文件超过{MEGABYTES}MB，没有读取。请另存为较小的文件（例如压缩其中的图片）后再试。"
OFTEN = "操作太频繁：十分钟内已体检很多次，请过一会儿再试；成批的报告可以用本软件的 gongkai audit 命令体检。"
BUSY = "现在有另一份报告正在体检，请过十几秒再点一次“开始体检”。"


class _RefusedError(Exception):
    """Nothing is audited; why, and with which status."""

    def __init__(self, why: str, status: HTTPStatus) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it was read; ``verdict`` is the worst of what was found of it."""

    text: str
    verdict: str = ""


# Nobody is logged in here, so that no other site could act in anybody's name.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def audit(request: HttpRequest) -> HttpResponse:
    """The form; with a file, what the audit says of it, as a page or as JSON."""
    if request.method != "POST":
        return _form(request)
    request.upload_handlers = [HeldUploadHandler(request)]
    try:
        found = _judged(request)
    except _RefusedError as error:
        return _refused(request, str(error), error.status)
    if _wants_json(request):
        return JsonResponse(dict(found.told), json_dumps_params={"ensure_ascii": False, "indent": 1})
    return render(request, "portal/reports/audited.html", _context(found))


def _judged(request: HttpRequest) -> Judged:
    if is_often(AUDITS, request, now()):
        raise _RefusedError(OFTEN, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        file = request.FILES.get("report")
    except (RequestDataTooBig, TooManyFilesSent, TooManyFieldsSent) as error:
        raise _RefusedError(TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from error
    if file is None:
        raise _RefusedError(CHOOSE, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not is_free():
        raise _RefusedError(BUSY, HTTPStatus.SERVICE_UNAVAILABLE)
    try:
        return judged(file.name or "", file.read())
    except UnjudgedError as error:
        raise _RefusedError(str(error), HTTPStatus.UNPROCESSABLE_ENTITY) from error


def _wants_json(request: HttpRequest) -> bool:
    accepts = request.headers.get("Accept", "")
    return "application/json" in accepts or request.GET.get("format") == "json"


def _refused(request: HttpRequest, why: str, status: HTTPStatus) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"error": why}, status=status, json_dumps_params={"ensure_ascii": False})
    return _form(request, why, status)


def _form(request: HttpRequest, why: str = "", status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    context = {"why": why, "suffixes": SUFFIXES, "megabytes": MEGABYTES}
    return render(request, "portal/reports/audit.html", context, status=status)


def _context(found: Judged) -> dict[str, Any]:
    told = json.dumps(found.told, ensure_ascii=False, indent=1)
    return {
        "name": found.told["organ"] or "机关名称没有读出",
        "year": found.told["year"],
        "verdict": VERDICTS[found.verdict],
        "is_only_wording": found.is_only_wording,
        "groups": list(by_verdict(found.findings)),
        "passed": [one for one in found.findings if one.verdict is Verdict.PASS],
        "tables": list(_tables(found)),
        # Handed out with the page itself, for nothing is kept from which it could be asked for later.
        "data": b64encode(told.encode()).decode(),
    }


def _tables(found: Judged) -> Iterator[tuple[str, Sequence[str], list[tuple[str, list[Shown]]]]]:
    """The three tables as they were read: title, heads, and rows with the marks of what was found."""
    tables, form = found.tables, found.tables.form
    marks = _Marks(tables, found.findings)
    yield (
        form.proactive_title,
        ("数据",),
        [
            (
                f"{row.label}：{form.proactive_columns[column]}",
                [marks.shown(f"proactive.{row.key}.{column}")],
            )
            for row in form.proactive_rows
            for column in row.columns
        ],
    )
    yield (
        form.requests_title,
        tuple(form.applicants.values()),
        [
            (
                form.request_label(row.key),
                [marks.shown(f"requests.{row.key}.{kind}") for kind in form.applicants],
            )
            for row in form.request_rows
        ],
    )
    yield (
        form.disputes_title,
        tuple(form.outcomes.values()),
        [
            (block.label, [marks.shown(f"disputes.{block.key}.{one}") for one in form.outcomes])
            for block in form.blocks
        ],
    )


class _Marks:
    """Which cells were found wrong, or want a look; a finding may name a cell or a whole row."""

    def __init__(self, tables: Tables, findings: Sequence[Finding]) -> None:
        self._figures = dict(tables.cells())
        self._marks: dict[str, str] = {}
        for one in findings:
            if one.verdict in (Verdict.FAIL, Verdict.UNCERTAIN):
                word = VERDICTS[one.verdict].word
                for cell in one.cells:
                    if self._marks.get(cell) != VERDICTS[Verdict.FAIL].word:
                        self._marks[cell] = word

    def shown(self, cell: str) -> Shown:
        """The cell as it was read."""
        row = cell.rpartition(".")[0]
        return Shown(printed(self._figures.get(cell)), self._marks.get(cell) or self._marks.get(row, ""))
