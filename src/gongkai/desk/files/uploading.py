"""Uploading: in pieces that can be resumed (tus 1.0, core, creation, termination), or by an ordinary form.

The form also serves browsers without scripts. Both end in the same acceptance.
"""

import binascii
import uuid
from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.http import HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.timezone import localdate, now
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.desk.files.forms import UploadForm
from gongkai.desk.http import StaffRequest, needs, working_organ
from gongkai.files import disk, receiving
from gongkai.files.actions import NoRoomError
from gongkai.files.models import File, Upload
from gongkai.files.queries import under_way, usage
from gongkai.files.receiving import MEGABYTE, BusyError, GoneError, TooLargeError, WrongOffsetError
from gongkai.files.scanning import ScannerDownError
from gongkai.ledger.actions import RefusedError
from gongkai.organs.models import Organ

VERSION = "1.0.0"
PIECES = "application/offset+octet-stream"
LONGEST_NUMBER = 19  # digits
STATUS: dict[type[RefusedError], HTTPStatus] = {
    TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    WrongOffsetError: HTTPStatus.CONFLICT,
    BusyError: HTTPStatus.LOCKED,
    GoneError: HTTPStatus.GONE,
    # Not one of the server's own errors, which would undo that the last piece was received.
    ScannerDownError: HTTPStatus.FAILED_DEPENDENCY,
    NoRoomError: HTTPStatus.INSUFFICIENT_STORAGE,
    disk.DiskFullError: HTTPStatus.INSUFFICIENT_STORAGE,
}
View = Callable[..., HttpResponse]


class ProtocolError(RefusedError):
    """A request is not as the protocol wants it; only programs meet this."""

    def __init__(self, message: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        self.status = status
        super().__init__(message)


def protocol(view: View) -> View:
    """Answer a refusal with its status and words, and every request with the protocol's version."""

    @wraps(view)
    def answered(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
                raise ProtocolError(f"请使用 tus {VERSION} 版的上传协议。", HTTPStatus.PRECONDITION_FAILED)
            response = view(request, *args, **kwargs)
        except RefusedError as error:
            status = error.status if isinstance(error, ProtocolError) else _status(error)
            response = JsonResponse({"error": str(error)}, status=status)
        response["Tus-Resumable"] = response["Tus-Version"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answered


@require_http_methods(["OPTIONS", "POST"])
@needs("files.store")
@protocol
def uploads(request: StaffRequest) -> HttpResponse:
    """Announce a file, or ask what the server can do."""
    if request.method == "OPTIONS":
        able = {"Tus-Extension": "creation,expiration,termination"}
        return HttpResponse(status=204, headers=able | {"Tus-Max-Size": str(settings.FILES_MOST_BYTES)})
    organ = _storing_organ(request)
    length = _number(request, "Upload-Length")
    upload = receiving.begin(organ, _announced_name(request), length, at=now(), by=request.user)
    response = HttpResponse(status=201)
    response["Location"] = reverse("desk:file-pieces", args=[upload.pk])
    return _told(response, upload)


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@needs("files.store")
@protocol
def pieces(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Tell how far an upload is, take the next pieces, or give it up."""
    upload = Upload.objects.filter(pk=pk, user=request.user).first()
    if upload is None:
        raise ProtocolError("没有这次上传，或者已经过期。请重新选择文件上传。", HTTPStatus.NOT_FOUND)
    if request.method == "DELETE":
        receiving.abandon(upload)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        return _patch(request, upload)
    return _told(HttpResponse(), upload)


@csrf_exempt  # only until the length is looked at: ``_upload`` is protected
@needs("files.store")
def upload(request: StaffRequest) -> HttpResponse:
    """The page for choosing files; without scripts the form comes here too."""
    try:
        return _upload(request)
    except (RequestDataTooBig, TooManyFilesSent):
        most = settings.FILES_MOST_BYTES // MEGABYTE
        told = (
            f"这次选择的文件合计超过 {most} MB，或者超过 {settings.FILES_MOST_AT_ONCE} 个，"
            "一个也没有保存。请减少后再上传。"
        )
        return _form(request, UploadForm(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE, failure=told)
    except OSError as error:
        if error.errno not in disk.NO_ROOM:
            raise
        return _form(
            request, UploadForm(), HTTPStatus.INSUFFICIENT_STORAGE, failure=str(disk.DiskFullError())
        )


@require_POST
@needs("files.store")
def cancel(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Give up an upload that was left half-way."""
    upload = get_object_or_404(Upload, pk=pk, user=request.user, file__isnull=True)
    receiving.abandon(upload)
    messages.success(request, f"已取消上传“{upload.name}”。")
    return redirect("desk:file-upload")


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _upload(request: StaffRequest) -> HttpResponse:
    organ = _storing_organ(request)
    if request.method != "POST":
        return _form(request, UploadForm(), HTTPStatus.OK)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    kept, refused = [], []
    for sent in form.cleaned_data["chosen"]:
        try:
            kept.append(_received(request, organ, sent))
        except RefusedError as error:
            refused.append((sent.name, str(error)))
    if refused:
        return _form(request, UploadForm(), HTTPStatus.UNPROCESSABLE_ENTITY, kept=kept, refused=refused)
    for file, remark in kept:
        messages.success(request, f"已保存“{file.name}”。{remark}")
    return redirect("desk:files")


def _received(request: StaffRequest, organ: Organ, sent: Any) -> tuple[File, str]:
    receiving.check_length(sent.size)
    return receiving.receive(
        organ, sent.name, sent.chunks(disk.PIECE), on=localdate(), at=now(), by=request.user
    )


def _form(request: StaffRequest, form: UploadForm, status: HTTPStatus, **result: Any) -> HttpResponse:
    context = {
        "form": form,
        "usage": usage(_storing_organ(request).pk),
        "under_way": under_way(request.user.pk, now()),
        **result,
    }
    return render(request, "desk/files/upload.html", context, status=status)


def _patch(request: StaffRequest, upload: Upload) -> HttpResponse:
    if request.content_type != PIECES:
        raise ProtocolError(f"内容类型应为 {PIECES}。", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    offset, announced = _number(request, "Upload-Offset"), _number(request, "Content-Length")
    if offset + announced > upload.length:
        raise TooLargeError("传来的内容比文件登记的大小还多，没有接收。请重新选择文件上传。")
    receiving.take_in(upload, offset, _body(request), at=now())
    response = HttpResponse(status=204)
    if upload.offset == upload.length:
        file, remark = receiving.finish(upload, on=localdate(), at=now(), by=request.user)
        response["File-Remark"] = quote(f"{file.name}\n{remark}")
    return _told(response, upload)


def _body(request: StaffRequest) -> Iterator[bytes]:
    """What comes, until it ends or the line breaks: what has come by then is kept."""
    try:
        while piece := request.read(disk.PIECE):
            yield piece
    except UnreadablePostError:
        return


def _told(response: HttpResponse, upload: Upload) -> HttpResponse:
    response["Upload-Offset"] = str(upload.offset)
    response["Upload-Length"] = str(upload.length)
    response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    if upload.file_id is not None:
        response["File-Location"] = reverse("desk:file", args=[upload.file_id])
    return response


def _storing_organ(request: StaffRequest) -> Organ:
    organ = working_organ(request)
    if not request.user.has_perm("files.store", organ):
        raise PermissionDenied("files.store")
    return organ


def _number(request: StaffRequest, header: str) -> int:
    written = request.headers.get(header, "")
    if not (written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER):
        raise ProtocolError(f"请求头 {header} 应为数字。")
    return int(written)


def _announced_name(request: StaffRequest) -> str:
    """The name among the metadata: pairs of a key and a value in base64, parted by commas."""
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return b64decode(value, validate=True).decode()
            except (binascii.Error, ValueError) as error:
                raise ProtocolError("请求头 Upload-Metadata 中的文件名应为 base64 编码的 UTF-8。") from error
    return ""


def _status(error: RefusedError) -> HTTPStatus:
    return STATUS.get(type(error), HTTPStatus.UNPROCESSABLE_ENTITY)
