"""Every act, and everything that an act tells, has its words."""

import importlib
import importlib.util
from dataclasses import fields, is_dataclass

import pytest
from django.apps import apps

from gongkai.desk.activity.names import REFERENCES, SUBJECTS, Names, kind_of
from gongkai.desk.activity.wording import ACTS, AFTER, BEFORE, FIELDS, content
from gongkai.law.procedure import MOVES, OPENINGS
from gongkai.ledger.models import Entry
from gongkai.ledger.subjects import name


def every_event():
    for app in apps.get_app_configs():
        module = f"{app.name}.events"
        if app.name.startswith("gongkai.") and importlib.util.find_spec(module):
            events = importlib.import_module(module)
            yield from (one for one in vars(events).values() if is_event(one, module))
    yield from (act.event for act in (*OPENINGS.values(), *MOVES.values()))


def is_event(one, module):
    return isinstance(one, type) and is_dataclass(one) and one.__module__ == module


EVENTS = list(every_event())


def entry(act="organs.UnitChanged", about="organs.unit:7", **data):
    return Entry(act=act, about=about, data=data)


def told(**data):
    one = entry(**data)
    return content(one, Names([]))


def test_there_are_events_to_look_at():
    assert {one.__name__ for one in EVENTS} >= {"OrganOpened", "FileStored", "JobRetried", "MailBounced"}


@pytest.mark.parametrize("event", EVENTS, ids=name)
def test_every_act_has_its_words(event):
    assert name(event) in ACTS, f"add the words for {name(event)} to gongkai/desk/activity/wording.py"


@pytest.mark.parametrize("event", EVENTS, ids=name)
def test_every_field_of_an_act_has_its_words(event):
    missing = {field.name for field in fields(event)} - FIELDS.keys() - {BEFORE, AFTER}
    assert not missing, f"add the words for {missing} to gongkai/desk/activity/wording.py"


def test_no_words_are_left_for_what_cannot_happen():
    assert ACTS.keys() == {name(one) for one in EVENTS}
    assert FIELDS.keys() <= {field.name for one in EVENTS for field in fields(one)}


def test_no_two_acts_are_called_the_same():
    assert len(set(ACTS.values())) == len(ACTS)


@pytest.mark.parametrize("label", [*SUBJECTS, *REFERENCES.values()])
def test_every_subject_is_called_in_chinese(label):
    assert kind_of(label) != label
    assert not kind_of(label).isascii()


def test_what_this_version_does_not_know_is_shown_as_it_stands():
    one = entry(act="past.Forgotten", about="past.thing:7", odd="x")
    assert Names([one]).about(one).name == "past.thing（编号 7）"
    assert content(one, Names([one])) == "odd：x"
    assert content(entry(about="organs.unit:7", before={}, after={"odd": "x"}), Names([])) == "odd：无 → x"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"role": "clerk", "since_on": "2026-03-02"}, "角色：经办人；自：2026年3月2日"),
        ({"roles": ["clerk", "auditor"]}, "角色：经办人、审计员"),
        ({"post": "leader", "holder": "某某"}, "职务：组长；姓名或机构：某某"),
        ({"kind": "docx", "size": 2048}, "类型：Word 文档；大小：2.0\xa0KB"),
        ({"unit": None, "told": ""}, "内设机构：无；原因：无"),
        ({"is_disclosure_office": False}, "政府信息公开工作机构：否"),
        (
            {
                "before": {"name": "甲", "is_active": "True"},
                "after": {"name": "乙", "is_active": "False"},
            },
            "名称：甲 → 乙；启用：是 → 否",
        ),
        ({"before": {"phone": ""}, "after": {"phone": "1"}}, "电话：无 → 1"),
    ],
)
def test_what_was_laid_down_is_told_in_words(data, words):
    assert told(**data) == words


def test_choices_are_told_by_their_labels():
    one = entry(about="organs.organ:7", before={"level": "city"}, after={"level": "county"})
    assert content(one, Names([])) == "层级：市级 → 县级"


def test_a_move_of_the_procedure_is_told_without_what_was_sealed():
    data = {"on": "2026-09-21", "channel": "web", "content": "•", "reached_unit_on": "2026-09-20"}
    one = entry(act="law.Submitted", about="requests.inforequest:7", **data)
    assert content(one, Names([])) == "提交方式：网站；转交单位收到日期：2026年9月20日"


def test_of_a_person_only_what_was_changed_is_told():
    assert (
        content(entry(about="organs.user:7", fields=["name", "phone"]), Names([])) == "改动的内容：姓名、电话"
    )
