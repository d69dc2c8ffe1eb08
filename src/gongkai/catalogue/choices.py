"""What can be chosen for columns and items: stable codes, and the words of officials."""

from django.db import models

from gongkai.law.disclosure import CLASSES, GROUNDS, Attribute

ATTRIBUTES = [(one.value, one.label) for one in Attribute]
GROUND_CHOICES = [(one.code, f"{one.name}（{one.basis}）") for one in GROUNDS]
CLASS_CHOICES = [(one.code, f"{one.name}（{one.basis.place}）") for one in CLASSES]


class Cycle(models.TextChoices):
    """How often a column is brought up to date 更新周期."""

    AT_ONCE = "at_once", "实时更新"
    WEEKLY = "weekly", "每周"
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half_yearly", "每半年"
    YEARLY = "yearly", "每年"
    AS_CHANGED = "as_changed", "信息形成或者变更后20个工作日内"


class Genre(models.TextChoices):
    """体裁: what kind of text it is."""

    RESOLUTION = "resolution", "决议"
    DECISION = "decision", "决定"
    ORDER = "order", "命令（令）"
    BULLETIN = "bulletin", "公报"
    NOTICE = "notice", "公告"
    PROCLAMATION = "proclamation", "通告"
    OPINION = "opinion", "意见"
    CIRCULAR = "circular", "通知"
    COMMENDATION = "commendation", "通报"
    REPORT = "report", "报告"
    REPLY = "reply", "批复"
    LETTER = "letter", "函"
    MINUTES = "minutes", "纪要"
    PLAN = "plan", "规划、计划"
    FIGURES = "figures", "统计、预决算"
    GUIDE = "guide", "指南"
    INTERPRETATION = "interpretation", "解读"
    NEWS = "news", "动态"
    OTHER = "other", "其他"


class Validity(models.TextChoices):
    """有效性: how a text stands today."""

    NOT_APPLICABLE = "not_applicable", "不涉及"
    IN_FORCE = "in_force", "现行有效"
    AMENDED = "amended", "已被修改"
    REPEALED = "repealed", "废止"
    VOID = "void", "宣布失效"
    LAPSED = "lapsed", "有效期届满自动失效"
    NOT_YET = "not_yet", "尚未施行"


class State(models.TextChoices):
    """Where an item stands on its way to the public."""

    DRAFT = "draft", "草稿"
    FIRST = "first", "待初审"
    SECOND = "second", "待复审"
    FINAL = "final", "待终审"
    SECRECY = "secrecy", "待保密审查"
    READY = "ready", "待发布"
    SCHEDULED = "scheduled", "定时发布"
    PUBLISHED = "published", "已发布"
    FILED = "filed", "已登记（不主动公开）"
    WITHDRAWN = "withdrawn", "已撤回"
    DISCARDED = "discarded", "已作废"


class Verdict(models.TextChoices):
    """What a reviewer decided."""

    PASSED = "passed", "通过"
    REJECTED = "rejected", "退回"
    NOTED = "noted", "记录"


class Conclusion(models.TextChoices):
    """What a secrecy review concludes (保密审查结论)."""

    OPEN = "open", "可以公开"
    IN_PART = "in_part", "删减后可以公开"
    CLOSED = "closed", "不可以公开"
    REFERRED = "referred", "不能确定，报有关主管部门或者保密行政管理部门确定"


class FindingKind(models.TextChoices):
    """What the gate can find in a text or a file."""

    CITIZEN_NUMBER = "citizen_number", "公民身份号码"
    MOBILE = "mobile", "手机号码"
    LANDLINE = "landline", "固定电话号码"
    BANK_CARD = "bank_card", "银行卡号"
    PLATE = "plate", "车牌号码"
    ADDRESS = "address", "住址"
    SEVERE_WORDS = "severe_words", "严重表述错误"
    COMMENT = "comment", "批注"
    REVISION = "revision", "修订痕迹"
    HIDDEN_TEXT = "hidden_text", "隐藏文字"
    HIDDEN_ROWS = "hidden_rows", "隐藏的行"
    HIDDEN_COLUMNS = "hidden_columns", "隐藏的列"
    HIDDEN_SHEET = "hidden_sheet", "隐藏的工作表"
    HIDDEN_SLIDE = "hidden_slide", "隐藏的幻灯片"
    SPEAKER_NOTES = "speaker_notes", "演讲者备注"
    CACHED_DATA = "cached_data", "缓存的源数据"
    EMBEDDED = "embedded", "嵌入的文件"
    PROPERTY = "property", "文件属性"
    UNREADABLE = "unreadable", "机器读不出的内容"
