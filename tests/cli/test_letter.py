"""``gongkai letter`` as it is typed."""

import json
import tomllib

import pytest
from tests.cli.typed import typed

from gongkai import facts
from gongkai.cli.letter_facts import example, read, spelt, template_of


def run(*words):
    return typed("letter", *words)


@pytest.fixture
def file(tmp_path):
    """Writes the example of a letter with some of its words changed."""

    def write(code="L18", *changes, text=None):
        written = example(code) if text is None else text
        for old, new in changes:
            assert old in written
            written = written.replace(old, new)
        path = tmp_path / "facts.toml"
        path.write_text(written, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("code", facts.letters())
def test_the_example_of_every_letter_composes_as_it_stands(code, file):
    shown = run(code, file(code))
    assert shown.exit_code == 0, shown.stderr
    assert "示例市司法局" in shown.stdout


@pytest.mark.parametrize("code", facts.letters())
def test_the_example_shows_every_slot_with_its_label_and_help(code):
    text = run("example", code).stdout
    follows = "L13" if code == "L32" else ""
    for name, slot in template_of(code, follows).slots.items():
        assert f"{name} = " in text or f"[[slots.{name}]]" in text
        assert slot.label in text
        assert slot.help in text
    assert tomllib.loads(text)["letter"] == code


def test_the_short_form_and_the_long_form_are_the_same(file):
    path = file("L18")
    assert run("L18", path).stdout == run("compose", "L18", path).stdout


def test_a_code_may_be_typed_in_small_letters(file):
    assert run("l16D", file("L16d")).exit_code == 0
    assert spelt("l16D") == "L16d"
    assert spelt("nonsense") == "nonsense"


def test_a_new_reply_can_answer_by_any_final_letter(file):
    text = run("example", "L32", "--as", "L16f").stdout
    shown = run("L32", file(text=text))
    assert "第十六条第二款" in shown.stdout
    assert "先向示例市人民政府" in shown.stdout


@pytest.mark.parametrize(("to", "magic"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>")])
def test_a_letter_is_written_to_a_file(to, magic, file, tmp_path):
    out = tmp_path / f"letter.{to}"
    shown = run("L15", file("L15"), "--to", to, "-o", out)
    assert shown.exit_code == 0, shown.stderr
    assert "已生成" in shown.stdout
    assert out.read_bytes().startswith(magic)
    refused = run("L15", file("L15"), "--to", to, "-o", out)
    assert refused.exit_code == 2
    assert "要覆盖请加 --force" in refused.stderr
    assert run("L15", file("L15"), "--to", to, "-o", out, "--force").exit_code == 0


def test_plain_text_can_go_to_a_file_too(file, tmp_path):
    out = tmp_path / "letter.txt"
    assert run("L18", file(), "-o", out).exit_code == 0
    assert out.read_text(encoding="utf-8") == run("L18", file()).stdout


def test_open_paragraphs_can_be_reworded_in_the_file(file):
    changes = [("[remedy]\n", '[wording]\nresult = "经反复检索，{search_result}。"\n[remedy]\n')]
    assert "经反复检索，没有检索到相符的记录" in run("L18", file("L18", *changes)).stdout


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ([("search = ", "serach = ")], "没有“serach”这个空"),
        (
            [("search = ", "# search = ")],
            "“检索情况”（search）没有填写：请写明检索的系统、关键词、时间段和检索人",
        ),
        ([("on = 2026-10-20", "on = 2026-9-20")], "写法有误（on = 2026-9-20  # 成文日期）"),
        ([('name = "示例省司法厅"', 'name = "示例省司法厅')], "写法有误"),
        ([("on = 2026-10-20", "# on = 2026-10-20")], "没有写成文日期"),
        ([('letter = "L18"', 'letter = "L13"')], "文件写的是 L13，命令写的是 L18"),
        ([('letter = "L18"', 'as = "L13"')], "只有L32可以按另一种文书答复"),
        ([('letter = "L18"', 'lettre = "L18"')], "文件里没有“lettre”这一项"),
        ([('letter = "L18"', "letter = 18")], "“letter”应当是文字"),
        (
            [('organ = "justice"', 'organ = "court"')],
            "[remedy] 的“organ”不能是“court”，请从这些里选一个：department",
        ),
        ([('served = "post"', "")], "“served”没有填写，请从这些里选一个：hand（当面送达）"),
        ([('served = "post"', 'served = "online"')], "通过互联网送达的，应当同时写明"),
        ([('organ = "justice"', 'organ = "department"')], "不能告知向上一级司法行政部门申请行政复议"),
        ([('role = "upper_justice"', 'rule = "upper_justice"')], "[[remedy.reviewers]] 里没有“rule”这一项"),
        ([('number = "示司公复〔2026〕12号"', 'number = "示司公复（2026）12号"')], "六角括号"),
        ([("没有检索到相符的记录", "依照《条例》第二十一条没有检索到")], "现行条例为第三十六条"),
        ([("[remedy]\n", '[wording]\nconclusion = "甲"\n[remedy]\n')], "不能改写"),
        ([("[remedy]\n", "[wording]\nresult = 5\n[remedy]\n")], "“result”应当是文字"),
        ([('signed_mail"\n\n', 'pigeon"\n\n')], "现为“pigeon”"),
    ],
)
def test_what_is_wrong_with_the_facts_is_named(changes, named, file):
    refused = run("L18", file("L18", *changes))
    assert refused.exit_code == 2
    assert named in refused.stderr
    assert refused.stdout == ""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("# 甲\non = 2026-9-20\n", "第2行"),
        ("", "没有写成文日期"),
        ("on = 2026-10-20\n", "没有填写"),
        ("on = 2026-10-20T08:00:00\n", "没有写成文日期"),
        ("on = 2026-10-20\nslots = 5\n", "“slots”应当写成一节：[slots]"),
        ("on = 2026-10-20\n[remedy]\n", "没有写复议机关"),
        (
            'on = 2026-10-20\n[remedy]\norgan = "justice"\nserved = "post"\nreviewers = ["市政府"]\n',
            "应当写成 [[remedy.reviewers]] 一节",
        ),
        ("on = [", "写法有误"),
    ],
)
def test_a_file_of_something_else_is_refused(text, named, file):
    refused = run("L18", file(text=text))
    assert refused.exit_code == 2
    assert named in refused.stderr


def test_a_procedural_letter_with_a_remedy_is_refused(file):
    remedy = example("L18")[example("L18").index("[remedy]") :]
    refused = run("L02", file(text=example("L02") + remedy))
    assert refused.exit_code == 2
    assert "是程序性文书，不写救济途径" in refused.stderr


def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path):
    path = tmp_path / "facts.toml"
    path.write_bytes("机关".encode("gb18030"))
    assert "不是 UTF-8 编码" in run("L18", path).stderr
    path.write_bytes(b"#" * (1024 * 1024 + 1))
    assert "超过 1 MB" in run("L18", path).stderr


def test_a_file_that_cannot_be_read_is_named(file, monkeypatch):
    path = file()

    def fail(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_text", fail)
    assert "请检查权限" in run("L18", path).stderr


def test_unknown_codes_are_named(file):
    for words in (["L99", file()], ["example", "L99"]):
        refused = run(*words)
        assert refused.exit_code == 2
        assert "没有代码为“L99”的文书" in refused.stderr


def test_word_pdf_and_html_need_a_place_to_go(file, tmp_path):
    assert "请用 -o 写明生成的 docx 文件" in run("L18", file(), "--to", "docx").stderr
    refused = run("L18", file(), "-o", tmp_path / "nowhere" / "letter.txt")
    assert refused.exit_code == 2
    assert "写不了" in refused.stderr


def test_the_list_shows_every_letter():
    shown = run("list").stdout
    assert all(code in shown for code in facts.letters())
    lines = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert [line["code"] for line in lines] == list(facts.letters())
    by_code = {line["code"]: line for line in lines}
    assert by_code["L18"]["row"] == "unavailable.not_held"
    assert by_code["L31"]["row"] == "other.other"
    assert by_code["L02"]["row"] is None
    assert by_code["L16a"]["remedy"] == "refusal"


def test_what_was_read_is_what_was_written():
    found = read(example("L15"))
    template = template_of("L15")
    assert set(found.slots) == set(template.example())
    assert found.venue.reviewers[0].name == "示例市人民政府"
