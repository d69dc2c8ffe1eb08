"""``gongkai report`` as it is typed: what is written, what is refused, what is judged."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.cli.typed import typed

from gongkai import data
from gongkai.audit.reading import read
from gongkai.cli import report
from gongkai.documents import docx


def run(*words, **more):
    return typed("report", *words, **more)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "report.json"
    path.write_text(data.read_text("demo/report.json"), encoding="utf-8")
    return path


def change(file, path, value):
    content = json.loads(file.read_text(encoding="utf-8"))
    *way, last = path
    holder = content
    for key in way:
        holder = holder[key]
    holder[last] = value
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_a_report_is_written_read_again_and_passes_its_own_audit(file, tmp_path, kind):
    shown = run("render", file, "--to", kind, "-o", tmp_path / f"年报.{kind}")

    assert shown.exit_code == 0
    assert "读回核对与原稿一致" in shown.stdout
    assert "审计结论：通过" in shown.stdout
    found = read(tmp_path / f"年报.{kind}")
    assert (found.organ, found.year, found.form) == ("示例市司法局", 2025, "2021")
    assert found.tables.request("new") == 47
    assert found.tables.proactive["fees"]["amount_wan"] == Decimal("46.32")


def test_all_kinds_are_written_beside_each_other(file, tmp_path):
    shown = run("render", file, "--to", "all", "-o", tmp_path / "out")

    assert shown.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "out.docx",
        "out.html",
        "out.pdf",
        "report.json",
    ]


def test_a_suffix_is_not_doubled_where_all_are_asked(file, tmp_path):
    run("render", file, "--to", "all", "-o", tmp_path / "2025.docx")

    assert (tmp_path / "2025.docx").exists()
    assert (tmp_path / "2025.pdf").exists()


def test_the_form_of_2019_goes_round_too(file, tmp_path):
    change(file, ["form"], "2019")
    content = json.loads(file.read_text(encoding="utf-8"))
    content["year"] = 2020
    content["tables"]["proactive"] = {
        "rules": {"made": 0, "published": 0, "total_public": 0},
        "norms": {"made": 2, "published": 2, "total_public": 9},
        "permits": {"last_year_items": 8, "change": -1, "decisions": 12},
        "other_services": {"last_year_items": 5, "change": 0, "decisions": 3},
        "penalties": {"last_year_items": 20, "change": 3, "decisions": 4},
        "coercions": {"last_year_items": 0, "change": 0, "decisions": 0},
        "fees": {"last_year_items": 1, "change": 0},
        "procurement": {"items": 2, "amount": 35.5},
    }
    requests = content["tables"]["requests"]
    last = [requests.pop(f"other.{row}") for row in ("correction_lapsed", "fee_lapsed", "other")]
    requests["other"] = [sum(column) for column in zip(*last, strict=True)]
    content["parts"] = {"1": ["平稳。"], "5": ["无。"], "6": ["没有收取信息处理费。"]}
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    shown = run("render", file, "--to", "all", "-o", tmp_path / "out")

    assert "读回核对与原稿一致" in shown.stdout
    for kind in ("docx", "pdf", "html"):
        assert read(tmp_path / f"out.{kind}").form == "2019"


def test_wrong_figures_are_written_with_a_warning_and_code_1(file, tmp_path):
    change(file, ["tables", "requests", "new"], [36, 6, 0, 1, 3, 0, 47])

    shown = run("render", file, "--to", "docx", "-o", tmp_path / "out.docx")

    assert shown.exit_code == 1
    assert "审计结论：不通过" in shown.stdout
    assert "T3-1" in shown.stdout
    assert "不要直接发布" in shown.stderr
    assert (tmp_path / "out.docx").exists()


def test_what_reads_differently_is_not_written_and_named(file, tmp_path, monkeypatch):
    def with_a_slip(document, _):
        blocks = (
            replace(block, text="改了的话。")
            if getattr(block, "text", "").startswith("针对上述问题")
            else block
            for block in document.blocks
        )
        return docx.render(replace(document, blocks=tuple(blocks)))

    monkeypatch.setitem(report.WRITERS, report.Format.DOCX, with_a_slip)

    shown = run("render", file, "--to", "docx", "-o", tmp_path / "out.docx")

    assert shown.exit_code == 1
    assert "没有生成" in shown.stderr
    assert "“五、存在的主要问题及改进情况”的文字与原稿不同" in shown.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_heading_hidden_in_a_paragraph_does_not_pass_unseen(file, tmp_path):
    change(file, ["parts", "1", 0], "四、政府信息公开行政复议、行政诉讼情况")

    shown = run("render", file, "--to", "html", "-o", tmp_path / "out.html")

    assert shown.exit_code == 1
    assert not (tmp_path / "out.html").exists()


def test_a_file_is_not_overwritten_unless_told_to(file, tmp_path):
    target = tmp_path / "out.html"
    target.write_text("旧", encoding="utf-8")

    refused = run("render", file, "--to", "html", "-o", target)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert target.read_text(encoding="utf-8") == "旧"

    assert run("render", file, "--to", "html", "-o", target, "--force").exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "不是有效的 JSON：第 1 行"),
        (b"{}", "organ：没有这一项，请补上"),
        ('{"organ": "甲"}'.encode("gb18030"), "UTF-8"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(file, tmp_path, content, message):
    file.write_bytes(content)
    shown = run("render", file, "--to", "html", "-o", tmp_path / "out.html")

    assert shown.exit_code == 2
    assert message in shown.stderr
    assert not (tmp_path / "out.html").exists()


def test_every_mistake_of_a_file_is_named(file, tmp_path):
    change(file, ["year"], "2025")
    change(file, ["tables", "requests", "new", 2], -1)
    shown = run("render", file, "--to", "html", "-o", tmp_path / "out.html")

    assert shown.exit_code == 2
    assert "有 2 处要改" in shown.stderr
    assert "tables.requests.new[2]" in shown.stderr


def test_a_byte_order_mark_does_no_harm(file, tmp_path):
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert run("render", file, "--to", "html", "-o", tmp_path / "out.html").exit_code == 0


def test_a_place_that_is_not_there_is_refused(file, tmp_path):
    assert "不存在" in run("render", file, "--to", "html", "-o", tmp_path / "none" / "out.html").stderr
    assert "是文件夹" in run("render", file, "--to", "html", "-o", tmp_path).stderr


def test_fonts_come_from_the_option_or_the_environment(file, tmp_path):
    target = tmp_path / "out.pdf"
    typed = run("render", file, "--to", "pdf", "-o", target, "--font-path", tmp_path / "none")
    environment = run(
        "render", file, "--to", "pdf", "-o", target, env={"GONGKAI_FONTS": str(tmp_path / "no")}
    )

    for shown in (typed, environment):
        assert shown.exit_code == 2
        assert "字体文件夹" in shown.stderr
    assert not target.exists()


def test_a_character_no_font_has_is_named(file, tmp_path):
    change(file, ["organ"], "𠮷局")
    shown = run("render", file, "--to", "pdf", "-o", tmp_path / "out.pdf")

    assert shown.exit_code == 2
    assert "𠮷" in shown.stderr


def test_the_example_can_be_rendered_as_it_is(tmp_path):
    file = tmp_path / "example.json"
    file.write_text(run("example").stdout, encoding="utf-8")

    assert run("render", file, "--to", "html", "-o", tmp_path / "out.html").exit_code == 0


def test_the_schema_is_printed():
    assert json.loads(run("schema").stdout)["title"] == "政府信息公开工作年度报告的数据和文字"
