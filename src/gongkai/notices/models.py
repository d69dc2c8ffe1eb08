"""What people are told: notices in the system, mails, text messages; and how each person wants it."""

import uuid
from datetime import time

from django.conf import settings
from django.db import models


class Kind(models.TextChoices):
    """What a notice is about. A person chooses for each whether to be told outside the system too."""

    TASK = "task", "待办事项"
    DUE = "due", "期限提醒"
    DIGEST = "digest", "每日到期汇总"
    BOUNCE = "bounce", "邮件退回"


class ByMail(models.TextChoices):
    """Whether a notice comes by mail as well."""

    AT_ONCE = "at_once", "立即发送"
    DIGEST = "digest", "并入每日汇总"
    OFF = "off", "不发送"


class State(models.TextChoices):
    """How far a message is."""

    WAITING = "waiting", "待发送"
    SENT = "sent", "已发送"
    BOUNCED = "bounced", "被退回"


class Notice(models.Model):
    """Something that one person is told. Its id is made here, so that who writes it need not read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    user = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="收件人")
    kind = models.CharField("类型", max_length=12, choices=Kind)
    # What the notice follows from: the same is not told twice, however often a job runs.
    key = models.CharField("缘由", max_length=120)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=200, blank=True)
    created_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True, blank=True)
    # When it went out in a daily digest, for people who want it there.
    gathered_at = models.DateTimeField("汇总时间", null=True, blank=True)

    class Meta:
        verbose_name = "通知"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [
            # a person's list, newest first
            models.Index(fields=["user", "-created_at"], name="notice_recent"),
            # the count in the top bar of every page
            models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """How a person wants to be told of one kind of thing; without one, by mail at once."""

    user = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="人员")
    kind = models.CharField("类型", max_length=12, choices=Kind)
    by_mail = models.CharField("邮件", max_length=8, choices=ByMail, default=ByMail.AT_ONCE)
    by_sms = models.BooleanField("短信", default=False)

    class Meta:
        verbose_name = "通知设置"
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.by_mail}"


class QuietHours(models.Model):
    """When a person wants neither mail nor text message; without a row, by night and on days off."""

    user = models.OneToOneField(
        "organs.User", models.PROTECT, primary_key=True, related_name="+", verbose_name="人员"
    )
    begins = models.TimeField("免打扰开始", default=time(21))
    ends = models.TimeField("免打扰结束", default=time(8))
    on_days_off = models.BooleanField("非工作日免打扰", default=True)

    class Meta:
        verbose_name = "免打扰时段"

    def __str__(self) -> str:
        return f"{self.user_id} {self.begins}-{self.ends}"


class Message(models.Model):
    """Something that leaves the system; written in the transaction of what it tells of, sent by a job."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    # Whose quiet hours hold; nobody's where a person waits for it, as for a link to a new password.
    quiet_for = models.ForeignKey(
        "organs.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="免打扰对象"
    )
    state = models.CharField("状态", max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField("尝试次数", default=0)
    last_error = models.CharField("最近一次错误", max_length=300, blank=True)
    created_at = models.DateTimeField("写入时间")
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)

    class Meta:
        abstract = True


class Mail(Message):
    """A mail. Once it is sent its text is forgotten: it may hold a link that only one person should see."""

    to = models.EmailField("收件人", max_length=254)
    subject = models.CharField("主题", max_length=200)
    text = models.TextField("正文", blank=True)
    html = models.TextField("网页正文", blank=True)
    bounced_at = models.DateTimeField("退回时间", null=True, blank=True)

    class Meta:
        verbose_name = "邮件"
        # the sweep: what waits, oldest first
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(state=State.WAITING), name="mail_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def message_id(self) -> str:
        """The Message-ID: always the same, so that a mail sent twice is shown once."""
        return f"<{self.pk}@{domain(settings.DEFAULT_FROM_EMAIL)}>"


class Sms(Message):
    """A text message."""

    to = models.CharField("手机号码", max_length=20)
    text = models.CharField("内容", max_length=500)

    class Meta:
        verbose_name = "短信"

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


def domain(address: str) -> str:
    """What stands behind the @ of an address, which may have a name before it."""
    return address.rpartition("@")[2].strip("> ") or "localhost"
