"""The printed words of the form, known again however they are spaced, numbered or misprinted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache
from types import MappingProxyType

from gongkai import facts
from gongkai.audit.figures import Noise, Written, figure, is_blank
from gongkai.audit.folding import fold
from gongkai.law.annual.forms import Form

LONGEST = 90
REMEMBERED = 8192


class Kind(Enum):
    """What a label is of; ROW labels carry figures, the others do not."""

    ROW = auto()
    GROUP = auto()
    ITEM = auto()
    HEADER = auto()


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the form; ``table`` and ``key`` are those of ``Tables``."""

    kind: Kind
    table: str
    key: str
    text: str = ""


Token = Label | Written | Noise | None
PROACTIVE, REQUESTS, DISPUTES = "proactive", "requests", "disputes"

REQUEST_MARKS = (
    ("确认或重新出具", "not_processed.reconfirm"),
    ("公开出版物", "not_processed.publication"),
    ("结转下年度", "carried_out"),
    ("结转下年", "carried_out"),
    ("逾期不补正", "other.correction_lapsed"),
    ("逾期不补", "other.correction_lapsed"),
    ("大量反复", "not_processed.excessive"),
    ("信访举报", "not_processed.petition"),
    ("重复申请", "not_processed.repeat"),
    ("缴纳费用", "other.fee_lapsed"),
    ("未按收费通知", "other.fee_lapsed"),
    ("仍不明确", "unavailable.unclear"),
    ("另行制作", "unavailable.must_create"),
    ("没有现成", "unavailable.must_create"),
    ("行政查询", "denied.admin_query"),
    ("执法案卷", "denied.enforcement_file"),
    ("四类过程", "denied.process"),
    ("过程性信息", "denied.process"),
    ("三类内部", "denied.internal"),
    ("内部事务", "denied.internal"),
    ("国家秘密", "denied.state_secret"),
    ("禁止公开", "denied.law_forbids"),
    ("其他法律行政", "denied.law_forbids"),
    ("本年新收", "new"),
    ("上年结转", "carried_in"),
    ("上年度结转", "carried_in"),
    ("部分公开", "partial"),
    ("三安全", "denied.safety"),
    ("第三方", "denied.third_party"),
    ("不掌握", "unavailable.not_held"),
)
GRANTED = re.compile("(?<!不)予以公开")
NUMBERED = MappingProxyType({"3其他": "other.other", "七总计": "total"})
OTHER = frozenset({"六其他处理", "六其他", "其他处理"})
GROUPS = ("本年度办理结果", "不予公开", "无法提供", "不予处理")
APPLICANTS = ("申请人情况", "法人或其他组织", "勾稽关系", "申请人类别")
PROACTIVE_MARKS = (
    ("其他对外管理服务事项", "other_services"),
    ("行政事业性收费", "fees"),
    ("行政规范性文件", "norms"),
    ("规范性文件", "norms"),
    ("政府集中采购", "procurement"),
    ("行政许可", "permits"),
    ("行政处罚", "penalties"),
    ("行政强制", "coercions"),
    ("规章", "rules"),
)
ITEM = re.compile("第?二十条第?([一二三四五六七八九])项")
PROACTIVE_HEADER = re.compile(
    "信息内容|制发|制作数量|新制作|公开数量|公开总数|废止件|废止数|有效件|处理决定|上一年|本年增|增减|收费金额|采购项目数|采购总金额"
)
DISPUTE_HEADER = re.compile(
    "^(结果维持|结果纠正|其他结果|尚未审结|未经复议|复议后起诉|行政复议行政诉讼)|^(行政复议|行政诉讼)$"
)


def classify(text: str) -> Token:
    """What one cell of a table says: a figure, a label, nothing (None), or something else."""
    return _remembered(text) if len(text) <= LONGEST else _classified(text)


def _classified(text: str) -> Token:
    if is_blank(text):
        return None
    value = figure(text)
    if value is not None:
        return value
    return (label(text) if len(text) <= LONGEST else None) or Noise(text[:LONGEST])


_remembered = lru_cache(maxsize=REMEMBERED)(_classified)


def label(text: str) -> Label | None:
    """The word of the form that the text is, or clearly stands for."""
    folded = fold(text)
    return _exact().get(folded) or _request(folded) or _header(folded) or _proactive(folded)


@cache
def _exact() -> dict[str, Label]:
    """Every label of both forms as printed, without its number, folded."""
    known: dict[str, Label] = {}
    for version in facts.FORM_VERSIONS:
        form = facts.form(version)
        for row in form.proactive_rows:
            known[fold(row.label)] = Label(Kind.ROW, PROACTIVE, row.key)
        for column in form.proactive_columns.values():
            known[fold(column)] = Label(Kind.HEADER, PROACTIVE, "", fold(column))
        _add_requests(form, known)
        for outcome in form.outcomes.values():
            known.setdefault(fold(outcome), Label(Kind.HEADER, DISPUTES, fold(outcome)))
    known["总计"] = Label(Kind.HEADER, "", "total")
    return known


def _add_requests(form: Form, known: dict[str, Label]) -> None:
    for key, applicant in form.applicants.items():
        known[applicant] = Label(Kind.HEADER, REQUESTS, key)
    known["其他"] = Label(Kind.HEADER, "", "other")
    for row in form.request_rows:
        if row.key in {"total", "other.other", "other"}:
            continue
        known[fold(row.label)] = Label(Kind.ROW, REQUESTS, row.key)


@cache
def full_labels() -> Mapping[tuple[str, str], str]:
    """By table and key, each label in full, folded, without its number."""
    forms = [facts.form(version) for version in reversed(facts.FORM_VERSIONS)]
    rows = {(PROACTIVE, row.key): fold(row.label) for form in forms for row in form.proactive_rows}
    return rows | {(REQUESTS, row.key): fold(row.label) for form in forms for row in form.request_rows}


def _request(folded: str) -> Label | None:
    if folded in NUMBERED:
        return Label(Kind.ROW, REQUESTS, NUMBERED[folded])
    if folded in OTHER:
        return Label(Kind.GROUP, REQUESTS, "other")
    keys = {key for mark, key in REQUEST_MARKS if mark in folded}
    if not keys and GRANTED.search(folded):
        keys = {"granted"}
    if len(keys) == 1:
        return Label(Kind.ROW, REQUESTS, keys.pop())
    if not keys and any(group in folded for group in GROUPS):
        return Label(Kind.GROUP, REQUESTS, "")
    return None


def _header(folded: str) -> Label | None:
    if ITEM.search(folded):
        return Label(Kind.ITEM, PROACTIVE, "", folded)
    if PROACTIVE_HEADER.search(folded):
        return Label(Kind.HEADER, PROACTIVE, "", folded)
    if any(mark in folded for mark in APPLICANTS):
        return Label(Kind.HEADER, REQUESTS, "")
    if DISPUTE_HEADER.search(folded):
        return Label(Kind.HEADER, DISPUTES, folded)
    return None


def _proactive(folded: str) -> Label | None:
    for mark, key in PROACTIVE_MARKS:
        if folded.startswith(mark) or folded.lstrip("0123456789一二三四五六七八九").startswith(mark):
            return Label(Kind.ROW, PROACTIVE, key)
    return None
