"""A rendered report is compared with what was meant: every kind of difference is named."""

from dataclasses import replace

import pytest

from gongkai import data
from gongkai.audit.report import Doubt, FormUsed, PublishedReport
from gongkai.audit.roundtrip import differences
from gongkai.documents import report_file
from gongkai.documents.annual_report import build


@pytest.fixture(scope="module")
def meant():
    return report_file.read(data.read_text("demo/report.json"))


@pytest.fixture(scope="module")
def found(meant):
    """The report as a perfect reader would find it."""
    parts = {number: "\n".join(block.text for block in meant.parts.get(number, ())) for number in range(1, 7)}
    closing = "\n".join(line.text for line in build(meant).closing)
    opening = "\n".join(
        [*meant.opening, "本报告的电子版可在示例市司法局网站（https://sfj.shili.example）查阅、下载。"]
    )
    parts[6] += "\n" + closing
    text = "\n".join([meant.title, opening, *parts.values()])
    return PublishedReport(meant.organ, meant.year, FormUsed.FORM_2021, meant.tables, parts, text)


def with_requests(found, row, values):
    return replace(found, tables=replace(found.tables, requests={**found.tables.requests, row: values}))


def test_the_same_report_has_no_differences(meant, found):
    assert differences(meant, found) == ()


def test_white_space_and_width_of_signs_make_no_difference(meant, found):
    parts = {number: text.replace("（", " ( ").replace("，", ",\n") for number, text in found.parts.items()}

    assert differences(meant, replace(found, parts=parts)) == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"organ": None}, "机关应为“示例市司法局”，读出“”"),
        ({"year": 2024}, "年度应为“2025”，读出“2024”"),
        ({"form": FormUsed.MIXED}, "格式版本应为“2021”，读出“mixed”"),
        ({"doubts": (Doubt("READ-ALIGN", (), "对不齐"),)}, "读不准：对不齐"),
        ({"text": "别的"}, "开头的段落与原稿不同"),
    ],
)
def test_a_wrong_head_is_named(meant, found, change, message):
    assert differences(meant, replace(found, **change)) == (message,)


def test_a_wrong_figure_is_named_with_its_cell(meant, found):
    values = (36, *found.tables.requests["new"][1:])

    assert differences(meant, with_requests(found, "new", values)) == (
        "表三“一、本年新收政府信息公开申请数量”的“自然人”应为37，读出36",
    )


def test_a_blank_for_a_zero_is_a_difference(meant, found):
    values = (None, *found.tables.requests["denied.state_secret"][1:])
    (difference,) = differences(meant, with_requests(found, "denied.state_secret", values))

    assert difference.endswith("应为0，读出空白")


def test_a_row_that_was_not_found_and_one_too_many_are_named(meant, found):
    requests = {row: values for row, values in found.tables.requests.items() if row != "granted"}
    missing = differences(meant, replace(found, tables=replace(found.tables, requests=requests)))
    proactive = {**found.tables.proactive, "procurement": {"items": 1}}
    added = differences(meant, replace(found, tables=replace(found.tables, proactive=proactive)))

    assert len(missing) == 7
    assert all("予以公开" in each and each.endswith("读出没有这一格") for each in missing)
    assert added == ("多读出一格：proactive.procurement.items",)


def test_a_heading_that_was_not_found_is_named(meant, found):
    parts = {number: text for number, text in found.parts.items() if number != 3}

    assert differences(meant, replace(found, parts=parts)) == (
        "没有读到标题“三、收到和处理政府信息公开申请情况”",
    )


def test_a_changed_word_is_shown_with_its_surroundings(meant, found):
    parts = {**found.parts, 5: found.parts[5].replace("三个方面的不足", "两个方面的不足", 1)}
    (difference,) = differences(meant, replace(found, parts=parts))

    assert difference.startswith("“五、存在的主要问题及改进情况”的文字与原稿不同：")
    assert "三个方面" in difference
    assert "两个方面" in difference


def test_a_part_cut_short_is_a_difference(meant, found):
    parts = {**found.parts, 1: found.parts[1][:-1]}

    assert len(differences(meant, replace(found, parts=parts))) == 1
