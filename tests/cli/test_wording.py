"""The command line answers wrong input in Chinese, with code 2, and helps in Chinese."""

import re
import subprocess
import sys

import pytest

from gongkai.cli.wording import in_chinese

LATIN_SENTENCE = re.compile(r"[a-z]+ [a-z]+ [a-z]+")


def gongkai(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["calendr"], "没有“calendr”这个命令，是不是 calendar？"),
        (["xyz"], "没有“xyz”这个命令"),
        (["calendar", "show"], "缺少"),
        (["calendar", "show", "2026", "--foo"], "没有选项 --foo"),
        (["fee", "pages", "many"], "这里要填数字"),
        (["fee", "items", "--already"], "后面要写取值"),
        (["fee", "pages", "3", "4"], "多了“4”"),
    ],
)
def test_wrong_input_is_answered_in_chinese_with_code_2(arguments, says):
    done = gongkai(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert not LATIN_SENTENCE.search(done.stderr)
    assert done.stdout == ""


def test_help_explains_itself_in_chinese():
    done = gongkai("fee", "items", "--help")
    assert done.returncode == 0
    assert "显示帮助" in done.stdout
    assert "选项" in done.stdout
    assert "Show this message" not in done.stdout


def test_help_cuts_nothing_off():
    done = gongkai("deadline", "--help")
    assert done.returncode == 0
    assert "…" not in done.stdout


def test_a_sentence_of_ours_passes_unchanged():
    assert in_chinese("“x”不是日期，请写成 2026-09-21 的样子") == "“x”不是日期，请写成 2026-09-21 的样子"
