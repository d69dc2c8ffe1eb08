"""Uploading at the desk: by a form, and in pieces as tus 1.0 has it; every refusal says what to do."""

from base64 import b64encode
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.desk.visitor import logged_in
from tests.files import made
from tests.files.scanner import EICAR, on_a_port

from gongkai.files import disk
from gongkai.files.models import File, Upload

FORM, UPLOADS = "/desk/files/upload/", "/desk/files/uploads/"
VERSION = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


@pytest.fixture
def wang(cast):
    return logged_in(cast.wang)


@pytest.fixture
def held(cast):
    """What the justice bureau has: the names of its files."""

    def names():
        with cast.entered(cast.wang):
            return list(File.objects.order_by("pk").values_list("name", flat=True))

    return names


def sent(client, *files, **more):
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(FORM, {"chosen": chosen}, **more)


def begin(client, length, name="名单.txt", **headers):
    metadata = f"filetype dGV4dA==, filename {b64encode(name.encode()).decode()}"
    announced = {"Upload-Length": str(length), "Upload-Metadata": metadata}
    return client.post(UPLOADS, headers=VERSION | announced | headers)


def patch(client, address, offset, content, kind=PIECE, **headers):
    where = {"Upload-Offset": str(offset), "Content-Length": str(len(content))}
    # Of an empty body Django's client would send no type.
    return client.patch(
        address, content, content_type=kind, headers=VERSION | where | headers, CONTENT_TYPE=kind
    )


def head(client, address):
    return client.head(address, headers=VERSION)


def whole(client, content, name):
    """All of a file in one piece; the answer to it."""
    return patch(client, begin(client, len(content), name)["Location"], 0, content)


# --- by the form ---


def test_the_page_says_what_may_be_sent_and_how_much(wang):
    page = wang.get(FORM).content.decode()
    for words in (
        "可以上传：PDF",
        "每个文件不超过 200 MB",
        "一次最多选 20 个",
        "也可以把文件拖到这里",
        "本机关文件空间",
    ):
        assert words in page
    assert f'data-upload-url="{UPLOADS}"' in page


def test_files_sent_by_the_form_are_kept(wang, held):
    answer = sent(wang, ("答复.docx", made.docx()), ("名单.txt", b"text"))
    assert answer.status_code == 302
    page = wang.get(answer["Location"]).content.decode()
    assert "已保存“答复.docx”" in page
    assert "已保存“名单.txt”" in page
    assert held() == ["答复.docx", "名单.txt"]


def test_a_mislabelled_file_is_kept_under_its_true_suffix_and_the_person_is_told(wang, held):
    page = wang.get(sent(wang, ("答复.pdf", made.docx()))["Location"]).content.decode()
    assert "文件内容是“Word 文档”，与原来的后缀不符，已改名为“答复.docx”" in page
    assert held() == ["答复.docx"]


def test_without_a_choice_the_form_says_what_is_missing(wang):
    answer = wang.post(FORM, {})
    assert answer.status_code == 422
    assert "还没有选择文件。请先选择一个或几个文件" in answer.content.decode()


REFUSALS = [
    ("空.txt", b"", "文件是空的"),
    ("网页.html", b"<html><script>alert(1)</script>", "请打印或另存为 PDF 后再上传"),
    ("程序.pdf", b"MZ\x90\0" + b"\0\1" * 200, "可以上传：PDF"),
    ("坏.pdf", b"%PDF-1.7\nnothing\n%%EOF\n", "请重新取得完整的文件"),
    ("密码.pdf", made.locked_pdf(), "请去掉密码后再上传"),
    ("炸弹.zip", made.package({"a.txt": b"\0" * (40 << 20)}), "压缩炸弹"),
    ("两样.pdf", made.pdf() + made.package({"a.txt": b"x"}), "没有保存。请用原来的软件打开后另存"),
]


@pytest.mark.parametrize(("name", "content", "told"), REFUSALS, ids=[one[0] for one in REFUSALS])
def test_a_refusal_names_the_file_and_says_what_to_do(wang, held, name, content, told):
    answer = sent(wang, (name, content), ("名单.txt", b"text"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"“{name}”：" in page
    assert told in page
    # The others of the same choice are safe, and the page says so.
    assert "另外 1 个文件已经保存，不需要重新上传" in page
    assert held() == ["名单.txt"]


def test_a_virus_is_refused(wang, held, settings):
    with on_a_port() as (_, settings.CLAMD):
        page = sent(wang, ("名单.txt", EICAR)).content.decode()
    assert "文件里发现病毒（Eicar-Signature），没有保存。请先在本机查杀病毒" in page
    assert held() == []


def test_a_scanner_that_does_not_answer_lets_nothing_in(wang, held, settings):
    settings.CLAMD = "127.0.0.1:1"
    assert "请过几分钟再上传" in sent(wang, ("名单.txt", b"text")).content.decode()
    assert held() == []


def test_a_form_that_is_too_large_is_refused_before_it_is_read(wang, held, settings):
    settings.FILES_MOST_BYTES = 1 << 10
    answer = sent(wang, ("名单.txt", b"x" * (3 << 20)))
    assert answer.status_code == 413
    assert "一个也没有保存。请减少后再上传" in answer.content.decode()
    assert held() == []


def test_a_file_that_is_too_large_alone_is_named(wang, held, settings):
    settings.FILES_MOST_BYTES = 1 << 20
    page = sent(wang, ("大.txt", b"x" * (1200 << 10)), ("名单.txt", b"text")).content.decode()
    assert "“大.txt”：文件有 1.2 MB，超过 1 MB 的上限，没有上传。请压缩或拆分后再上传。" in page
    assert held() == ["名单.txt"]


def test_too_many_files_at_once_are_refused(wang, held, settings):
    settings.FILES_MOST_AT_ONCE = settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    answer = sent(wang, *[(f"{number}.txt", b"text") for number in range(3)])
    assert answer.status_code == 413
    assert "超过 2 个，一个也没有保存" in answer.content.decode()
    assert held() == []


def test_a_full_disk_is_told(wang, held, monkeypatch):
    def full(*_):
        raise disk.DiskFullError

    monkeypatch.setattr(disk, "write_at", full)
    assert "磁盘空间不足" in sent(wang, ("名单.txt", b"text")).content.decode()
    assert held() == []


def test_an_organ_without_room_is_told_what_to_do(wang, held, settings):
    settings.FILES_ORGAN_BYTES = 3
    assert (
        "请先删除不用的文件，或者请系统管理员扩大空间" in sent(wang, ("名单.txt", b"text")).content.decode()
    )
    assert held() == []


def test_a_hostile_name_is_shown_as_text(wang):
    page = sent(wang, ("<img src=x onerror=alert(1)>.pdf", b"%PDF-nothing")).content.decode()
    assert "<img src=x" not in page


def test_a_form_of_another_site_is_refused(cast, held):
    client = Client(enforce_csrf_checks=True)
    client.cookies = logged_in(cast.wang).cookies
    assert sent(client, ("名单.txt", b"text")).status_code == 403
    assert begin(client, 4).status_code == 403
    assert held() == []


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_the_form_is_only_looked_at_or_sent(wang, method):
    assert getattr(wang, method)(FORM).status_code == 405


# --- in pieces ---


def test_a_file_in_pieces_is_kept_and_its_page_told(wang, held):
    announced = begin(wang, 10)
    address = announced["Location"]
    assert (announced.status_code, announced["Upload-Offset"]) == (201, "0")
    assert "Upload-Expires" in announced
    first = patch(wang, address, 0, b"01234")
    assert (first.status_code, first["Upload-Offset"], first.get("File-Location")) == (204, "5", None)
    assert (head(wang, address)["Upload-Offset"], head(wang, address)["Upload-Length"]) == ("5", "10")
    last = patch(wang, address, 5, b"56789")
    assert (last.status_code, unquote(last["File-Remark"])) == (204, "名单.txt\n")
    assert wang.get(last["File-Location"]).status_code == 200
    assert head(wang, address)["File-Location"] == last["File-Location"]  # for whom the answer was lost
    assert held() == ["名单.txt"]


def test_a_new_name_is_told(wang):
    name, remark = unquote(whole(wang, made.docx(), "答复.pdf")["File-Remark"]).split("\n")
    assert name == "答复.docx"
    assert "已改名为" in remark


@pytest.mark.parametrize(("name", "content", "told"), REFUSALS[1:], ids=[one[0] for one in REFUSALS[1:]])
def test_what_came_in_pieces_is_looked_through_too(wang, held, name, content, told):
    answer = whole(wang, content, name)
    assert answer.status_code == 422
    assert told in answer.json()["error"]
    assert held() == []


@pytest.mark.parametrize("length", [0, 10 << 30])
def test_a_length_that_cannot_be_is_refused_before_anything_is_sent(wang, length):
    answer = begin(wang, length)
    assert answer.status_code == 413
    assert "没有上传。请" in answer.json()["error"]


def test_pieces_that_do_not_follow_are_refused(wang):
    address = begin(wang, 10)["Location"]
    answer = patch(wang, address, 5, b"56789")
    assert (answer.status_code, head(wang, address)["Upload-Offset"]) == (409, "0")
    assert patch(wang, address, 0, b"0" * 11).status_code == 413


def test_a_passing_fault_keeps_what_was_received(wang, held, settings):
    settings.CLAMD = "127.0.0.1:1"
    address = begin(wang, 4)["Location"]
    answer = patch(wang, address, 0, b"text")
    assert (answer.status_code, head(wang, address)["Upload-Offset"]) == (424, "4")
    settings.CLAMD = ""
    assert patch(wang, address, 4, b"").status_code == 204
    assert held() == ["名单.txt"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2"}, 412),
        ({"Upload-Length": ""}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "1e3"}, 400),
        ({"Upload-Length": "٣"}, 400),
        ({"Upload-Length": "9" * 40}, 400),
        ({"Upload-Metadata": "filename ???"}, 400),
        ({"Upload-Metadata": "filename /w=="}, 400),
        ({"Upload-Metadata": ""}, 201),
        ({"Upload-Metadata": "filename"}, 201),
    ],
)
def test_only_what_follows_the_protocol_is_announced(wang, headers, status):
    answer = begin(wang, 4, **headers)
    assert (answer.status_code, answer["Tus-Resumable"]) == (status, "1.0.0")


@pytest.mark.parametrize(
    ("kind", "headers", "status"),
    [
        ("text/plain", {}, 415),
        (PIECE, {"Upload-Offset": ""}, 400),
        (PIECE, {"Upload-Offset": "x"}, 400),
        (PIECE, {"Tus-Resumable": ""}, 412),
    ],
)
def test_only_what_follows_the_protocol_is_taken_in(wang, kind, headers, status):
    address = begin(wang, 4)["Location"]
    assert patch(wang, address, 0, b"text", kind, **headers).status_code == status
    assert head(wang, address)["Upload-Offset"] == "0"


def test_what_the_server_can_do_is_told_without_a_version(wang):
    answer = wang.options(UPLOADS)
    assert answer.status_code == 204
    assert answer["Tus-Extension"] == "creation,expiration,termination"
    assert int(answer["Tus-Max-Size"]) == 200 << 20


def test_an_organ_without_room_keeps_what_was_received(wang, settings):
    address = begin(wang, 8)["Location"]
    patch(wang, address, 0, b"text")
    settings.FILES_ORGAN_BYTES = 3
    answer = patch(wang, address, 4, b"text")
    assert (answer.status_code, head(wang, address)["Upload-Offset"]) == (507, "8")
    assert "空间已满" in answer.json()["error"]
    settings.FILES_ORGAN_BYTES = 8
    assert patch(wang, address, 8, b"").status_code == 204


def test_an_upload_is_given_up(wang, cast):
    address = begin(wang, 4)["Location"]
    patch(wang, address, 0, b"te")
    assert wang.delete(address, headers=VERSION).status_code == 204
    assert head(wang, address).status_code == 404
    with cast.entered(cast.wang):
        assert not Upload.objects.exists()


def test_what_was_left_half_way_is_listed_and_can_be_cancelled(wang):
    address = begin(wang, 4)["Location"]
    patch(wang, address, 0, b"te")
    page = wang.get(FORM).content.decode()
    assert "没有传完的文件" in page
    assert f'data-left="{address}"' in page
    page = wang.post(f"{address}cancel/", follow=True).content.decode()
    assert "已取消上传“名单.txt”" in page
    assert "没有传完的文件" not in page
    assert wang.post(f"{address}cancel/").status_code == 404


@pytest.mark.parametrize("person", ["li", "zhao", "zhou"])
def test_nobody_else_touches_an_upload(wang, cast, person):
    address = begin(wang, 4)["Location"]
    other = logged_in(getattr(cast, person))
    assert head(other, address).status_code == 404
    assert patch(other, address, 0, b"text").status_code == 404
    assert other.delete(address, headers=VERSION).status_code == 404
    assert other.post(f"{address}cancel/").status_code == 404
    assert "没有传完的文件" not in other.get(FORM).content.decode()
    assert head(wang, address).status_code == 200


def test_who_only_reads_uploads_nothing(cast):
    reader = logged_in(cast.sun)
    assert reader.get(FORM).status_code == 403
    assert sent(reader, ("名单.txt", b"text")).status_code == 403
    assert begin(reader, 4).status_code == 403
    assert FORM not in reader.get("/desk/files/").content.decode()
