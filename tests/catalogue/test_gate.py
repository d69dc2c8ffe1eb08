"""The gate finds every planted leak, and says how often it cries wolf."""

import json
import sys
from datetime import date

import pytest
from tests.files import leaking
from tests.files.leaking import FILES, clean_files

from gongkai.catalogue.gate import examined
from gongkai.files.confined.inspection.passages import Mark, Passage
from gongkai.files.confined.inspection.reading import inspect
from gongkai.files.confined.names import PASSAGES
from gongkai.files.inspecting import NOT_READ, passages

ON = date(2026, 10, 9)
MOST_FALSE_ALARMS = 0.05


def looked_at(kind, content, folder):
    source = folder / "source"
    source.write_bytes(content)
    inspect(kind, source, folder / "out")
    told = map(json.loads, (folder / "out" / PASSAGES).read_text("utf-8").splitlines())
    return [Passage(one["place"], one["text"], Mark(one["mark"])) for one in told]


def kinds(kind, content, folder):
    return {one.kind.value for one in examined(looked_at(kind, content, folder), on=ON)}


def test_the_set_is_large_enough():
    assert len(FILES) >= 40
    assert {one.kind for one in FILES} >= {"docx", "xlsx", "pptx", "pdf"}


@pytest.mark.parametrize("leaking", FILES, ids=str)
def test_every_planted_leak_is_found(leaking, tmp_path):
    assert leaking.found in kinds(leaking.kind, leaking.make(), tmp_path)


def test_how_often_it_cries_wolf_is_told(tmp_path, capsys):
    alarms, count = [], 0
    for number, (kind, content) in enumerate(clean_files()):
        folder = tmp_path / str(number)
        folder.mkdir()
        count += 1
        if found := kinds(kind, content, folder):
            alarms.append((kind, number // 4, found))
    share = len(alarms) / count
    with capsys.disabled():
        sys.stdout.write(f"\n误报：{count} 个干净的文件中 {len(alarms)} 个（{share:.1%}）{alarms}\n")
    assert share <= MOST_FALSE_ALARMS


def test_where_a_thing_stands_is_told(tmp_path):
    (found,) = examined(looked_at("xlsx", leaking.sheet_with("姓名", leaking.CITIZEN), tmp_path), on=ON)
    assert (found.place, found.told) == ("工作表“名册”A2", (leaking.CITIZEN,))


def test_hidden_things_are_told_together():
    several = [
        Passage(f"正文第{number}段（隐藏文字）", f"甲{number}", Mark.HIDDEN_TEXT) for number in range(9)
    ]
    (found,) = examined(several, on=ON)
    assert found.told == ("甲0", "甲1", "甲2", "甲3", "甲4", "……共9处")


def test_a_fingerprint_is_the_same_for_the_same_thing_only():
    one, same, other = (
        next(iter(examined([Passage("正文", text)], on=ON)))
        for text in ("手机13800138000", "手机13800138000", "手机13900139000")
    )
    assert one.fingerprint == same.fingerprint != other.fingerprint
    assert len(one.fingerprint) == 64


def test_a_kept_file_is_looked_through_in_a_process_of_its_own(press):
    with press.cast.entered(press.cast.wang):
        item = press.draft()
        stored = press.attach(item, leaking.sheet_with(leaking.CITIZEN), "名册.xlsx").file.stored
        assert Passage("工作表“名册”A1", leaking.CITIZEN) in passages(stored)
        stored.path.unlink()
        assert passages(stored) == [NOT_READ]


def test_a_broken_file_never_seems_clean(tmp_path):
    whole = leaking.word()
    broken = leaking.changed(whole, "word/document.xml", lambda xml: xml[: len(xml) // 2])
    assert kinds("docx", broken, tmp_path) == {"unreadable"}
