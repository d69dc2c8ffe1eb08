"""Reads the events of a case file: a day, a move by its label, and what is not usual about it."""

from decimal import Decimal
from enum import StrEnum
from typing import Any, get_type_hints

from gongkai.law.events import Event
from gongkai.law.procedure import MOVES, OPENINGS

BY_LABEL = {move.label: move.event for move in (*OPENINGS.values(), *MOVES.values())}
USUAL: dict[str, dict[str, Any]] = {
    "提交申请": {"channel": "counter"},
    "登记": {"serial": "2026-1", "applicant": "natural", "items": ["甲项目的批复"]},
    "分办": {"unit": "业务科"},
    "登记内部转交": {"from_unit": "信访科"},
    "发出补正通知": {"points": ["写明项目名称"]},
    "逾期未补正，不再处理": {"proof_of_service": "邮政回执"},
    "发出征求意见书": {"party": "甲公司", "kind": "third_party"},
    "登记对方收到征求意见书": {"party": "甲公司"},
    "登记意见": {"party": "甲公司", "agrees": True},
    "认定期满未答复": {"party": "甲公司"},
    "同意延期": {"by": "办公室主任", "workdays": 20},
    "要求说明理由": {"counts": "一个月内提出42件"},
    "发出收费通知": {"tariff": "pages", "amount": 380},
    "登记检索": {"systems": ["档案系统"], "keywords": ["批复"], "by": "承办人", "result": "未检索到"},
    "登记审查": {"review": "disclosure", "by": "审查人", "passed": True},
    "拟稿": {"letter": "L13"},
    "签发": {"number": "保司公复〔2026〕1号"},
    "发出答复": {"way": "post"},
    "登记退回": {"reason": "查无此人"},
    "告知第三方决定公开": {"party": "甲公司"},
    "申请更正": {"record": "本人登记信息", "evidence": "户口簿"},
    "收到行政复议申请书副本": {"simplified": False},
    "被责令重新答复": {"by": "市人民法院"},
}


def event(day, label: str, unusual: dict[str, Any] | None = None) -> Event:
    """The event with that label on that day."""
    kind = BY_LABEL[label]
    hints = get_type_hints(kind)
    given = {**USUAL.get(label, {}), **(unusual or {})}
    return kind(on=day, **{name: _value(hints[name], value) for name, value in given.items()})


def events(given: list[list[Any]]) -> list[Event]:
    """The events of a case; 三项审查 stands for the three reviews."""
    found = []
    for day, label, *rest in given:
        if label == "三项审查":
            reviews = ("disclosure", "secrecy", "legal")
            found += [event(day, "登记审查", {"review": review}) for review in reviews]
        elif label == "登记并分办":
            found += [event(day, "登记"), event(day, "分办")]
        else:
            found.append(event(day, label, *rest))
    return found


def _value(hint: Any, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return Decimal(value) if hint is Decimal else value
