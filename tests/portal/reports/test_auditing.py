"""年报体检: the audit of what anybody brings, at once, without a trace of it."""

import json
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.audit.hostile import HOSTILE

from gongkai import data
from gongkai.documents import docx, report_file
from gongkai.documents.annual_report import build
from gongkai.files import judging
from gongkai.files.handlers import HeldUploadHandler
from gongkai.portal.reports import auditing

PAGE = "/reports/audit/"
NAME = "示例市司法局2025年年报.docx"
# Some that swell, one that is locked, one of another kind.
BROUGHT = ("zip bomb", "entity bomb", "encrypted pdf", "elements without end", "a picture")


def report(**wrong):
    told = report_file.read(data.read_text("demo/report.json"))
    rows = {**told.tables.requests, **wrong}
    return docx.render(build(replace(told, tables=replace(told.tables, requests=rows))))


@pytest.fixture
def visitor(db, settings, tmp_path):  # noqa: ARG001  a fixture in use
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    (tmp_path / "incoming").mkdir()
    cache.clear()
    yield Client(enforce_csrf_checks=True)
    assert not list((tmp_path / "incoming").iterdir())
    assert not (tmp_path / "files").exists()


def brought(visitor, content, name=NAME, query="", **more):
    return visitor.post(PAGE + query, {"report": SimpleUploadedFile(name, content)}, **more)


def test_what_is_wrong_is_told_with_its_cells_and_taken_along(visitor):
    page = visitor.get(PAGE).text
    for words in ("开始体检", "不保存、不写入磁盘", 'enctype="multipart/form-data"'):
        assert words in page
    answer = brought(visitor, report(granted=(17, 3, 0, 0, 0, 0, 21)))
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("max-age=0")
    page = answer.text
    for words in ("示例市司法局", "2025年", "不符（", "T3-1", "is-broken", "再体检一份"):
        assert words in page
    assert page.count("<tbody>") == 3
    assert "data:application/json;base64," in page


def test_a_report_on_both_forms_is_told_on_the_rows_that_it_has(visitor):
    """The founding report: its table 2 follows the form before."""
    answer = brought(visitor, data.read_text("demo/baoding-2023.txt").encode(), "2023年年报.txt")
    assert answer.status_code == 200
    assert answer.text.count("<tbody>") == 3
    assert "保定市司法局" in answer.text
    assert "信息内容" not in answer.text


def test_a_sound_report_passes_and_programs_read_it(visitor):
    answer = brought(visitor, report(), query="?format=json")
    told = answer.json()
    assert (told["organ"], told["year"], told["verdict"]) == ("示例市司法局", 2025, "PASS")
    assert told["tables"]["requests"]["new"][6] == 47
    page = data.read_text("demo/baoding-2023.txt").encode()
    told = json.loads(brought(visitor, page, "年报.txt", headers={"accept": "application/json"}).content)
    assert told["year"] == 2023
    assert told["verdict"] == "NOT_ASSESSABLE"


@pytest.mark.parametrize("kind", BROUGHT)
def test_a_hostile_file_ends_in_one_sentence(visitor, kind):
    name, make, _ = HOSTILE[kind]
    answer = brought(visitor, make(), name)
    assert answer.status_code == 422
    told = answer.text.split('<p id="why">')[1].split("</p>")[0]
    assert told.endswith("。")
    assert "Error" not in told


def test_one_that_hangs_or_dies_ends_in_one_sentence(visitor, monkeypatch):
    monkeypatch.setattr(judging, "PATIENCE", 0.01)
    assert "已停止" in brought(visitor, report()).text


def test_what_cannot_be_taken_is_said_before_it_is_read(visitor, monkeypatch):
    answer = visitor.post(PAGE, {})
    assert answer.status_code == 422
    assert "请先选择" in answer.text
    monkeypatch.setattr(HeldUploadHandler, "most_bytes", -(1 << 20))
    answer = brought(visitor, b"x")
    assert answer.status_code == 413
    assert "没有读取" in answer.text


def test_nobody_asks_too_often_nor_two_at_once(visitor, monkeypatch):
    monkeypatch.setattr(auditing, "is_free", lambda: False)
    answer = brought(visitor, b"x", query="?format=json")
    assert answer.status_code == 503
    assert "请过十几秒" in answer.json()["error"]
    monkeypatch.setattr(auditing, "AUDITS", replace(auditing.AUDITS, most=0))
    answer = brought(visitor, b"x")
    assert answer.status_code == 429
    assert "请过一会儿" in answer.text
