"""Letters, the numbers they are given, and what stands at the head of all letters of an organ."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from gongkai.law.events import Delivery
from gongkai.law.outcomes import kind_of
from gongkai.law.remedies import OrganKind, Reviewer, Venue
from gongkai.law.remedies import Role as ReviewerRole
from gongkai.sealing import SealedField

DELIVERIES = (
    (Delivery.HAND.value, "当面送达"),
    (Delivery.POST.value, "邮寄（邮政企业）"),
    (Delivery.ENTRUSTED.value, "委托其他机关送达"),
    (Delivery.ONLINE.value, "电子方式"),
    (Delivery.COURIER.value, "邮政企业以外的快递"),
)


class Letterhead(models.Model):
    """文书设置: how an organ signs, whom to ask, who reviews its decisions, and where to sue."""

    organ = models.OneToOneField(
        "organs.Organ", models.PROTECT, primary_key=True, related_name="letterhead", verbose_name="机关"
    )
    contact = models.CharField("联系人", max_length=60)
    phone = models.CharField("联系电话", max_length=40)
    address = models.CharField("通信地址", max_length=200)
    postcode = models.CharField("邮政编码", max_length=10, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    hours = models.CharField("办公时间", max_length=120, blank=True)
    reviewers = models.JSONField("复议机关", default=list)
    court = models.CharField("有管辖权的人民法院", max_length=120, blank=True)
    online_channel = models.URLField("网上申请行政复议的网址", blank=True)

    class Meta:
        verbose_name = "文书设置"

    def __str__(self) -> str:
        return f"{self.organ_id} {self.contact}"

    @property
    def contact_line(self) -> str:
        """Whom to ask, as letters print it."""
        return f"{self.contact}，{self.phone}"

    @property
    def return_way(self) -> str:
        """Where papers are sent to."""
        ways = [f"邮寄至{self.address}" + (f"（邮编{self.postcode}）" if self.postcode else "")]
        if self.email:
            ways.append(f"发送至电子邮箱{self.email}")
        return "，或者".join(ways)

    def venue(self, kind: str, delivery: Delivery) -> Venue:
        """Who reviews a decision of an organ of that kind, served in that way."""
        return Venue(
            organ=OrganKind(kind),
            reviewers=tuple(_reviewers(self.reviewers)),
            delivery=delivery,
            court=self.court,
            online_channel=self.online_channel,
        )


def _reviewers(facts: Iterable[dict[str, Any]]) -> Iterable[Reviewer]:
    for fact in facts:
        yield Reviewer(
            role=ReviewerRole(fact["role"]),
            name=fact["name"],
            address=fact.get("address", ""),
            phone=fact.get("phone", ""),
        )


class Series(models.Model):
    """The last serial given under a code in a year; locked while a letter takes the next."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    code = models.CharField("代字", max_length=26)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta:
        verbose_name = "编号"
        constraints = [models.UniqueConstraint(fields=["organ", "code", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.last}号"


class Letter(models.Model):
    """A letter from draft to service. Once signed, the database refuses to change what it says."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        SIGNED = "signed", "已签发"
        SENT = "sent", "已发出"
        SERVED = "served", "已送达"
        RETURNED = "returned", "被退回"
        DISCARDED = "discarded", "已作废"

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="letters", verbose_name="机关")
    code = models.CharField("文书种类", max_length=8)
    follows = models.CharField("按何种文书答复", max_length=8, blank=True)
    slots = SealedField("填写的内容")
    wording = SealedField("改写的段落")
    delivery = models.CharField("送达方式", max_length=12, choices=DELIVERIES, default=Delivery.POST.value)
    state = models.CharField("状态", max_length=12, choices=State, default=State.DRAFT)
    begun_on = models.DateField("拟稿日期")
    begun_by = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="拟稿人")
    number = models.CharField("文号", max_length=40, blank=True)
    signed_on = models.DateField("成文日期", null=True, blank=True)
    signed_by = models.ForeignKey(
        "organs.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    sha256 = models.CharField("校验值", max_length=64, blank=True)
    docx = models.ForeignKey(
        "files.File", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Word 文件"
    )
    pdf = models.ForeignKey(
        "files.File", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="PDF 文件"
    )
    sent_on = models.DateField("发出日期", null=True, blank=True)
    proof = models.CharField("凭证", max_length=120, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)

    class Meta:
        verbose_name = "文书"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "number"], condition=~models.Q(number=""), name="letter_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(signed_on__isnull=True, number="")
                | (models.Q(signed_on__isnull=False) & ~models.Q(number="")),
                name="signed_is_numbered",
            ),
        ]
        indexes = [
            # an organ's letters: newest first
            models.Index(fields=["organ", "-begun_on"], name="letter_recent"),
            # what was signed and has not left the house, or came back
            models.Index(
                fields=["organ"],
                condition=models.Q(state__in=("signed", "returned")),
                name="letter_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.code}（草稿）"

    @property
    def title(self) -> str:
        """What the kind of letter is called."""
        return kind_of(self.code).title

    @property
    def is_final(self) -> bool:
        """Whether it decides, and so tells of remedies."""
        return kind_of(self.code).is_final
