"""What happened, in the words of officials: one phrase for each act, and one for each thing it tells."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, Field
from django.template.defaultfilters import filesizeformat

from gongkai.desk.activity.names import REFERENCES, Names
from gongkai.files.kinds import KINDS
from gongkai.jobs.acting import system_id
from gongkai.jobs.job import label_of
from gongkai.ledger.models import Entry
from gongkai.organs.models import LeadingPost, Role

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
        "jobs.JobRetried": "重新执行任务",
        "notices.MailBounced": "登记邮件退回",
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
        "code": "退信代码",
    }
)
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
    before = entry.data.get(BEFORE, {})
    parts = []
    for key, value in sorted(entry.data.items(), key=_place):
        if key == AFTER:
            parts += [_changed(entry, field, before.get(field), new) for field, new in value.items()]
        elif key == CHANGED:
            parts.append(f"{FIELDS[key]}：{'、'.join(_label(entry, field) for field in value)}")
        elif key != BEFORE:
            parts.append(f"{FIELDS.get(key, key)}：{_value(key, value, names)}")
    return "；".join(parts)


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


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.year}年{day.month}月{day.day}日"


SHOWN: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "kind": _kind,
        "post": _post,
        "role": _role,
        "roles": _roles,
        "since_on": _day,
        "size": filesizeformat,
        "task": label_of,
        "until_on": _day,
    }
)
