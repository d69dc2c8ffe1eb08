"""What happened to a request, in words for who asked; what only concerns the office is left out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.law import events as law
from gongkai.law.explanation import spelled
from gongkai.law.outcomes import kind_of
from gongkai.law.procedure import State
from gongkai.requests.trail import REDACTED

SOMEBODY = "有权机关"  # where the ledger keeps no name


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A point of the timeline."""

    when: date
    title: str
    text: str = ""
    kind: str = "muted"


Words = tuple[str, str, str]
PARTIES = {
    law.Party.THIRD_PARTY: "第三方",
    law.Party.CO_MAKER: "共同制作机关",
    law.Party.OTHER_ORGAN: "其他机关",
}


def _title(code: str) -> str:
    return kind_of(code).title


def _plain(title: str, text: str = "", kind: str = "muted") -> Callable[[law.Event], Words]:
    return lambda _event: (title, text, kind)


def _supplement(event: law.SupplementAsked) -> Words:
    last = spelled(event.deadline)
    return "请您补正", f"请在{last}以前补正，要求见《{_title('L02')}》；补正前，答复期限停止计算。", "wait"


def _reasons(event: law.ReasonsAsked) -> Words:
    until = f"在{spelled(event.deadline)}以前" if event.deadline else ""
    return "请您说明理由", f"请{until}说明理由，要求见《{_title('L10')}》。", "wait"


def _consult(event: law.ConsultSent) -> Words:
    return f"书面征求{PARTIES[event.kind]}的意见", "征求意见所需时间不计算在答复期限内。", "muted"


def _later(event: law.LaterDateFixed) -> Words:
    return "告知了延迟答复的日期", f"将在{spelled(event.until)}以前答复。", "info"


def _fee(event: law.FeeNoticeSent) -> Words:
    return "发出收费通知", f"信息处理费{event.amount}元，缴费办法见通知；缴费前，答复期限停止计算。", "wait"


def _split(event: law.Split) -> Words:
    return "拆分办理", f"按一事一申请，其余事项另编为{'、'.join(event.children)}号办理。", "muted"


def _order(event: law.OrderedToReReply) -> Words:
    return "责令重新答复", f"本机关将在{spelled(event.limit)}以前重新答复。", "info"


WORDS: Mapping[type[law.Event], Callable[..., Words]] = {
    law.Submitted: _plain("提交了申请", kind="info"),
    law.CorrectionAsked: _plain("提交了更正申请", kind="info"),
    law.Confirmed: _plain("双方确认收到", "这一天为收到申请之日，答复期限从次日起算。", "ok"),
    law.SignedFor: _plain("本机关签收", "这一天为收到申请之日，答复期限从次日起算。", "ok"),
    law.Registered: _plain("已登记"),
    law.Split: _split,
    law.Assigned: _plain("已交承办机构办理"),
    law.SupplementAsked: _supplement,
    law.Supplemented: _plain("收到您的补正", kind="ok"),
    law.SupplementLapsed: _plain("逾期未补正，不再处理", kind="muted"),
    law.ConsultSent: _consult,
    law.ConsultAnswered: _plain("被征求意见方已答复"),
    law.ConsultLapsed: _plain("被征求意见方逾期没有答复"),
    law.ExtensionTold: _plain("告知延长答复期限", f"理由和新的期限见《{_title('L04')}》。", "info"),
    law.ReasonsAsked: _reasons,
    law.ReasonsGiven: _plain("收到您说明的理由", kind="ok"),
    law.ReasonsLapsed: _plain("期满没有说明理由"),
    law.LaterDateFixed: _later,
    law.FeeNoticeSent: _fee,
    law.Paid: _plain("收到信息处理费", "答复期限自缴费次日起重新计算。", "ok"),
    law.FeeLapsed: _plain("逾期未缴费，不再处理"),
    law.Withdrawn: _plain("您撤回了申请"),
    law.Signed: _plain("答复已签发", kind="ok"),
    law.Sent: _plain("答复已发出", kind="ok"),
    law.ServedBySignature: _plain("答复已送达", kind="ok"),
    law.Returned: _plain("邮件被退回", "本机关将重新送达；如地址有变，请与我们联系。", "wait"),
    law.ReconsiderationNotified: _plain("进入行政复议"),
    law.SuedNotified: _plain("进入行政诉讼"),
    law.OrderedToReReply: _order,
}
STATES: Mapping[State, tuple[str, str]] = {
    State.RECEIVED: ("info", "已收到，等待登记"),
    State.REGISTERED: ("info", "已登记"),
    State.SUPPLEMENT_PENDING: ("wait", "等待您补正"),
    State.IN_HANDLING: ("info", "办理中"),
    State.CONSULTING: ("paused", "办理中，正在征求意见"),
    State.REASONS_PENDING: ("wait", "等待您说明理由"),
    State.FEE_PENDING: ("wait", "等待您缴费"),
    State.DRAFTED: ("info", "办理中，答复待签发"),
    State.SIGNED: ("info", "答复已签发，即将送达"),
    State.SENT: ("ok", "已答复"),
    State.SERVED: ("ok", "已答复"),
    State.ARCHIVED: ("ok", "已答复"),
    State.SUPPLEMENT_LAPSED: ("muted", "逾期未补正，不再处理"),
    State.FEE_LAPSED: ("muted", "逾期未缴费，不再处理"),
    State.WITHDRAWN: ("muted", "已撤回"),
    State.RECONSIDERATION: ("info", "行政复议中"),
    State.LITIGATION: ("info", "行政诉讼中"),
    State.RE_REPLY: ("info", "正在重新答复"),
}


def timeline(happened: Iterable[law.Event]) -> list[Told]:
    """What happened, newest first."""
    return list(_told(happened))[::-1]


def _told(happened: Iterable[law.Event]) -> Iterator[Told]:
    for event in happened:
        if make := WORDS.get(type(event)):
            title, text, kind = make(event)
            yield Told(when=event.on, title=title, text=text, kind=kind)


def unredacted(text: str) -> str:
    """A sentence of the law in which the ledger kept a name to itself."""
    return text.replace(REDACTED, SOMEBODY)
