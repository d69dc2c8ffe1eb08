"""A rendered report is compared with what was meant: every kind of difference is named."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gongkai import data, facts
from gongkai.audit.reading import read
from gongkai.audit.report import Doubt, FormUsed, PublishedReport
from gongkai.audit.roundtrip import differences
from gongkai.documents import docx, html, pdf, report_file
from gongkai.documents.annual_report import AnnualReport, build
from gongkai.documents.model import Paragraph
from gongkai.law.annual.tables import Tables


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
        ({"organ": "示例市公安局"}, "机关应为“示例市司法局”，读出“示例市公安局”"),
        ({"year": 2024}, "年度应为“2025”，读出“2024”"),
        ({"form": FormUsed.MIXED}, "格式版本应为“2021”，读出“mixed”"),
        ({"doubts": (Doubt("READ-ALIGN", (), "对不齐"),)}, "读不准：对不齐"),
        ({"text": "别的"}, "开头的段落与原稿不同"),
    ],
)
def test_a_wrong_head_is_named(meant, found, change, message):
    assert differences(meant, replace(found, **change)) == (message,)


def test_a_name_of_an_unusual_kind_is_told_by_the_title(meant, found):
    assert differences(meant, replace(found, organ=None)) == ()
    assert differences(meant, replace(found, organ=None, text=found.text.removeprefix(meant.title))) == (
        "机关应为“示例市司法局”，读出“”",
    )


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


SENTENCES = (
    "全年主动公开政府信息612条，其中政策文件47条。",
    "收到政府信息公开申请若干件，均已按期答复；没有收取信息处理费。",
    "（一）存在的问题：一是解读不够，二是渠道不多。",
    "参见“示例市人民政府”网站（https://www.shili.example/a_b?c=1&d=2）。",
    "1.制度建设。2.队伍建设。3.平台建设，占12.5%。",
    "重点公开财政预算、决算等信息——包括部门预算；公开率100%。",
)
paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)


def told(part, texts):
    """Paragraphs no two of which are alike: a line at the edge of most pages would be a running head."""
    return tuple(Paragraph(f"（{part}.{place}）{text}") for place, text in enumerate(texts, 1))


@st.composite
def reports(draw):
    """Any report on either form: figures, zeros and blanks anywhere, text in any part."""
    form = facts.form(draw(st.sampled_from(facts.FORM_VERSIONS)))
    counts = st.none() | st.just(0) | st.integers(0, 9_999_999)
    amounts = st.none() | st.just(0) | st.decimals(0, 99_999, places=4)
    kinds = {"amount_wan": amounts, "amount": amounts, "change": st.none() | st.integers(-99, 99)}
    tables = Tables(
        form,
        {
            row.key: {each: draw(kinds.get(each, counts)) for each in row.columns}
            for row in form.proactive_rows
        },
        {row.key: draw(st.tuples(*[counts] * len(form.applicants))) for row in form.request_rows},
        {block.key: {each: draw(counts) for each in form.outcomes} for block in form.blocks},
    )
    numbers = {1, 5, 6} | draw(st.sets(st.sampled_from((2, 3, 4))))
    return AnnualReport(
        organ=draw(st.sampled_from(("示例市司法局", "示例省示例自治州示例县人民政府办公室", "示例市海关"))),
        year=draw(st.integers(2019, 2030)),
        tables=tables,
        parts={number: told(number, draw(paragraphs)) for number in numbers},
        opening=tuple(draw(st.lists(st.sampled_from(SENTENCES[:1]), max_size=2))),
        website=draw(st.sampled_from(("", "https://www.shili.example"))),
        signed_on=draw(st.none() | st.dates(date(2020, 1, 1), date(2031, 12, 31))),
    )


WRITERS = {"docx": docx.render, "html": html.render, "pdf": pdf.render}


@pytest.mark.parametrize(("kind", "examples"), [("docx", 25), ("html", 25), ("pdf", 12)])
def test_any_report_goes_round_through_every_format(kind, examples, tmp_path_factory):
    folder = tmp_path_factory.mktemp(kind)

    # A smaller example of what failed would take minutes to find: the one that failed will do.
    @settings(max_examples=examples, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
    @given(reports())
    def goes_round(meant):
        file = folder / f"report.{kind}"
        file.write_bytes(WRITERS[kind](build(meant)))
        assert differences(meant, read(file)) == ()

    goes_round()
