"""The states a request can be in, and the groups of states that moves start from."""

from enum import StrEnum


class State(StrEnum):
    """S the handling, X the endings without a reply, A what comes after the reply."""

    RECEIVED = "S0"
    REGISTERED = "S1"
    SUPPLEMENT_PENDING = "S2"
    IN_HANDLING = "S3"
    CONSULTING = "S4"
    REASONS_PENDING = "S5"
    FEE_PENDING = "S6"
    DRAFTED = "S7"
    SIGNED = "S8"
    SENT = "S9"
    SERVED = "S10"
    ARCHIVED = "S11"
    SUPPLEMENT_LAPSED = "X1"
    FEE_LAPSED = "X2"
    WITHDRAWN = "X3"
    RECONSIDERATION = "A1"
    LITIGATION = "A2"
    RE_REPLY = "A3"

    @property
    def label(self) -> str:
        """What the desk calls it."""
        return LABELS[self]


LABELS = {
    State.RECEIVED: "已提交，待登记",
    State.REGISTERED: "已登记",
    State.SUPPLEMENT_PENDING: "等待补正",
    State.IN_HANDLING: "办理中",
    State.CONSULTING: "征求意见",
    State.REASONS_PENDING: "等待说明理由",
    State.FEE_PENDING: "等待缴费",
    State.DRAFTED: "已拟稿，待签发",
    State.SIGNED: "已签发，待送达",
    State.SENT: "已发出",
    State.SERVED: "已送达",
    State.ARCHIVED: "已归档",
    State.SUPPLEMENT_LAPSED: "逾期未补正，不再处理",
    State.FEE_LAPSED: "逾期未缴费，不再处理",
    State.WITHDRAWN: "申请人已撤回",
    State.RECONSIDERATION: "行政复议中",
    State.LITIGATION: "行政诉讼中",
    State.RE_REPLY: "责令重新答复",
}
ABANDONED = frozenset({State.SUPPLEMENT_LAPSED, State.FEE_LAPSED, State.WITHDRAWN})
UNANSWERED = frozenset(
    {
        State.RECEIVED,
        State.REGISTERED,
        State.SUPPLEMENT_PENDING,
        State.IN_HANDLING,
        State.CONSULTING,
        State.REASONS_PENDING,
        State.FEE_PENDING,
        State.DRAFTED,
    }
)
DISPUTED = frozenset({State.RECONSIDERATION, State.LITIGATION})
SETTLED = frozenset({State.SENT, State.SERVED, State.ARCHIVED}) | ABANDONED | DISPUTED
