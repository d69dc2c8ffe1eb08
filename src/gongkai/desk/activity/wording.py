"""What happened, in the words of officials: one phrase for each act, and one for each thing it tells."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, Field
from django.template.defaultfilters import filesizeformat
from django.utils.timezone import localtime

from gongkai import facts
from gongkai.catalogue.choices import (
    ATTRIBUTES,
    CLASS_CHOICES,
    GROUND_CHOICES,
    Conclusion,
    FindingKind,
    State,
)
from gongkai.channels.models import ErrorReport
from gongkai.desk.activity.names import REFERENCES, Names
from gongkai.disputes.models import BLOCKS, OUTCOMES
from gongkai.faces.verdicts import VERDICTS
from gongkai.files.kinds import KINDS
from gongkai.jobs.acting import system_id
from gongkai.jobs.job import label_of
from gongkai.law.annual.findings import Verdict
from gongkai.law.procedure import MOVES, OPENINGS
from gongkai.ledger.models import Entry
from gongkai.ledger.subjects import name
from gongkai.letters.models import DELIVERIES
from gongkai.organs.models import LeadingPost, Role
from gongkai.reports.figures import enterable
from gongkai.requests.models import APPLICANTS, CHANNELS, PARTIES
from gongkai.requests.trail import LAW, REDACTED

ACTS: Mapping[str, str] = MappingProxyType(
    {
        "organs.OrganOpened": "录入机关",
        "organs.OrganChanged": "修改机关信息",
        "organs.UnitOpened": "录入内设机构",
        "organs.UnitChanged": "修改内设机构",
        "organs.LeadingPostFilled": "登记领导小组职务",
        "organs.LeadingPostEnded": "结束领导小组职务",
        "organs.UserInvited": "邀请人员",
        "organs.InvitationRenewed": "再次邀请人员",
        "organs.UserChanged": "修改人员信息",
        "organs.UserSuspended": "停用人员",
        "organs.UserReinstated": "恢复人员",
        "organs.RoleGiven": "授予角色",
        "organs.RoleEnded": "结束角色",
        "files.FileStored": "上传文件",
        "files.FileRemoved": "删除文件",
        "files.FileRestored": "恢复文件",
        "files.ContentPurged": "清除不再使用的文件内容",
        "letters.LetterheadChanged": "修改文书设置",
        "letters.LetterBegun": "新建文书",
        "letters.LetterRevised": "修改文书草稿",
        "letters.LetterDiscarded": "作废文书草稿",
        "letters.LetterSigned": "签发文书并编号",
        "letters.LetterSent": "发出文书",
        "letters.LetterReturned": "登记文书退回",
        "letters.LetterServed": "登记文书送达",
        "requests.HandlerNamed": "指定承办人",
        "requests.FindingWritten": "填写审查记录",
        "requests.ApplicantCorrected": "更正申请人信息",
        "requests.ApplicantShown": "查看申请人完整信息",
        "requests.ApplicantPurged": "清除申请人信息",
        "requests.PaperAdded": "材料入卷",
        "requests.LetterTied": "为本件拟写文书",
        "requests.CheckAnswered": "说明检查提示",
        "requests.CodeRenewed": "更换查询码",
        "requests.Urged": "督办",
        "requests.UrgeReceived": "收到督办",
        "requests.DueMoved": "日历变动后重新计算期限",
        "requests.EvidenceSealed": "固定证据",
        "requests.DataCleared": "核对后保留个人信息",
        "catalogue.ColumnOpened": "增加栏目",
        "catalogue.ColumnChanged": "修改栏目",
        "catalogue.ColumnClosed": "停用栏目",
        "catalogue.ColumnReopened": "恢复栏目",
        "catalogue.NumberingSet": "设置索引号格式",
        "catalogue.ItemDrafted": "起草公开条目",
        "catalogue.ItemRevised": "修改公开条目",
        "catalogue.FileAttached": "添加附件",
        "catalogue.FileDetached": "去掉附件",
        "catalogue.ItemDiscarded": "作废公开条目草稿",
        "catalogue.ItemSubmitted": "送审",
        "catalogue.ItemRecalled": "收回送审的条目",
        "catalogue.ItemPassed": "审核通过并校对",
        "catalogue.ItemRejected": "退回修改",
        "catalogue.SecrecyExamined": "保密审查",
        "catalogue.ItemInspected": "隐私和隐藏内容检查",
        "catalogue.FindingJustified": "说明检查发现可以保留",
        "catalogue.ItemScheduled": "设定发布时间",
        "catalogue.ItemUnscheduled": "取消定时发布",
        "catalogue.ItemPublished": "发布",
        "catalogue.ItemCorrected": "发布更正",
        "catalogue.CorrectionBegun": "起草更正",
        "catalogue.CorrectionDropped": "放弃更正",
        "catalogue.ItemWithdrawn": "撤回已发布的条目",
        "catalogue.ItemFiled": "登记为不主动公开",
        "catalogue.ValidityMarked": "标注有效性",
        "catalogue.DueMoved": "公开期限随工作日历调整",
        "catalogue.TopicOpened": "开设专题",
        "catalogue.TopicChanged": "修改专题",
        "catalogue.TopicArchived": "专题归档",
        "catalogue.TopicReopened": "恢复专题",
        "catalogue.TopicFilled": "把条目加入专题",
        "catalogue.TopicThinned": "把条目移出专题",
        "catalogue.GuideRevised": "修改公开指南",
        "channels.EarlierTotalsImported": "导入以往访问数据",
        "channels.EarlierTotalsRevoked": "撤销导入的以往访问数据",
        "channels.ErrorReported": "收到纠错留言",
        "channels.ErrorReportAnswered": "答复纠错留言",
        "channels.ErrorReportClosed": "关闭纠错留言",
        "channels.ErrorReporterPurged": "清除纠错留言中的个人信息",
        "disputes.DisputeNotified": "登记复议诉讼",
        "disputes.DisputeAmended": "更正复议诉讼登记",
        "disputes.DisputeAnswered": "登记提交答复答辩",
        "disputes.DisputeConcluded": "登记复议诉讼结果",
        "disputes.ReReplyOrdered": "登记责令重新答复的期限",
        "reports.ReportBegun": "开始编制年度报告",
        "reports.ReportBuilt": "重新统计年度报告",
        "reports.TextWritten": "修改年度报告文字",
        "reports.FigureEntered": "补录年度报告数据",
        "reports.FigureWithdrawn": "撤销补录数据",
        "reports.ReportClosed": "年度结账",
        "reports.ReportRestated": "更正年度报告",
        "reports.ReportPublished": "发布年度报告",
        "reports.ReportImported": "导入以前的年度报告",
        "reports.ReportDiscarded": "撤销导入的年度报告",
        "jobs.JobRetried": "重新执行任务",
        "notices.MailBounced": "登记邮件退回",
        **{name(opening.event): opening.label for opening in OPENINGS.values()},
        **{name(move.event): move.label for move in MOVES.values()},
    }
)
# What an event's fields are called, in the order in which they are told. Those that hold the state before
# and after are told field by field.
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "user": "人员",
        "role": "角色",
        "roles": "角色",
        "name": "名称",
        "credit_code": "统一社会信用代码",
        "superior": "上级机关",
        "is_disclosure_office": "政府信息公开工作机构",
        "post": "职务",
        "holder": "姓名或机构",
        "unit": "内设机构",
        "since_on": "自",
        "until_on": "至",
        "fields": "改动的内容",
        "kind": "类型",
        "size": "大小",
        "stored": "内容编号",
        "sha256": "校验值",
        "task": "任务",
        "told": "原因",
        "code": "代码",
        "number": "编号",
        "docx": "Word 文件的校验值",
        "pdf": "PDF 文件的校验值",
        "way": "送达方式",
        "handler": "承办人",
        "about": "事项",
        "purpose": "用途",
        "file": "文件",
        "letter": "文书",
        "check": "检查",
        "request": "申请",
        "organ": "机关",
        "urging": "督办事项",
        "before": "原来",
        "after": "现在",
        "count": "处数",
        "on": "日期",
        "channel": "提交方式",
        "content": "内容",
        "by_unit": "签收单位",
        "tracking": "邮件单号",
        "how": "方式",
        "from_unit": "转交单位",
        "reached_unit_on": "转交单位收到日期",
        "serial": "登记编号",
        "applicant": "申请人类别",
        "items": "申请事项",
        "children": "拆分出的申请",
        "to": "合并到",
        "received_on": "收到日期",
        "points": "补正事项",
        "deadline": "期限",
        "good_reason": "正当理由",
        "proof_of_service": "送达凭证",
        "why": "理由",
        "party": "被征求意见方",
        "agrees": "是否同意",
        "reasons": "理由",
        "by": "经办或者作出",
        "workdays": "工作日数",
        "reason": "原因",
        "counts": "数量",
        "until": "至",
        "tariff": "计收方式",
        "amount": "金额（元）",
        "basis": "依据",
        "receipt": "收据",
        "proof": "凭证",
        "systems": "检索的系统",
        "keywords": "检索词",
        "result": "结果",
        "review": "审查",
        "passed": "通过",
        "remark": "意见",
        "record": "记录",
        "evidence": "证据",
        "simplified": "简易程序",
        "court": "人民法院",
        "limit": "期限",
        "path": "网址路径",
        "duty": "法定类别",
        "form": "索引号格式",
        "column": "栏目",
        "item": "条目",
        "version": "版本",
        "stage": "环节",
        "conclusion": "结论",
        "finding": "检查发现",
        "fingerprint": "指纹",
        "publish_at": "发布时间",
        "due_on": "公开期限",
        "attribute": "公开属性",
        "ground": "依据",
        "review_on": "下次评估日期",
        "block": "类别",
        "authority": "复议机关或者人民法院",
        "notified_on": "收到副本日期",
        "accepted_on": "受理日期",
        "limit_on": "答复答辩期限",
        "act_is_ours": "被诉行为由本机关作出",
        "answered_on": "提交日期",
        "concluded_on": "审结日期",
        "outcome": "审理结果",
        "reply_limit_on": "重新答复期限",
        "year": "年度",
        "is_consolidated": "汇总报告",
        "parts": "部分",
        "cell": "格",
        "value": "数值",
        "source": "数据来源",
        "totals": "行数",
        "views": "访问量",
        "visitors": "独立用户",
        "page": "页面",
        "error": "错误的类别",
        "is_right": "属实",
        "original": "原件的校验值",
        "verdict": "审计结论",
    }
)
CHOICES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "channel": dict(CHANNELS),
        "applicant": dict(APPLICANTS),
        "kind": dict(PARTIES),
        "way": dict(DELIVERIES),
        "tariff": {"items": "按件", "pages": "按量"},
        "review": {"disclosure": "公开审查", "secrecy": "保密审查", "legal": "法制审核"},
    }
)
DAYS = (
    "since_on",
    "until_on",
    "notified_on",
    "accepted_on",
    "limit_on",
    "answered_on",
    "concluded_on",
    "reply_limit_on",
    "due_on",
    "review_on",
)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
ORDER = {field: place for place, field in enumerate(FIELDS)}
BEFORE, AFTER, CHANGED = "before", "after", "fields"
NOTHING, YES, NO = "无", "是", "否"
SYSTEM, UNSEEN = "系统", "（其他机关人员）"


def act(name: str) -> str:
    """An act in words; one without words yet is shown by its name rather than not at all."""
    return ACTS.get(name, name)


def who(entry: Entry) -> str:
    """Who acted: the name where the reader may see that person; ``entry`` has ``by_name``."""
    named: str | None = getattr(entry, "by_name", None)
    return named or (SYSTEM if entry.by_id == system_id() else UNSEEN)


def content(entry: Entry, names: Names) -> str:
    """What an act laid down, as ``角色：经办人；自：2026年3月2日``."""
    before = entry.data.get(BEFORE, {})  # the state of a row, where it is one
    parts = []
    for key, value in sorted(entry.data.items(), key=_place):
        if entry.act.startswith(LAW):
            parts += _of_law(key, value)
        elif key == AFTER and isinstance(value, dict):
            parts += [_changed(entry, field, before.get(field), new) for field, new in value.items()]
        elif key == CHANGED:
            parts.append(f"{FIELDS[key]}：{'、'.join(_label(entry, field) for field in value)}")
        elif key != BEFORE or not isinstance(value, dict):
            parts.append(f"{FIELDS.get(key, key)}：{_value(key, value, names)}")
    return "；".join(parts)


def _of_law(key: str, value: Any) -> list[str]:
    """What a move of the procedure tells; its day stands beside it, and sealed words are passed over."""
    if key == "on" or value in (None, "", REDACTED, []) or (isinstance(value, list) and REDACTED in value):
        return []
    words = "、".join(map(str, value)) if isinstance(value, list) else _plain(key, value)
    return [f"{FIELDS.get(key, key)}：{words}"]


def _plain(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    text = CHOICES.get(key, {}).get(str(value), str(value))
    return _day(text) if DAY.fullmatch(text) else text


def _place(item: tuple[str, Any]) -> int:
    return ORDER.get(item[0], len(ORDER))


def _value(key: str, value: Any, names: Names) -> str:
    if value in (None, ""):
        return NOTHING
    if isinstance(value, bool):
        return YES if value else NO
    if key in REFERENCES:
        return names.of(REFERENCES[key], str(value))
    return SHOWN.get(key, str)(value)


def _changed(entry: Entry, key: str, old: str | None, new: str) -> str:
    field = _field(entry, key)
    return f"{_label(entry, key)}：{_choice(field, old)} → {_choice(field, new)}"


def _label(entry: Entry, key: str) -> str:
    field = _field(entry, key)
    return str(field.verbose_name) if field else key


def _field(entry: Entry, key: str) -> "Field[Any, Any] | None":
    try:
        return cast("Field[Any, Any]", apps.get_model(entry.about.partition(":")[0])._meta.get_field(key))
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def _choice(field: "Field[Any, Any] | None", value: str | None) -> str:
    if not value:
        return NOTHING
    if isinstance(field, BooleanField):
        return YES if value == str(True) else NO
    words = dict(field.flatchoices) if field else {}
    return str(words.get(value, value))


def _roles(values: list[str]) -> str:
    return "、".join(map(_role, values))


def _role(value: str) -> str:
    return str(dict(Role.choices).get(value, value))


def _post(value: str) -> str:
    return str(dict(LeadingPost.Post.choices).get(value, value))


def _kind(value: str) -> str:
    return KINDS[value].label if value in KINDS else value


def _block(value: str) -> str:
    return dict(BLOCKS).get(value, value)


def _outcome(value: str) -> str:
    return dict(OUTCOMES).get(value, value)


def _cell(value: str) -> str:
    """A cell as the form of any year calls it; the newest form that has it."""
    for version in facts.FORM_VERSIONS:
        if value in enterable(facts.form(version)):
            return facts.form(version).cell_label(value)
    return value


def _verdict(value: str) -> str:
    return VERDICTS[Verdict(value)].word


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.year}年{day.month}月{day.day}日"


def _moment(value: str) -> str:
    moment = localtime(datetime.fromisoformat(value))
    return f"{_day(moment.date().isoformat())}{moment:%H:%M}"


def _form(value: str) -> str:
    known = facts.index_formats().get(value)
    return known.name if known else value


def _of(choices: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    words = dict(choices)
    return lambda value: str(words.get(value, value))


SHOWN: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "attribute": _of(ATTRIBUTES),
        "error": _of(ErrorReport.Kind.choices),
        "conclusion": _of(Conclusion.choices),
        "duty": _of(CLASS_CHOICES),
        "finding": _of(FindingKind.choices),
        "form": _form,
        "ground": _of(GROUND_CHOICES),
        **dict.fromkeys(DAYS, _day),
        "block": _block,
        "kind": _kind,
        "cell": _cell,
        "outcome": _outcome,
        "parts": "、".join,
        "post": _post,
        "role": _role,
        "roles": _roles,
        "publish_at": _moment,
        "size": filesizeformat,
        "stage": _of(State.choices),
        "task": label_of,
        "verdict": _verdict,
    }
)
