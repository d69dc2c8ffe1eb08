"""What is typed after ``gongkai deadline``, read as the events of a request."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import typer

from gongkai.cli.screen import day, refuse
from gongkai.law.events import (
    Applicant,
    Assigned,
    Channel,
    Confirmed,
    ConsultAnswered,
    ConsultLapsed,
    ConsultReceived,
    ConsultSent,
    Event,
    ExtensionApproved,
    ExtensionTold,
    FeeNoticeReceived,
    FeeNoticeSent,
    Paid,
    Party,
    Registered,
    SignedFor,
    Submitted,
    SupplementAsked,
    Supplemented,
    Tariff,
)
from gongkai.law.practice import Practice
from gongkai.law.receipt import FixedBy, receipt_rule
from gongkai.law.terms import terms
from gongkai.law.workdays import Calendar

CHANNELS = {
    Channel.SIGNED_MAIL: ("post", "ems", "邮寄", "挂号", "快递"),
    Channel.ORDINARY_MAIL: ("mail", "letter", "平信", "平常信函"),
    Channel.COUNTER: ("counter", "当面", "窗口"),
    Channel.ORAL: ("oral", "口头"),
    Channel.WEB: ("web", "网站", "网上"),
    Channel.EMAIL: ("email", "邮件", "电子邮件"),
    Channel.FAX: ("fax", "传真"),
}
PARTIES = {
    Party.THIRD_PARTY: ("third", "第三方"),
    Party.CO_MAKER: ("co-maker", "共同制作", "共同制作机关"),
    Party.OTHER_ORGAN: ("other", "其他机关"),
}
CONSULT = re.compile(
    r"(?:(?P<who>[^:：\d]+)[:：])?(?P<sent>[^/.]+)(?:/(?P<received>[^/.]+))?\.\.(?P<answered>.*)"
)
HEAD = "政府信息公开工作机构负责人"
SHOWN_FEE = Decimal(1)
LAST_YEAR = 2100
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Consulted:
    """A consultation as typed; ``received`` and ``answered`` are None where nothing was typed."""

    kind: Party
    sent: date
    received: date | None
    answered: date | None


@dataclass(frozen=True, slots=True)
class Extended:
    """An extension as typed: working days, and the day the applicant was told."""

    workdays: int
    told: date


@dataclass(frozen=True, slots=True)
class TwoDays:
    """A notice as typed: when it left, and the second day where one was typed."""

    first: date
    second: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Everything that was typed."""

    channel: Channel
    received: date
    submitted: date | None = None
    extensions: Sequence[Extended] = ()
    consultations: Sequence[Consulted] = ()
    supplement_asked: TwoDays | None = None
    supplemented: date | None = None
    fee_notice: TwoDays | None = None
    paid: date | None = None

    @property
    def later_days(self) -> list[date]:
        """The days of what happened after the receipt, as typed."""
        notices = [notice for notice in (self.supplement_asked, self.fee_notice) if notice]
        days = [
            *(extended.told for extended in self.extensions),
            *(day for asked in self.consultations for day in (asked.sent, asked.received, asked.answered)),
            *(day for notice in notices for day in (notice.first, notice.second)),
            self.supplemented,
            self.paid,
        ]
        return [day for day in days if day]


def channel(text: str) -> Channel:
    """A channel typed in English or Chinese.

    Raises:
        typer.BadParameter: there is no such channel; the message lists them.
    """
    for found, words in CHANNELS.items():
        if text.strip().lower() in (*words, found.value):
            return found
    listed = "、".join(f"{words[0]}（{words[-1]}）" for words in CHANNELS.values())
    raise typer.BadParameter(f"没有“{text}”这种提交方式，可以写：{listed}")


def extension(text: str) -> Extended:
    """An extension typed as 20@2026-10-20.

    Raises:
        typer.BadParameter: the text is not of that form.
    """
    workdays, at, told = text.partition("@")
    if not at or not workdays.isdecimal():
        raise typer.BadParameter(f"“{text}”写法不对，请写成 工作日数@告知日期，如 20@2026-10-20")
    return Extended(int(workdays), day(told))


def consultation(text: str) -> Consulted:
    """A consultation typed as SENT[/RECEIVED]..[ANSWERED], after a word for the party where not a third.

    Raises:
        typer.BadParameter: the text is not of that form.
    """
    found = CONSULT.fullmatch(text.strip())
    if found is None:
        raise typer.BadParameter(
            f"“{text}”写法不对，请写成 发出日期[/对方收到日期]..[答复日期]，"
            "如 2026-09-28..2026-10-13；没有答复的写到“..”为止，如 2026-09-28/2026-09-30.."
        )
    kind = _party(found["who"]) if found["who"] else Party.THIRD_PARTY
    sent, received, answered = (
        day(found[part]) if found[part] else None for part in ("sent", "received", "answered")
    )
    days = [known for known in (sent, received, answered) if known]
    if sent is None or days != sorted(days):
        raise typer.BadParameter(f"“{text}”的日期先后不对，应当先发出、再收到、后答复")
    return Consulted(kind, sent, received, answered)


def two_days(text: str) -> TwoDays:
    """A notice typed as SENT or SENT/DAY.

    Raises:
        typer.BadParameter: one of the two is not a day.
    """
    first, slash, second = text.partition("/")
    return TwoDays(day(first), day(second) if slash else None)


def _party(text: str) -> Party:
    for found, words in PARTIES.items():
        if text.strip().lower() in words:
            return found
    listed = "、".join(words[-1] for words in PARTIES.values())
    raise typer.BadParameter(f"没有“{text}”这种被征求意见方，可以写：{listed}")


def as_events(typed: Typed, calendar: Calendar, practice: Practice, *, on: date) -> list[Event]:
    """The events that were typed, in order of their days.

    A notice that was not typed is taken to have left on the day of the event before; the new term
    that a supplement or a payment begins does not depend on it.
    """
    _check_days(typed)
    found = [*_intake(typed, practice), *_consultations(typed, calendar, on=on)]
    for extended in typed.extensions:
        approved = ExtensionApproved(on=extended.told, by=HEAD, workdays=extended.workdays)
        found += [approved, ExtensionTold(on=extended.told)]
    found = _in_order(found)
    found = _in_order([*found, *_supplement(typed, _last_before(found, typed.supplemented))])
    return _in_order([*found, *_fee(typed, _last_before(found, typed.paid))])


def _check_days(typed: Typed) -> None:
    for found in typed.later_days:
        if found < typed.received:
            refuse(f"{found}早于收到申请之日{typed.received}，请核对日期。")
    if max([typed.received, *typed.later_days]).year > LAST_YEAR:
        refuse(f"日期太远，请填写{LAST_YEAR}年以前的日期。")


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.on)


def _last_before(events: Iterable[Event], limit: date | None) -> date:
    days = [event.on for event in events]
    return max((found for found in days if limit is None or found <= limit), default=min(days))


def _intake(typed: Typed, practice: Practice) -> list[Event]:
    submitted = typed.submitted or typed.received
    rule = receipt_rule(typed.channel, practice, on=submitted)
    if rule.fixed_by is FixedBy.SUBMISSION and submitted != typed.received:
        refuse(f"{rule.text}，提交日期（--submitted）与收到日期（--received）应当相同。")
    if submitted > typed.received:
        refuse(f"提交日期{submitted}晚于收到日期{typed.received}，请核对。")
    events: list[Event] = [Submitted(on=submitted, channel=typed.channel)]
    if rule.fixed_by is FixedBy.SIGNATURE:
        events.append(SignedFor(on=typed.received))
    elif rule.fixed_by is FixedBy.CONFIRMATION:
        events.append(Confirmed(on=typed.received))
    registered = Registered(
        on=typed.received, serial="（未编号）", applicant=Applicant.NATURAL, items=("（未写明）",)
    )
    return [*events, registered, Assigned(on=typed.received, unit="承办单位")]


def _consultations(typed: Typed, calendar: Calendar, *, on: date) -> list[Event]:
    events: list[Event] = []
    name_of = _names(typed.consultations)
    for place, asked in enumerate(typed.consultations):
        party = name_of(place)
        events.append(ConsultSent(on=asked.sent, party=party, kind=asked.kind))
        if asked.received:
            events.append(ConsultReceived(on=asked.received, party=party))
        if asked.answered:
            events.append(ConsultAnswered(on=asked.answered, party=party, agrees=None))
        elif asked.received and (workdays := terms(asked.sent).opinion):
            limit = calendar.add_workdays(asked.received, workdays)
            events += [ConsultLapsed(on=limit + DAY, party=party)] if on > limit else []
    return events


def _names(consultations: Sequence[Consulted]) -> Callable[[int], str]:
    """What to call the party of each consultation: numbered where there are several of a kind."""

    def name(place: int) -> str:
        kind = consultations[place].kind
        same = [at for at, asked in enumerate(consultations) if asked.kind is kind]
        return PARTIES[kind][-1] + (str(same.index(place) + 1) if len(same) > 1 else "")

    return name


def _supplement(typed: Typed, before: date) -> list[Event]:
    notice = typed.supplement_asked or (TwoDays(before) if typed.supplemented else None)
    if notice is None:
        return []
    deadline = notice.second or max(typed.supplemented or notice.first, notice.first + DAY)
    asked = SupplementAsked(on=notice.first, points=("（未写明）",), deadline=deadline)
    return [asked, *([Supplemented(on=typed.supplemented)] if typed.supplemented else [])]


def _fee(typed: Typed, before: date) -> list[Event]:
    notice = typed.fee_notice or (TwoDays(before) if typed.paid else None)
    if notice is None:
        return []
    events: list[Event] = [FeeNoticeSent(on=notice.first, tariff=Tariff.ITEMS, amount=SHOWN_FEE)]
    if notice.second:
        events.append(FeeNoticeReceived(on=notice.second))
    return [*events, *([Paid(on=typed.paid)] if typed.paid else [])]
