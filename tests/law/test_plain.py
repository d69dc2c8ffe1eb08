from datetime import date
from decimal import Decimal

import pytest
from tests.law.casefiles import RULES

from gongkai.law.casefile import Draft
from gongkai.law.events import Channel, FeeNoticeSent, Submitted, Tariff
from gongkai.law.evidence import EvidenceItem, FeeFacts, SecretClassification, SecretLevel
from gongkai.law.outcomes import Evidence
from gongkai.law.plain import PlainDataError, build, case_file, event, facts_of
from gongkai.law.statutes import GIR

PLAIN = {
    "on": "2026-10-19",
    "events": [
        {"event": "提交申请", "on": date(2026, 9, 21), "channel": "counter"},
        {"event": "登记", "on": "2026-09-21", "serial": "31", "applicant": "natural", "items": ["批复"]},
    ],
    "draft": {"letter": "L18", "provisions": ["GIR:36::4"], "conclusions": [{"item": 1, "letter": "L18"}]},
    "secret": {"level": "秘密", "is_marked": True},
    "fee": {"amount": "100.00", "new_items": 1},
}


def test_a_file_is_read_with_its_events_folded():
    file = case_file(PLAIN, rules=RULES)
    assert file.on == date(2026, 10, 19)
    assert file.events[0] == Submitted(on=date(2026, 9, 21), channel=Channel.COUNTER)
    assert file.received_on == date(2026, 9, 21)
    assert file.draft.provisions == (GIR.art(36, item=4),)
    assert file.secret == SecretClassification(level=SecretLevel.LOWEST, is_marked=True)
    assert file.fee == FeeFacts(amount=Decimal("100.00"), new_items=1)


def test_an_event_is_named_as_on_the_screen():
    notice = event({"event": "发出收费通知", "on": "2026-10-12", "tariff": "items", "amount": 100})
    assert notice == FeeNoticeSent(on=date(2026, 10, 12), tariff=Tariff.ITEMS, amount=Decimal(100))


def test_a_choice_may_be_named_by_its_value_or_in_capitals():
    by_name = build(EvidenceItem, {"name": "截图", "shows": "SEARCH_LOG"})
    assert by_name == build(EvidenceItem, {"name": "截图", "shows": Evidence.SEARCH_LOG.value})


def test_none_is_left_as_not_known():
    assert facts_of({"secret": None}) == {"secret": None}


@pytest.mark.parametrize(
    ("plain", "says"),
    [
        ({"events": []}, "缺少“on”"),
        ({"on": "十月"}, "“on”填写的“十月”不对，应当是日期，如 2026-11-02"),
        ({"on": "2026-10-19", "secrets": {}}, "没有“secrets”这一项，可填：applicant、bundle"),
        ({"on": "2026-10-19", "case": {}}, "没有“case”这一项"),
        ({"on": "2026-10-19", "events": {}}, "“events”应当是事项的列表"),
        ({"on": "2026-10-19", "events": ["提交申请"]}, "events[1]：“event”应当是这些事项之一：提交申请、"),
        ({"on": "2026-10-19", "events": [{"event": "提交"}]}, "应当是这些事项之一"),
        ({"on": "2026-10-19", "events": [{"event": "提交申请", "on": "2026-09-21"}]}, "缺少必填项"),
        ({"on": "2026-10-19", "secret": {"level": "机要"}}, "可填：绝密、机密、秘密"),
        ({"on": "2026-10-19", "secret": {"is_marked": 1}}, "应当是true 或者 false"),
        ({"on": "2026-10-19", "secret": "秘密"}, "“secret”应当是一组填写项"),
        ({"on": "2026-10-19", "fee": {"pages": True}}, "“fee.pages”填写的“True”不对，应当是整数"),
        ({"on": "2026-10-19", "fee": {"amount": "一百"}}, "应当是数额"),
        ({"on": "2026-10-19", "organ": {"units": "法规科"}}, "“organ.units”应当是列表"),
        ({"on": "2026-10-19", "organ": {"units": [3]}}, "“organ.units[1]”填写的“3”不对，应当是文字"),
        ({"on": "2026-10-19", "draft": {"letter": "L99"}}, "“draft”没有代码为“L99”的文书"),
        ({"on": "2026-10-19", "draft": {"letter": "L18", "provisions": ["GIR:99"]}}, "如 GIR:36::2"),
    ],
)
def test_a_mistake_is_answered_with_its_place_and_what_can_stand_there(plain, says):
    with pytest.raises(PlainDataError) as refusal:
        case_file(plain, rules=RULES)
    assert says in str(refusal.value)


def test_a_draft_needs_its_letter():
    with pytest.raises(PlainDataError, match="尚未填写的有：letter"):
        build(Draft, {"text": "…"}, "draft")
