"""What the law ties to a kind of letter: its grounds, what it must say, where it is counted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.statutes import Provision


class Ground(StrEnum):
    """What a letter does to its reader, as far as the remedy depends on it."""

    NONE = "none"
    FREE = "free"
    REFUSAL = "refusal"
    MIXED = "mixed"
    AS_REPLACED = "as_replaced"


class Evidence(StrEnum):
    """What must lie in the file before the letter goes out; the value is what a clerk calls it."""

    RECEIPT = "收到申请的凭证（签收、确认记录或者回执）"
    SUPPLEMENT_NOTICE_SERVED = "补正告知书及其送达凭证"
    SUPPLEMENT = "申请人补正的材料"
    HEAD_APPROVAL = "政府信息公开工作机构负责人同意延期的审批记录"
    CONSULTATION_SENT = "征求意见书及其送达凭证"
    CONSULTATION_RESULT = "被征求意见方的答复，或者期满未答复的记录"
    PUBLIC_INTEREST_ASSESSMENT = "公共利益影响的判断记录"
    SEPARATION_ASSESSMENT = "能否区分处理的判断记录"
    CLASSIFICATION = "定密依据、密级、保密期限和标志"
    FORBIDDING_TEXT = "禁止公开的法律、行政法规条文"
    HARM_ASSESSMENT = "可能危及的利益与后果的评估记录"
    DISCRETION = "裁量不予公开的理由记录"
    NO_OUTSIDE_EFFECT = "未对外发生效力的核查记录"
    OPENING_TEXT_CHECKED = "法律、法规、规章是否规定应当公开的核查记录"
    SEARCH_LOG = "检索记录（系统、关键词、时间段、检索人、结果）"
    LINK_SNAPSHOT = "公开网页或者载体的核对记录"
    EARLIER_REPLY = "此前的答复书及其送达凭证"
    REQUEST_COUNTS = "申请数量、频次的统计"
    REASONS_ASKED = "要求说明理由告知书及申请人的说明"
    FEE_CALCULATION = "信息处理费计算表"
    FEE_NOTICE_SERVED = "收费通知书及其送达凭证"
    TRANSFER_RECORD = "档案移交记录"
    ACCURACY_EVIDENCE = "申请人提供的证据和核实记录"
    WITHDRAWAL = "申请人撤回申请的书面材料"
    ORDER = "行政复议决定书或者裁判文书"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterKind:
    """One kind of letter and what the law ties to it.

    ``row`` is the row of table 3 that a request closed by this letter is counted in;
    ``row_choice`` names the entry of ``Practice`` that says it, where the law does not.
    ``must_say`` names the slots without which the letter would not be the letter the law asks
    for; ``also`` is what it may cite beside its basis. ``is_bound``: the organ has no choice
    (应当, 不予); otherwise it may (可以), and the file must show why it did.
    """

    code: str
    title: str
    basis: tuple[Provision, ...]
    ground: Ground = Ground.NONE
    must_say: tuple[str, ...]
    row: str | None = None
    row_choice: str | None = None
    evidence: tuple[Evidence, ...] = ()
    also: tuple[Provision, ...] = ()
    is_bound: bool = True

    @property
    def is_final(self) -> bool:
        """Whether it decides something its reader may contest, so that it names the remedy."""
        return self.ground is not Ground.NONE

    @property
    def ends_request(self) -> bool:
        """Whether the request is closed by it and counted in a row."""
        return self.row is not None or self.row_choice is not None

    def basis_on(self, on: date) -> tuple[Provision, ...]:
        """The provisions it rests on that are in force on that day."""
        return tuple(provision for provision in self.basis if provision.instrument.is_in_force(on))
