"""``gongkai deadline`` as it is typed."""

import json
from datetime import date

import pytest
import typer
from tests.cli.typed import typed

from gongkai import facts
from gongkai.cli.deadline_facts import (
    CHANNELS,
    Consulted,
    Extended,
    TwoDays,
    Typed,
    as_events,
    channel,
    consultation,
    extension,
    two_days,
)
from gongkai.cli.deadline_page import runs
from gongkai.law.clock import clock_of
from gongkai.law.events import Channel, Party
from gongkai.law.explanation import Mark
from gongkai.law.procedure import fold

POSTED = ["--channel", "post", "--received", "2026-09-21"]
SEEN = ["--on", "2026-10-12"]


def run(*words):
    return typed("deadline", *words, env={"COLUMNS": "200"})


def as_json(*typed):
    done = run(*typed, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_due_date_is_shown_with_weekday_and_days_left():
    shown = run(*POSTED, *SEEN)
    assert shown.exit_code == 0
    assert "答复期限届满之日：2026年10月26日（星期一）" in shown.stdout
    assert "截至2026年10月12日（星期一），还剩10个工作日" in shown.stdout
    assert "第20个工作日为2026年10月26日（星期一）" in shown.stdout
    assert "国庆节放假（国办发明电〔2025〕7号）" in shown.stdout
    assert "发出补正通知" in shown.stdout


def test_an_overdue_reply_says_by_how_much():
    shown = run(*POSTED, "--on", "2026-10-29")
    assert "已逾期3个工作日，请立即答复" in shown.stdout
    assert "今天是最后一天" in run(*POSTED, "--on", "2026-10-26").stdout


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ([], "2026-10-26"),
        (["--told-extension", "20@2026-10-20"], "2026-11-23"),
        (["--told-extension", "10@2026-10-20", "--told-extension", "10@2026-11-05"], "2026-11-23"),
        (["--consult", "2026-09-28/2026-09-30.."], "2026-11-18"),
        (["--consult", "2026-09-28/2026-09-30..2026-10-13"], "2026-11-04"),
        (["--consult", "2026-09-28..2026-10-13"], "2026-11-04"),
        (["--consult", "共同制作：2026-09-28/2026-09-30.."], "2026-11-18"),
        (
            ["--consult", "2026-09-28/2026-09-30..2026-10-13", "--consult", "2026-10-09..2026-10-20"],
            "2026-11-11",
        ),
        (["--supplemented", "2026-10-19"], "2026-11-16"),
        (["--supplemented", "2026-10-19", "--told-extension", "20@2026-11-11"], "2026-12-14"),
        (["--supplement-asked", "2026-09-25/2026-10-20", "--supplemented", "2026-10-19"], "2026-11-16"),
        (["--paid", "2026-11-02"], "2026-11-30"),
        (["--fee-notice", "2026-10-13/2026-10-15", "--paid", "2026-11-02"], "2026-11-30"),
        (["--fee-notice", "2026-10-13/2026-10-15"], None),
    ],
)
def test_what_is_typed_moves_the_due_date(typed, due):
    assert as_json(*POSTED, *typed, "--on", "2026-11-20")["due"] == due


def test_json_has_everything():
    found = as_json(*POSTED, "--consult", "2026-09-28/2026-09-30..", *SEEN)
    assert (found["state"], found["due"], found["weekday"]) == ("suspended", "2026-11-18", "星期三")
    assert (found["alarm_due"], found["paused_workdays"], found["late"]) == ("2026-10-26", 17, False)
    assert found["pauses"] == [
        {
            "after": "2026-09-28",
            "until": "2026-10-27",
            "why": "征求第三方意见（第三方）",
            "basis": "《条例》第三十三条第三款",
        }
    ]
    assert [(limit["kind"], limit["last_day"]) for limit in found["limits"]] == [("opinion", "2026-10-27")]
    assert found["receipt_basis"] == "《条例》第三十一条第（二）项"
    assert len(found["days"]) == 58
    assert found["days"][0] == {
        "day": "2026-09-22",
        "mark": "counted",
        "number": 1,
        "why": "",
        "basis": None,
    }
    assert found["days"][-1]["number"] == 20
    assert found["steps"][0]["basis"] == "《条例》第三十一条第（二）项"


def test_a_fee_notice_shows_the_day_to_pay_by():
    shown = run(*POSTED, "--fee-notice", "2026-10-13/2026-10-15", "--on", "2026-10-20")
    assert "答复期限：停止计算，等待申请人" in shown.stdout
    assert "申请人缴费" in shown.stdout
    assert "最迟2026年11月12日（星期四）" in shown.stdout


def test_a_receipt_on_a_day_of_rest_shows_both_dates():
    shown = run("--channel", "email", "--received", "2026-11-01", "--on", "2026-11-02")
    assert "答复期限届满之日：2026年11月27日（星期五）" in shown.stdout
    assert "2026年11月30日（星期一）（休息日收到，改自次一工作日起算）" in shown.stdout


def test_a_date_beyond_the_known_calendar_is_provisional():
    shown = run("--channel", "counter", "--received", "2026-12-10", "--on", "2026-12-10")
    assert "暂定：2027年放假安排尚未公布" in shown.stdout
    assert as_json("--channel", "counter", "--received", "2026-12-10", "--on", "2026-12-10")["provisional"]


def test_an_unconfirmed_submission_keeps_the_alarm():
    found = as_json("--channel", "网站", "--submitted", "2026-09-21", "--received", "2026-09-24", *SEEN)
    assert (found["due"], found["alarm_due"], found["alarm_from"]) == (
        "2026-10-29",
        "2026-10-26",
        "2026-09-21",
    )


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["--channel", "鸽子", "--received", "2026-09-21"], "没有“鸽子”这种提交方式，可以写：post（快递）"),
        (["--channel", "post", "--received", "9月21日"], "“9月21日”不是日期"),
        ([*POSTED, "--told-extension", "20"], "请写成 工作日数@告知日期"),
        ([*POSTED, "--told-extension", "20@明天"], "“明天”不是日期"),
        ([*POSTED, "--told-extension", "21@2026-10-20"], "可延长1至20个工作日"),
        ([*POSTED, "--told-extension", "20@2026-10-27"], "答复期限已于2026-10-26届满"),
        ([*POSTED, "--consult", "2026-09-28"], "请写成 发出日期[/对方收到日期]..[答复日期]"),
        ([*POSTED, "--consult", "2026-09-28/2026-09-27.."], "应当先发出、再收到、后答复"),
        ([*POSTED, "--consult", "外星人:2026-09-28.."], "没有“外星人”这种被征求意见方"),
        ([*POSTED, "--consult", "2026-09-01.."], "2026-09-01早于收到申请之日2026-09-21"),
        ([*POSTED, "--supplement-asked", "2026-10-09/2026-10-20"], "第7个工作日（2026-10-08）"),
        ([*POSTED, "--fee-notice", "2026-10-13/2026-10-15", "--paid", "2026-11-13"], "缴费期限为2026-11-12"),
        (["--channel", "counter", "--received", "2026-09-21", "--submitted", "2026-09-20"], "应当相同"),
        (["--channel", "web", "--received", "2026-09-21", "--submitted", "2026-09-22"], "晚于收到日期"),
        (["--channel", "counter", "--received", "2006-09-21"], "尚未施行"),
        (["--channel", "counter", "--received", "9999-12-20"], "日期太远"),
    ],
)
def test_wrong_input_names_the_mistake_and_ends_with_code_2(typed, says):
    done = run(*typed, "--on", "2026-11-20")
    assert done.exit_code == 2
    assert says in done.output.replace("\n", "").replace("│", "").replace("  ", "")


def test_every_channel_can_be_typed_in_english_and_in_chinese():
    assert set(CHANNELS) == set(Channel)
    for found, words in CHANNELS.items():
        assert {channel(word) for word in words} == {found}
        assert channel(found.value) is found
        assert channel(words[0].upper()) is found


def test_a_consultation_is_read_from_its_parts():
    first, second, third = date(2026, 9, 28), date(2026, 9, 30), date(2026, 10, 13)
    assert consultation("2026-09-28..") == Consulted(Party.THIRD_PARTY, first, None, None)
    assert consultation("2026-09-28/2026-09-30..") == Consulted(Party.THIRD_PARTY, first, second, None)
    assert consultation("co-maker:2026-09-28..2026-10-13") == Consulted(Party.CO_MAKER, first, None, third)
    assert consultation("其他机关：2026-09-28..").kind is Party.OTHER_ORGAN


def test_notices_and_extensions_are_read_from_their_parts():
    assert two_days("2026-10-13") == TwoDays(date(2026, 10, 13))
    assert two_days("2026-10-13/2026-10-15") == TwoDays(date(2026, 10, 13), date(2026, 10, 15))
    assert extension("20@2026-10-20") == Extended(20, date(2026, 10, 20))
    with pytest.raises(typer.BadParameter):
        extension("二十@2026-10-20")


def test_the_days_are_shown_in_runs_that_weekends_do_not_break():
    calendar, practice = facts.calendar(), facts.practice()
    typed = Typed(
        channel=Channel.COUNTER,
        received=date(2026, 3, 2),
        consultations=(Consulted(Party.THIRD_PARTY, date(2026, 3, 4), None, date(2026, 3, 13)),),
    )
    on = date(2026, 3, 16)
    case = fold(as_events(typed, calendar, practice, on=on), calendar, practice)
    found = clock_of(case, calendar, on=on, practice=practice)
    shown = runs(found.days)
    assert [run.mark for run in shown[:2]] == [Mark.COUNTED, Mark.PAUSED]
    assert shown[0].what == "第1至2个工作日"
    assert shown[1].what.endswith("（《条例》第三十三条第三款）（其间周末2天不计）")
    assert sum(len(run.days) for run in shown) == len(found.days)
