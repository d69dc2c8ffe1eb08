"""The report's file: the demo is read, the schema agrees with the reader, mistakes are named."""

import json
from datetime import date
from decimal import Decimal

import jsonschema
import pytest

from gongkai import data, facts
from gongkai.documents.fields import FieldError
from gongkai.documents.model import Heading, Paragraph
from gongkai.documents.report_file import read

SCHEMA = data.read_json("schemas/report.schema.json")


@pytest.fixture
def file():
    return data.read_json("demo/report.json")


def at(file, path):
    """The object or list that holds what the path names, and its key there."""
    *way, last = path
    for key in way:
        file = file[key]
    return file, last


def accepted_by_schema(file):
    return jsonschema.Draft202012Validator(SCHEMA).is_valid(file)


def test_the_demo_is_read_whole(demo_report):
    assert (demo_report.organ, demo_report.year, demo_report.tables.form.version) == (
        "示例市司法局",
        2025,
        "2021",
    )
    assert demo_report.tables.request("new") == 47
    assert demo_report.tables.proactive["fees"]["amount_wan"] == Decimal("46.32")
    assert demo_report.tables.disputes["reconsideration"]["total"] == 5
    assert demo_report.signed_on == date(2026, 1, 20)
    assert demo_report.parts[1][1] == Heading("（一）主动公开", 2)
    assert sorted(demo_report.parts) == [1, 5, 6]


def test_the_schema_is_a_schema_and_accepts_the_demo(file):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(file)


@pytest.mark.parametrize("version", facts.FORM_VERSIONS)
def test_the_schema_names_the_rows_and_columns_of_the_form(version):
    form, tables = facts.form(version), SCHEMA["$defs"][f"tables{version}"]["properties"]

    proactive = {key: tuple(row["properties"]) for key, row in tables["proactive"]["properties"].items()}
    assert proactive == {row.key: row.columns for row in form.proactive_rows}
    assert list(tables["requests"]["properties"]) == [row.key for row in form.request_rows]
    assert list(tables["disputes"]["properties"]) == [block.key for block in form.blocks]
    assert list(SCHEMA["$defs"]["block"]["properties"]) == list(form.outcomes)
    assert SCHEMA["$defs"]["row"]["minItems"] == len(form.applicants)


def on_form_2019(file):
    form = facts.form("2019")
    file["form"] = "2019"
    file["tables"]["proactive"] = {row.key: dict.fromkeys(row.columns, 1) for row in form.proactive_rows}
    file["tables"]["proactive"]["permits"]["change"] = -2
    file["tables"]["proactive"]["procurement"]["amount"] = 12.5
    requests = file["tables"]["requests"]
    file["tables"]["requests"] = {
        row.key: requests.get(row.key, requests["other.other"]) for row in form.request_rows
    }
    return file


def test_a_file_on_the_form_of_2019_is_read(file):
    report = read(json.dumps(on_form_2019(file)))

    assert accepted_by_schema(file)

    assert report.tables.form.version == "2019"
    assert report.tables.proactive["permits"]["change"] == -2
    assert report.tables.request("other") == 2


def test_blank_is_none_and_zero_is_zero(file):
    file["tables"]["requests"]["granted"][0] = None
    file["tables"]["proactive"]["rules"]["issued"] = None
    file["tables"]["disputes"]["suit_direct"]["upheld"] = None

    tables = read(json.dumps(file)).tables

    assert tables.requests["granted"][0] is None
    assert tables.requests["denied.state_secret"][0] == 0
    assert tables.proactive["rules"]["issued"] is None
    assert tables.disputes["suit_direct"]["upheld"] is None
    assert accepted_by_schema(file)


def test_parts_with_tables_may_have_text_and_headings_have_levels(file):
    file["parts"]["3"] = ["注：无。", {"heading": "1.说明", "level": 3}]

    assert read(json.dumps(file)).parts[3] == (Paragraph("注：无。"), Heading("1.说明", 3))
    assert accepted_by_schema(file)


WRONG = {
    ("organ",): ["", None, 5, "一\n二", "坏\x07"],
    ("year",): ["2025", 1999, 2100, 2025.5, None],
    ("form",): ["2020", 2021, None],
    ("website",): ["sfj.example", ""],
    ("opening",): ["一段", [""], [1]],
    ("parts", "1"): [
        [],
        "文字",
        [""],
        [{}],
        [{"heading": ""}],
        [{"heading": "甲", "level": 1}],
        [{"text": "甲"}],
    ],
    ("parts", "7"): [["多余"]],
    ("tables", "requests", "new"): [[1] * 6, [1] * 8, "1", {}],
    ("tables", "requests", "new", 0): [-1, "1", 1.5, True, 10**9],
    ("tables", "requests", "fresh"): [[0] * 7],
    ("tables", "proactive", "norms", "issued"): [-1, 1.5, "2"],
    ("tables", "proactive", "fees", "amount_wan"): [-0.5, "46", 10**9],
    ("tables", "proactive", "fees", "amount"): [1],
    ("tables", "disputes", "suit_direct", "total"): [-1, "0"],
    ("signed_on",): ["2026/1/20", "20260120", 20260120],
}


@pytest.mark.parametrize(
    ("path", "value"), [(path, value) for path, values in WRONG.items() for value in values]
)
def test_what_the_schema_refuses_the_reader_refuses_with_the_place(file, path, value):
    holder, key = at(file, path)
    holder[key] = value

    with pytest.raises(FieldError) as caught:
        read(json.dumps(file))

    place = ".".join(str(each) for each in path if isinstance(each, str))
    assert all(place in mistake for mistake in caught.value.mistakes)
    assert not accepted_by_schema(file)


REQUIRED = [
    ("organ",),
    ("year",),
    ("form",),
    ("parts",),
    ("parts", "6"),
    ("tables",),
    ("tables", "disputes"),
    ("tables", "requests", "carried_out"),
    ("tables", "proactive", "norms", "in_force"),
    ("tables", "disputes", "suit_direct", "pending"),
]


@pytest.mark.parametrize("path", REQUIRED)
def test_what_is_missing_is_named(file, path):
    holder, key = at(file, path)
    del holder[key]

    with pytest.raises(FieldError) as caught:
        read(json.dumps(file))

    assert caught.value.mistakes == (f"{'.'.join(path)}：没有这一项，请补上",)
    assert not accepted_by_schema(file)


@pytest.mark.parametrize("path", [("website",), ("opening",), ("signed_on",)])
def test_what_is_optional_may_be_left_out(file, path):
    del file[path[0]]

    assert read(json.dumps(file)).organ == "示例市司法局"
    assert accepted_by_schema(file)


def test_all_mistakes_are_told_at_once(file):
    file["organ"], file["year"], file["signed_on"] = "", "二〇二五", "今天"

    with pytest.raises(FieldError) as caught:
        read(json.dumps(file))

    assert caught.value.mistakes == (
        "organ：应为一段文字，现为“”",
        "year：应为从 2008 到 2099 的整数，现为“二〇二五”",
        "signed_on：应为日期，写成 2026-01-20 的样子，现为“今天”",
    )


def test_a_file_that_is_no_object_is_refused():
    with pytest.raises(FieldError, match="整个文件：应为一组字段"):
        read("[]")
