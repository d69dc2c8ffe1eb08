"""The organ's files at the desk: the list, one file, downloads by range, removing and restoring."""

import pytest
from tests.cast import TODAY
from tests.desk.visitor import logged_in
from tests.files import made
from tests.files.moments import MOMENT

from gongkai.files import actions, tasks
from gongkai.ledger.models import Entry

PAGE = "/desk/files/"


@pytest.fixture
def store(cast, keep):
    """Keep a file of 王经办, or of somebody else."""

    def kept(content=b"0123456789", name="名单.txt", by=None):
        with cast.entered(by or cast.wang):
            return keep(content, name, by=by)

    return kept


def body(answer):
    return answer.getvalue() if answer.streaming else answer.content


def seen(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def read(cast, file):
    with cast.entered(cast.wang):
        entry = Entry.objects.get(about=f"files.file:{file.pk}", act="files.FileStored").pk
    tasks.read_content(entry=entry, organ=cast.justice.pk)


def test_an_empty_list_teaches_what_to_do(cast):
    page = seen(logged_in(cast.wang))
    assert "还没有文件" in page
    assert "从断点继续" in page


def test_the_list_shows_the_files_and_the_room_they_take(cast, store):
    store()
    page = seen(logged_in(cast.wang))
    for words in ("名单.txt", "文本", "10\xa0字节", "王经办", "已用", "在用"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("name=名单", True),
        ("name=别的", False),
        ("kind=text", True),
        ("kind=pdf", False),
        ("by=王", True),
        ("since=2026-11-25&until=2026-11-25", True),
        ("until=2026-11-24", False),
        ("state=removed", False),
        ("name=%00", True),
        ("since=never", True),
    ],
)
def test_the_list_is_filtered(cast, store, query, shown):
    store()
    assert ("名单.txt</a>" in seen(logged_in(cast.wang), f"{PAGE}?{query}")) is shown


def test_the_list_is_exported(cast, store):
    store(name="=cmd().txt")
    answer = logged_in(cast.wang).get(f"{PAGE}?_export=csv")
    heading, row = answer.content.decode("utf-8-sig").splitlines()
    assert heading == "文件名,类型,大小,上传人,上传时间,状态"
    assert row.startswith("'=cmd().txt,文本,10,王经办,")


def test_a_file_tells_what_it_is_and_what_happened_to_it(cast, store):
    file = store()
    page = seen(logged_in(cast.wang), f"{PAGE}{file.pk}/")
    for words in ("名单.txt", file.stored.sha256, "保定市司法局", "上传文件", "正在生成预览"):
        assert words in page


def test_a_document_is_shown_as_a_harmless_page(cast, store):
    file = store(made.docx("预算<script>alert(1)</script>公开"), "答复.docx")
    read(cast, file)
    page = seen(logged_in(cast.wang), f"{PAGE}{file.pk}/")
    assert "预算&lt;script&gt;alert(1)&lt;/script&gt;公开" in page


def test_what_stands_in_the_database_is_cleaned_once_more(cast, store):
    file = store(made.docx(), "答复.docx")
    read(cast, file)
    with cast.entered(cast.wang):
        file.stored.extract.page = "<p>答复<script>alert(1)</script></p>"
        file.stored.extract.save()
    assert "<script>alert" not in seen(logged_in(cast.wang), f"{PAGE}{file.pk}/")


def test_the_pages_of_a_pdf_are_shown(cast, store):
    file = store(made.pdf(), "答复.pdf")
    read(cast, file)
    client = logged_in(cast.wang)
    assert f"{PAGE}{file.pk}/pages/1.png" in seen(client, f"{PAGE}{file.pk}/")
    answer = client.get(f"{PAGE}{file.pk}/pages/1.png")
    assert answer["Content-Type"] == "image/png"
    assert body(answer).startswith(b"\x89PNG")
    assert client.get(f"{PAGE}{file.pk}/pages/2.png").status_code == 404


def test_a_download_is_whole_named_in_chinese_and_harmless_to_a_browser(cast, store):
    content = made.docx()
    file = store(content, "关于公开的答复.docx")
    answer = logged_in(cast.wang).get(f"{PAGE}{file.pk}/download/", headers={"Accept-Encoding": "gzip"})
    assert body(answer) == content
    assert answer["Content-Length"] == str(len(content))
    assert "Content-Encoding" not in answer
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E5%85%B3%E4%BA%8E%E5%85%AC%E5%BC%80%E7%9A%84%E7%AD%94%E5%A4%8D.docx"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "status", "content", "told"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=8-100", 206, b"89", "bytes 8-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("lines=1", 200, b"0123456789", None),
    ],
)
def test_a_range_is_sent_as_asked(cast, store, asked, status, content, told):
    file = store()
    answer = logged_in(cast.wang).get(f"{PAGE}{file.pk}/download/", headers={"Range": asked})
    assert (answer.status_code, body(answer), answer.get("Content-Range")) == (status, content, told)
    assert answer["ETag"] == f'"{file.stored.sha256}"'
    if status != 416:
        assert answer["Content-Length"] == str(len(content))
        assert answer["Accept-Ranges"] == "bytes"


def test_a_range_of_another_state_of_the_file_is_answered_with_the_whole(cast, store):
    file = store()
    client, address = logged_in(cast.wang), f"{PAGE}{file.pk}/download/"
    for meant, status in ((f'"{file.stored.sha256}"', 206), ('"other"', 200)):
        answer = client.get(address, headers={"Range": "bytes=0-1", "If-Range": meant})
        assert answer.status_code == status
        body(answer)


def test_a_browser_that_has_the_file_is_told_so(cast, store):
    file = store()
    etag = f'"{file.stored.sha256}"'
    answer = logged_in(cast.wang).get(f"{PAGE}{file.pk}/download/", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_asking_for_the_head_sends_no_content(cast, store):
    file = store()
    answer = logged_in(cast.wang).head(f"{PAGE}{file.pk}/download/")
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, "10", b"")


def test_a_content_lost_from_the_disk_is_a_clear_not_found(cast, store):
    file = store()
    file.stored.path.unlink()
    assert logged_in(cast.wang).get(f"{PAGE}{file.pk}/download/").status_code == 404


def test_a_file_is_removed_found_again_and_restored(cast, store):
    file = store()
    client = logged_in(cast.wang)
    answer = client.post(f"{PAGE}{file.pk}/remove/", follow=True)
    assert "30 天内可以" in answer.content.decode()
    assert "名单.txt</a>" not in seen(client)
    assert "名单.txt</a>" in seen(client, f"{PAGE}?state=removed")
    assert "不需要" not in client.post(f"{PAGE}{file.pk}/remove/", follow=True).content.decode()
    assert "已恢复" in client.post(f"{PAGE}{file.pk}/restore/", follow=True).content.decode()
    assert "名单.txt</a>" in seen(client)
    assert "无需恢复" in client.post(f"{PAGE}{file.pk}/restore/", follow=True).content.decode()
    with cast.entered(cast.wang):
        acts = list(Entry.objects.order_by("number").values_list("act", flat=True))
    assert acts == ["files.FileStored", "files.FileRemoved", "files.FileRestored"]


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete"])
@pytest.mark.parametrize("tail", ["", "download/", "pages/1.png", "remove/", "restore/"])
def test_a_file_of_another_organ_is_not_found_by_any_way(cast, store, method, tail):
    file = store(made.pdf(), "财政.pdf", by=cast.zhao)
    answer = getattr(logged_in(cast.wang), method)(f"{PAGE}{file.pk}/{tail}")
    assert answer.status_code in (404, 405)
    with cast.entered(cast.zhao):
        file.refresh_from_db()
    assert file.removed_at is None


def test_a_file_of_another_organ_looks_like_one_that_never_was(cast, store):
    file = store(by=cast.zhao)
    client = logged_in(cast.wang)
    theirs, none = client.get(f"{PAGE}{file.pk}/"), client.get(f"{PAGE}{file.pk + 1000}/")
    assert theirs.content.replace(str(file.pk).encode(), b"") == none.content.replace(
        str(file.pk + 1000).encode(), b""
    )
    assert "名单.txt" not in seen(client)


def test_a_supervisor_reads_what_is_below_and_changes_nothing(cast, store):
    file = store()
    client = logged_in(cast.sun)
    assert "司法局" in seen(client)
    assert "名单.txt" in seen(client, f"{PAGE}{file.pk}/")
    assert body(client.get(f"{PAGE}{file.pk}/download/")) == b"0123456789"
    assert client.post(f"{PAGE}{file.pk}/remove/").status_code == 403
    assert client.get(f"{PAGE}upload/").status_code == 403


def test_nobody_sees_anything_without_logging_in(client, store):
    file = store()
    for tail in ("", "upload/", f"{file.pk}/", f"{file.pk}/download/", f"{file.pk}/pages/1.png", "uploads/"):
        answer = client.get(f"{PAGE}{tail}")
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]


def test_a_removed_file_whose_content_is_gone_is_not_found(cast, store):
    file = store()
    with cast.entered(cast.wang):
        actions.remove(file, on=TODAY, at=MOMENT, by=cast.wang)
        actions.purge(file.stored, on=TODAY, at=MOMENT, by=cast.wang)
    assert logged_in(cast.wang).get(f"{PAGE}{file.pk}/").status_code == 404
