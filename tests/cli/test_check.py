"""``gongkai check`` as it is typed."""

import json

import pytest
from tests.cli.typed import typed

from gongkai.law.checks.verdicts import CHECK_IDS


def run(*words):
    return typed("check", *words, env={"COLUMNS": "240"})


@pytest.fixture
def case(tmp_path):
    """Writes the example with some of its words changed."""

    def write(*changes, text=None):
        written = run("--example").stdout if text is None else text
        for old, new in changes:
            assert old in written
            written = written.replace(old, new)
        path = tmp_path / "case.toml"
        path.write_text(written, encoding="utf-8")
        return path

    return write


def test_the_example_may_be_signed_as_it_stands(case):
    shown = run(case())
    assert shown.exit_code == 0, shown.stdout
    assert "可以签发。共36项：阻止签发0项，提醒0项，记入台账0项。" in shown.stdout
    assert "C08" not in shown.stdout


def test_all_36_checks_are_shown_when_asked_for(case):
    shown = run(case(), "--all").stdout
    assert all(id_ in shown for id_ in CHECK_IDS)
    assert "不涉及" in shown


def test_what_stops_the_signing_is_shown_with_what_to_do_and_code_1(case):
    shown = run(
        case(
            ('attachments = ["检索截图"]', "attachments = []"), ('carrier = "中国邮政"', 'carrier = "某速运"')
        )
    )
    assert shown.exit_code == 1
    assert "不能签发。共36项：阻止签发2项" in shown.stdout
    assert "没有截图或者检索单等附件" in shown.stdout
    assert "请改用邮政挂号信" in shown.stdout


def test_a_warning_alone_does_not_stop_the_signing(case):
    shown = run(case(('by_content = "按项目名称、竣工年份和施工单位检索"\n', "")))
    assert shown.exit_code == 0
    assert "提醒1项" in shown.stdout


def test_a_late_file_is_logged_and_may_be_signed(case):
    shown = run(case(("on = 2026-10-19  #", "on = 2026-10-28  #")))
    assert shown.exit_code == 0
    assert "记入台账1项" in shown.stdout
    assert "照常发出" in shown.stdout
    assert "逾期2个工作日" in shown.stdout


def test_json_gives_one_object_a_check(case):
    done = run(case(('carrier = "中国邮政"', 'carrier = "某速运"')), "--json")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert tuple(result["id"] for result in results) == CHECK_IDS
    (stopped,) = (result for result in results if result["stops_signing"])
    assert (stopped["id"], stopped["severity"], stopped["outcome"]) == ("C27", "block", "failed")
    assert "《邮政法》第五十五条" in stopped["provisions"]
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([("[bundle]", "[bundel]")], "没有“bundel”这一项"),
        ([('event = "拟稿"', 'event = "起草"')], "应当是这些事项之一"),
        ([('letter = "L18"', 'letter = "L99"')], "没有代码为“L99”的文书"),
        ([("[organ]", "[organ")], "不是正确的 TOML"),
    ],
)
def test_a_mistake_in_the_file_is_named_and_ends_with_code_2(case, changes, says):
    shown = run(case(*changes))
    assert shown.exit_code == 2
    assert says in shown.stderr.replace("\n", "")


def test_what_cannot_be_read_ends_with_code_2(tmp_path):
    assert "读不到文件" in run(tmp_path / "none.toml").stderr.replace("\n", "")
    wrong = tmp_path / "wrong.toml"
    wrong.write_bytes("名称".encode("gb18030"))
    assert "UTF-8" in run(wrong).stderr.replace("\n", "")
    huge = tmp_path / "huge.toml"
    huge.write_bytes(b"#" * (1024 * 1024 + 1))
    assert "1 MB" in run(huge).stderr.replace("\n", "")
    assert run().exit_code == 2


def test_a_file_without_a_day_is_seen_today(case):
    day = "on = 2026-10-19  # 核查日期；不写即今天\n"
    assert run(case((day, "")), "--json").stdout.count("\n") == len(CHECK_IDS)
