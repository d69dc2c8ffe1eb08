"""Annual reports as the public reads them: published ones, as page, Word, PDF and data."""

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from gongkai.portal.reports.views import body_of


@pytest.fixture
def visitor():
    return Client()


def test_a_published_report_is_read_as_a_page_and_taken_along(year, visitor):
    year.published()
    assert "2025年年报" in visitor.get("/reports/").text
    assert "/justice/reports/2025/" in visitor.get("/justice/reports/").text
    page = visitor.get("/justice/reports/2025/").text
    assert "保定市司法局2025年政府信息公开工作年度报告" in page
    assert page.count("<h1") == 1
    assert "style=" not in page.split("<article", 1)[1].split("</article>", 1)[0]
    assert page.split("<article", 1)[1].split("</article>", 1)[0].count("<table") == 3
    assert page.count("<svg viewBox") == 1
    for suffix, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = visitor.get(f"/justice/reports/2025.{suffix}")
        assert b"".join(answer.streaming_content).startswith(start)
    told = json.loads(visitor.get("/justice/reports/2025.json").content)
    assert told["year"] == 2025
    assert told["$schema"].endswith("/reports/report.schema.json")
    schema = json.loads(visitor.get("/reports/report.schema.json").content)
    Draft202012Validator(schema).validate(told)


def test_what_is_not_published_is_not_there(year, visitor):
    year.closed()
    assert visitor.get("/justice/reports/2025/").status_code == 404
    assert visitor.get("/justice/reports/2025.json").status_code == 404
    assert "还没有在这里公布年报" in visitor.get("/justice/reports/").text
    assert "还没有机关在这里公布年报" in visitor.get("/reports/").text


def test_an_unknown_kind_of_file_is_not_found(year, visitor):
    year.published()
    assert visitor.get("/justice/reports/2025.exe").status_code == 404


def test_the_words_of_a_page_are_kept_and_its_looks_are_not():
    assert "color" not in body_of("<main><h1>题</h1><p style='color:red'>话</p><style>x</style></main>")
    assert "<p>话</p>" in body_of("<main><h1>题</h1><p style='color:red'>话</p></main>")
