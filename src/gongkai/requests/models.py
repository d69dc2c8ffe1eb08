"""Requests, with what was sealed about who asked, and what the office wrote down on the way.

The ledger holds what happened; a row of ``InfoRequest`` is its sum, written in the same transaction. Words of
people stand sealed beside it, never in the ledger, so that they can be deleted and every figure stays.
"""

from django.db import models

from gongkai.law.clock import LABELS, ClockState
from gongkai.law.events import Applicant as ApplicantKind
from gongkai.law.events import Channel, Party
from gongkai.law.procedure import Kind, State
from gongkai.sealing import SealedField

KINDS = ((Kind.REQUEST.value, "公开申请"), (Kind.CORRECTION.value, "更正申请"))
CHANNELS = (
    (Channel.WEB.value, "网站"),
    (Channel.COUNTER.value, "当面"),
    (Channel.ORAL.value, "口头（代填）"),
    (Channel.SIGNED_MAIL.value, "邮寄（需签收）"),
    (Channel.ORDINARY_MAIL.value, "平常信函"),
    (Channel.EMAIL.value, "电子邮件"),
    (Channel.FAX.value, "传真"),
)
APPLICANTS = (
    (ApplicantKind.NATURAL.value, "自然人"),
    (ApplicantKind.COMPANY.value, "商业企业"),
    (ApplicantKind.RESEARCH.value, "科研机构"),
    (ApplicantKind.PUBLIC_INTEREST.value, "社会公益组织"),
    (ApplicantKind.LEGAL_SERVICE.value, "法律服务机构"),
    (ApplicantKind.OTHER.value, "其他法人或者组织"),
)
# A term runs, waits, or has not begun: whoever asked still waits for a reply, the first or one ordered anew.
AT_WORK = (
    ClockState.NOT_STARTED.value,
    ClockState.RUNNING.value,
    ClockState.SUSPENDED.value,
    ClockState.STOPPED.value,
)
PARTIES = (
    (Party.THIRD_PARTY.value, "第三方"),
    (Party.CO_MAKER.value, "共同制作机关"),
    (Party.OTHER_ORGAN.value, "其他机关"),
)


class InfoRequest(models.Model):
    """A request for information, or to correct a record: one 件, counted once."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="requests", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("年内序号")
    kind = models.CharField(
        "类别", max_length=12, choices=[(Kind.REQUEST, "公开申请"), (Kind.CORRECTION, "更正申请")]
    )
    channel = models.CharField("提交方式", max_length=16, choices=CHANNELS)
    gist = models.CharField("摘要", max_length=80)
    masked = models.CharField("申请人", max_length=60)
    code_digest = models.CharField("查询码的摘要", max_length=64)
    once = models.UUIDField("一次提交的标识", null=True, blank=True)
    submitted_on = models.DateField("提交日期")
    submitted_at = models.DateTimeField("提交时间")
    version = models.PositiveIntegerField("事项数", default=0)

    # the sum of what happened
    state = models.CharField("状态", max_length=3, choices=[(state.value, state.label) for state in State])
    applicant_kind = models.CharField("申请人类别", max_length=16, choices=APPLICANTS, blank=True)
    received_on = models.DateField("收到申请之日", null=True, blank=True)
    clock = models.CharField(
        "计时", max_length=12, choices=[(state.value, label) for state, label in LABELS.items()]
    )
    due_on = models.DateField("答复期限", null=True, blank=True)
    alarm_on = models.DateField("内部预警日", null=True, blank=True)
    next_limit_on = models.DateField("最近的期限", null=True, blank=True)
    next_limit = models.CharField("最近期限的事项", max_length=60, blank=True)
    is_provisional = models.BooleanField("期限待定", default=False)
    is_late = models.BooleanField("逾期", default=False)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    ending = models.CharField("办结文书", max_length=8, blank=True)
    row = models.CharField("年报行", max_length=40, blank=True)
    archived_on = models.DateField("归档日期", null=True, blank=True)

    # who deals with it
    unit = models.ForeignKey(
        "organs.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办机构"
    )
    handler = models.ForeignKey(
        "organs.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办人"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="拆分自"
    )

    class Meta:
        verbose_name = "公开申请"
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "number"], name="request_number_once"),
            models.UniqueConstraint(fields=["organ", "code_digest"], name="request_code_once"),
            # a form sent twice makes one request
            models.UniqueConstraint(fields=["organ", "once"], name="request_once"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True, ending="", row="")
                | (models.Q(closed_on__isnull=False) & ~models.Q(ending="")),
                name="closed_has_ending",
            ),
        ]
        indexes = [
            # the list of open requests, most pressing first
            models.Index(
                fields=["organ", "next_limit_on"],
                condition=models.Q(clock__in=AT_WORK),
                name="request_at_work",
            ),
            # the list of all, newest first
            models.Index(fields=["organ", "-year", "-number"], name="request_recent"),
            # table 3 of a year, read from the index alone
            models.Index(
                fields=["organ", "received_on", "closed_on", "row", "applicant_kind"],
                condition=models.Q(kind="request"),
                name="request_counted",
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def serial(self) -> str:
        """登记编号: year and running number of the organ, never used again."""
        return f"{self.year}-{self.number:04}"

    @property
    def is_open(self) -> bool:
        """Whether a reply is still to come; one may be ordered after the request was closed."""
        return self.clock in AT_WORK

    @property
    def clock_state(self) -> ClockState:
        return ClockState(self.clock)


class Counter(models.Model):
    """The last number given to a request of a year; locked while the next is given."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta:
        verbose_name = "登记编号"
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.last}"


class Applicant(models.Model):
    """Who asks, sealed; with digests that find the same person again without telling who it is.

    ``data``: name, id_kind, id_number, contact, phone, address, postcode, email, agent, joint, form, way,
    help. Deleted after its time (``purged_on``); what is counted stands in the request.
    """

    request = models.OneToOneField(
        InfoRequest, models.PROTECT, primary_key=True, related_name="applicant", verbose_name="申请"
    )
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    data = SealedField("申请人信息", null=True)
    id_digest = models.CharField("证件号码的摘要", max_length=64, blank=True)
    name_digest = models.CharField("姓名电话的摘要", max_length=64, blank=True)
    purged_on = models.DateField("清除日期", null=True, blank=True)

    class Meta:
        verbose_name = "申请人"
        indexes = [
            # earlier requests of the same person
            models.Index(fields=["organ", "id_digest"], name="applicant_id"),
            models.Index(fields=["organ", "name_digest"], name="applicant_name"),
        ]

    def __str__(self) -> str:
        return str(self.request_id)


class Words(models.Model):
    """The words that belong to an entry of the ledger, sealed."""

    request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="words", verbose_name="申请")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    seq = models.PositiveIntegerField("事项内序号")
    data = SealedField("文字")

    class Meta:
        verbose_name = "事项文字"
        constraints = [models.UniqueConstraint(fields=["request", "seq"], name="words_once")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.seq}"


class Consultee(models.Model):
    """Who is consulted in a case; the ledger knows only the label."""

    request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="consultees", verbose_name="申请")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    kind = models.CharField("类别", max_length=12, choices=PARTIES)
    label = models.CharField("代称", max_length=40)
    data = SealedField("名称和联系方式")

    class Meta:
        verbose_name = "被征求意见方"
        constraints = [models.UniqueConstraint(fields=["request", "label"], name="consultee_label_once")]

    def __str__(self) -> str:
        return self.label


class Finding(models.Model):
    """A step of the examination as written down; ``about`` names the fact of ``law.casefile.CaseFile``."""

    request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="findings", verbose_name="申请")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    about = models.CharField("事项", max_length=24)
    data = SealedField("内容")
    written_on = models.DateField("日期")
    written_by = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="填写人")

    class Meta:
        verbose_name = "审查记录"
        constraints = [models.UniqueConstraint(fields=["request", "about"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.about}"


class Paper(models.Model):
    """A file in the case."""

    class Purpose(models.TextChoices):
        APPLICATION = "application", "申请材料"
        ENVELOPE = "envelope", "信封、快递面单"
        POWER = "power", "授权委托书、身份证明"
        SUPPLEMENT = "supplement", "补正材料"
        OPINION = "opinion", "征求意见的答复"
        EVIDENCE = "evidence", "证据材料"
        RELEASED = "released", "提供给申请人的信息"
        SERVICE = "service", "送达凭证"

    request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="papers", verbose_name="申请")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    file = models.OneToOneField("files.File", models.PROTECT, related_name="+", verbose_name="文件")
    purpose = models.CharField("用途", max_length=12, choices=Purpose)
    added_on = models.DateField("日期")

    class Meta:
        verbose_name = "卷内材料"

    def __str__(self) -> str:
        return f"{self.request_id} {self.purpose}"


class CaseLetter(models.Model):
    """A letter of a case; ``party`` is the label of the consultee it is addressed to."""

    letter = models.OneToOneField(
        "letters.Letter", models.PROTECT, primary_key=True, related_name="case", verbose_name="文书"
    )
    request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="letters", verbose_name="申请")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    party = models.CharField("收文方代称", max_length=40, blank=True)
    conclusions = SealedField("逐项结论", null=True)
    # personal data that somebody looked at and left in on purpose
    cleared = SealedField("核对后保留的内容", null=True)

    class Meta:
        verbose_name = "案卷文书"

    def __str__(self) -> str:
        return f"{self.request_id} {self.letter_id}"


class Urging(models.Model):
    """督办: an organ above urged that a request be dealt with; both sides read what it wrote."""

    request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="urgings", verbose_name="申请")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="督办机关")
    note = SealedField("督办意见")
    urged_on = models.DateField("日期")
    urged_by = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="督办人")

    class Meta:
        verbose_name = "督办"
        # what an organ urged, newest first
        indexes = [models.Index(fields=["organ", "-id"], name="urging_recent")]

    def __str__(self) -> str:
        return f"{self.urged_on:%Y-%m-%d}"


class SavedView(models.Model):
    """A list as somebody likes to see it: its filters under a name."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    user = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="用户")
    name = models.CharField("名称", max_length=40)
    query = models.CharField("筛选条件", max_length=300)

    class Meta:
        verbose_name = "常用筛选"
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="view_name_once")]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """A calendar of due dates that a person subscribed to; its address is known to that person only."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    user = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="用户")
    token_digest = models.CharField("令牌的摘要", max_length=64, unique=True)
    made_at = models.DateTimeField("生成时间")
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "日历订阅"
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at__isnull=True), name="one_feed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at}"
