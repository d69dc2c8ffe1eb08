"""Reconsiderations and suits about what the organ disclosed or refused to disclose."""

from django.db import models

from gongkai.law.annual.counting import DisputeBlock, DisputeOutcome
from gongkai.sealing import SealedField

BLOCKS = (
    (DisputeBlock.RECONSIDERATION.value, "行政复议"),
    (DisputeBlock.SUIT_DIRECT.value, "行政诉讼（未经复议直接起诉）"),
    (DisputeBlock.SUIT_AFTER_RECONSIDERATION.value, "行政诉讼（复议后起诉）"),
)
OUTCOMES = (
    (DisputeOutcome.UPHELD.value, "结果维持"),
    (DisputeOutcome.CORRECTED.value, "结果纠正"),
    (DisputeOutcome.OTHER.value, "其他结果"),
)
UNANSWERED = ""  # the ground where the organ had not answered when it was contested


class Dispute(models.Model):
    """A reconsideration or a suit 行政复议、行政诉讼, counted once in table 4.

    ``ground``, ``unit`` and ``handler`` tell which letter was contested and who had answered, as they stood
    when the copy came in: a new reply changes the request, not what was contested. ``words`` holds what
    people wrote, sealed: ``matter``, ``lawyer``, ``answer``, ``decision``.
    """

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="disputes", verbose_name="机关")
    request = models.ForeignKey(
        "requests.InfoRequest",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="disputes",
        verbose_name="公开申请",
    )
    block = models.CharField("类别", max_length=28, choices=BLOCKS)
    authority = models.CharField("复议机关或者人民法院", max_length=120)
    number = models.CharField("案号", max_length=60, blank=True)
    act_is_ours = models.BooleanField("被诉行为是否由本机关作出", default=True)
    notified_on = models.DateField("收到副本日期")
    accepted_on = models.DateField("受理日期")
    simplified = models.BooleanField("简易程序", null=True, blank=True)
    limit_on = models.DateField("答复答辩期限")
    is_provisional = models.BooleanField("期限待定", default=False)
    answered_on = models.DateField("答复答辩日期", null=True, blank=True)
    concluded_on = models.DateField("审结日期", null=True, blank=True)
    outcome = models.CharField("审理结果", max_length=12, choices=OUTCOMES, blank=True)
    reply_limit_on = models.DateField("重新答复期限", null=True, blank=True)
    words = SealedField("文字")

    ground = models.CharField("被诉的答复", max_length=8, blank=True)
    unit = models.ForeignKey(
        "organs.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办机构"
    )
    handler = models.ForeignKey(
        "organs.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办人"
    )

    class Meta:
        verbose_name = "复议诉讼案件"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(concluded_on__isnull=True, outcome="")
                | (models.Q(concluded_on__isnull=False) & ~models.Q(outcome="")),
                name="concluded_has_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(concluded_on__isnull=True)
                | models.Q(concluded_on__gte=models.F("accepted_on")),
                name="concluded_after_accepted",
            ),
            models.CheckConstraint(
                condition=models.Q(act_is_ours=True) | models.Q(request__isnull=True),
                name="foreign_act_has_no_request",
            ),
        ]
        indexes = [
            # what must be answered, most pressing first
            models.Index(
                fields=["organ", "limit_on"],
                condition=models.Q(concluded_on__isnull=True),
                name="dispute_open",
            ),
            # table 4 of a year
            models.Index(
                fields=["organ", "accepted_on", "concluded_on", "block", "outcome"], name="dispute_counted"
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.authority}，{self.notified_on:%Y-%m-%d}收到"

    @property
    def is_open(self) -> bool:
        return self.concluded_on is None

    @property
    def is_suit(self) -> bool:
        return self.block != DisputeBlock.RECONSIDERATION

    @property
    def awaits_answer(self) -> bool:
        return self.is_open and self.answered_on is None

    @property
    def answer_word(self) -> str:
        """What the organ hands in: an answer to the reconsideration organ, a defence to the court."""
        return "答辩状和证据" if self.is_suit else "行政复议答复"
