"""What the file already knows of a letter: the slots that the clerk need not type."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gongkai import facts
from gongkai.law.events import Applicant as ApplicantKind
from gongkai.law.events import ConsultAnswered, CorrectionAsked, OrderedToReReply, Searched, Submitted
from gongkai.law.letters import LetterTemplate, SlotKind
from gongkai.law.procedure import Case, Opinion
from gongkai.letters.queries import letterhead
from gongkai.requests.correcting import parted
from gongkai.requests.models import Consultee, InfoRequest
from gongkai.requests.queries import applicant_of, case_of, clock_on, events, letters_of, same_person

OPINIONS = {
    Opinion.AGREED: "同意公开",
    Opinion.OBJECTED: "不同意公开",
    Opinion.NO_VIEW: "没有表示同意或者不同意",
    Opinion.ORGAN_DECIDES: "逾期没有提出意见",
    Opinion.DEEMED_CONSENT: "逾期没有答复，视为同意公开",
    Opinion.NO_RULE: "逾期没有答复",
    Opinion.NOT_AWAITED: "不再等待其意见",
}
Slots = dict[str, Any]
EMPTY: tuple[Any, ...] = ("", [], None)


def prefilled(
    request: InfoRequest, template: LetterTemplate, *, on: date, consultee: Consultee | None = None
) -> Slots:
    """The slots of a letter as far as the file tells them; the clerk sees and may change them all."""
    file = _File(request, on)
    known: Slots = {}
    for part in PARTS:
        known |= part(file)
    if consultee:
        known |= _to(consultee) | _said(file, consultee, template)
    return {
        name: value for name, value in known.items() if name in template.slots and value not in ("", [], None)
    }


class _File:
    """A request with all that its letters recite."""

    def __init__(self, request: InfoRequest, on: date) -> None:
        self.request, self.on = request, on
        self.case: Case = case_of(request)
        self.events = events(request, with_words=True)
        self.applicant = applicant_of(request)
        self.clock = clock_on(self.case, on)

    @property
    def content(self) -> str:
        return next((event.content for event in self.events if isinstance(event, Submitted)), "")


def _frame(file: _File) -> Slots:
    names = [str(file.applicant.get("name", "")), *map(str, file.applicant.get("joint") or [])]
    is_person = file.applicant.get("kind") == ApplicantKind.NATURAL.value
    you = "organisation" if not is_person else "persons" if len(names) > 1 else "person"
    return {"addressee": "、".join(filter(None, names)), "you": you}


def _application(file: _File) -> Slots:
    received = file.clock.received_on or file.case.submitted_on
    return {
        "received_on": received.isoformat(),
        "channel": file.request.channel,
        "content": file.content,
        **_correction(file),
    }


def _correction(file: _File) -> Slots:
    asked = next((event for event in file.events if isinstance(event, CorrectionAsked)), None)
    if asked is None:
        return {}
    record, claimed = parted(asked.record)
    return {"record": record, "claimed": claimed, "proof": asked.evidence}


def _supplement(file: _File) -> Slots:
    found = file.case.supplement
    if found is None:
        return {}
    told = next((event for event in file.events if type(event).__name__ == "Supplemented"), None)
    notice = _letter_number(file, "L02")
    known: Slots = {
        "noticed_on": found.asked_on.isoformat(),
        "notice_number": notice,
        "deadline": found.deadline.isoformat(),
    }
    if found.supplemented_on and told:
        known |= {
            "supplemented_on": found.supplemented_on.isoformat(),
            "supplement_asked_on": found.asked_on.isoformat(),
            "supplement": getattr(told, "content", ""),
        }
    return known


def _extension(file: _File) -> Slots:
    found = file.case.extension
    if found.pending and file.clock.base_due:
        base = file.clock.due or file.clock.base_due
        extended = facts.calendar().add_workdays(base, found.pending)
        return {"due_on": base.isoformat(), "extended_to": extended.isoformat()}
    if found.used and file.clock.due and found.told_on:
        return {
            "extended_to": file.clock.due.isoformat(),
            "extension_told_on": found.told_on[-1].isoformat(),
        }
    return {"due_on": file.clock.due.isoformat()} if file.clock.due else {}


def _consultations(file: _File) -> Slots:
    asked = file.case.consultations
    if not asked:
        return {}
    first = asked[0]
    results = "；".join(f"{one.party}{OPINIONS.get(one.opinion, '尚未答复')}" for one in asked)
    return {
        "consulted_on": first.sent_on.isoformat(),
        "asked_on": first.sent_on.isoformat(),
        "consulted": "、".join(f"该信息涉及的{one.party}" for one in asked),
        "consulted_result": results,
        "opinion": "objected" if first.opinion is Opinion.OBJECTED else "silent",
    }


def _receipt(file: _File) -> Slots:
    receipt = file.case.receipt
    return {
        "serial": file.request.serial,
        "receipt_rule": receipt.rule.text if receipt else "",
        "items": list(file.events and _items(file)),
    }


def _items(file: _File) -> tuple[str, ...]:
    registered = next((event for event in file.events if type(event).__name__ == "Registered"), None)
    return getattr(registered, "items", ()) or (file.content,)


def _search(file: _File) -> Slots:
    made = [event for event in file.events if isinstance(event, Searched)]
    if not made:
        return {}
    told = "；".join(
        f"{one.on.year}年{one.on.month}月{one.on.day}日，由{one.by}在{'、'.join(one.systems)}，"
        f"以“{'”“'.join(one.keywords)}”为关键词检索"
        for one in made
    )
    return {"search": told, "search_result": made[-1].result}


def _excess(file: _File) -> Slots:
    reasons = file.case.reasons
    others = same_person(file.request).filter(year=file.request.year).count()
    known: Slots = {"counts": f"{file.request.year}年向本机关提出{others + 1}件申请"}
    if reasons:
        known["reasons_asked_on"] = reasons.asked_on.isoformat()
    return known


def _fee(file: _File) -> Slots:
    fee = file.case.fee
    if fee is None:
        return {}
    known: Slots = {
        "notice_number": _letter_number(file, "L28"),
        "noticed_on": fee.notice.on.isoformat(),
        "amount": int(fee.notice.amount),
    }
    if fee.received_on:
        known["deadline"] = facts.calendar().add_workdays(fee.received_on, 20).isoformat()
    return known


def _withdrawal(file: _File) -> Slots:
    return (
        {"withdrawn_on": file.case.closed_on.isoformat()}
        if file.case.state.value == "X3" and file.case.closed_on
        else {}
    )


def _order(file: _File) -> Slots:
    order = file.case.order
    if order is None:
        return {}
    replaced = file.case.earlier_replies[-1].number if file.case.earlier_replies else ""
    is_suit = bool(file.case.disputes) and file.case.disputes[-1].simplified is None
    told = next(event for event in reversed(file.events) if isinstance(event, OrderedToReReply))
    return {
        "order": "judgment" if is_suit else "reconsideration",
        "ordered_by": told.by,
        "order_number": order.number,
        "ordered_on": order.ordered_on.isoformat(),
        "replaced_number": replaced,
    }


def _earlier(file: _File) -> Slots:
    found = file.request.findings.filter(about="earlier").first()
    data: Mapping[str, Any] = found.data if found else {}
    return {"earlier_number": data.get("number", ""), "earlier_on": data.get("signed_on", "")}


def _ways(file: _File) -> Slots:
    head = letterhead(file.request.organ_id)
    return {"return_way": head.return_way} if head else {}


def _to(consultee: Consultee) -> Slots:
    name = str(consultee.data.get("name", ""))
    is_organ = consultee.kind != "third_party"
    you = "organ" if is_organ else "person" if consultee.data.get("is_person") else "organisation"
    return {"addressee": name, "you": you}


def _said(file: _File, consultee: Consultee, template: LetterTemplate) -> Slots:
    """What a party answered, in words, where a letter recites it instead of naming its kind."""
    slot = template.slots.get("opinion")
    asked = next((one for one in file.case.consultations if one.party == consultee.label), None)
    if slot is None or slot.kind is SlotKind.CHOICE or asked is None:
        return {}
    answers = [event for event in file.events if isinstance(event, ConsultAnswered)]
    reasons = next((one.reasons for one in reversed(answers) if one.party == consultee.label), "")
    words = OPINIONS.get(asked.opinion, "")
    return {"opinion": f"{words}，理由为{reasons}" if words and reasons else words}


def _letter_number(file: _File, code: str) -> str:
    found = next((one for one in letters_of(file.request) if one.letter.code == code), None)
    return found.letter.number if found else ""


PARTS: tuple[Callable[[_File], Slots], ...] = (
    _frame,
    _application,
    _receipt,
    _consultations,
    _search,
    _excess,
    _earlier,
    _ways,
    _order,
    _withdrawal,
    _fee,
    _supplement,
    _extension,
)
