"""Letters of simulated cases: filled in from file and shipped examples, with all that must be on file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_current_timezone

from gongkai import facts
from gongkai.law import events as law
from gongkai.law.evidence import TakenAs
from gongkai.law.letters import Slot, SlotKind
from gongkai.law.letters.slots import Tense
from gongkai.law.procedure import Case, Opinion
from gongkai.letters import actions as letters
from gongkai.organs.models import User
from gongkai.requests.actions import answering, handling
from gongkai.requests.models import CaseLetter, Consultee, InfoRequest
from gongkai.requests.queries import case_of
from gongkai.service.simulation.odds import Odds

SOON, BEFORE = 15, timedelta(days=1)
FREE_ITEMS, ITEM_FEE = 10, 100  # 处理费办法 4
AS_SILENCE_IS = {
    Opinion.ORGAN_DECIDES: TakenAs.OWN_DECISION,
    Opinion.DEEMED_CONSENT: TakenAs.CONSENT,
    Opinion.NO_RULE: TakenAs.OWN_DECISION,
}
RE_REPLY = "L32"


def moment(day: date, hour: int = 10) -> datetime:
    """An hour of a working day."""
    return datetime.combine(day, time(hour), get_current_timezone())


@dataclass(frozen=True, slots=True)
class Writer:
    """Who drafts letters, and who signs them."""

    clerk: User
    head: User
    odds: Odds

    def begun(
        self,
        request: InfoRequest,
        code: str,
        given: Mapping[str, Any],
        *,
        way: law.Delivery = law.Delivery.POST,
        consultee: Consultee | None = None,
        on: date,
    ) -> CaseLetter:
        """A draft that can be signed: all filled in, and everything on file that its checks look for."""
        follows = self._follows(request) if code == RE_REPLY else ""
        tie = answering.begin_letter(
            request, code, follows=follows, consultee=consultee, delivery=way, on=on, by=self.clerk
        )
        slots = {**self._usual(code, follows, tie.letter.slots, on), **tie.letter.slots, **given}
        letters.revise(tie.letter, slots, {}, delivery=way, on=on, by=self.clerk)
        self._look_into(request, (code, follows), on)
        return tie

    def signed(self, tie: CaseLetter, *, on: date) -> CaseLetter:
        """Signed by the head; what was ordered meanwhile was looked into."""
        if case_of(tie.request).order:
            same = {"same_facts_and_reasons": False}
            handling.write_finding(tie.request, "re_reply", same, on=on, by=self.head)
        return answering.sign_letter(tie, on=on, at=moment(on), by=self.head)

    def sent(self, tie: CaseLetter, *, on: date) -> CaseLetter:
        """Posted, with the carrier's receipt."""
        return answering.send_letter(tie, proof=self.odds.words["carrier"], on=on, by=self.clerk)

    def _follows(self, request: InfoRequest) -> str:
        """What was withheld is released, in part where all was released before; not if anybody objects."""
        asked = case_of(request).consultations
        if any(one.kind is law.Party.THIRD_PARTY and one.opinion is Opinion.OBJECTED for one in asked):
            return "L16d"
        return "L15" if request.ending == "L13" else "L13"

    def _usual(self, code: str, follows: str, known: Mapping[str, Any], on: date) -> dict[str, Any]:
        template = facts.letters()[code]
        if follows:
            template = template.answering_by(facts.letters()[follows])
        chosen = {name: value for name, value in known.items() if name in template.slots}
        found = {
            name: _day(template.slots[name], on) if template.slots[name].kind is SlotKind.DATE else value
            for name, value in template.example(chosen).items()
        }
        own = {**self.odds.slots.get(follows, {}), **self.odds.slots.get(code, {})}
        return {**found, **own}

    def _look_into(self, request: InfoRequest, codes: Sequence[str], on: date) -> None:
        written: dict[str, Any] = {}
        for code in codes:
            written |= self.odds.findings.get(code, {})
        if readings := _readings(case_of(request)):
            written["third_party"] = {"data": [], **written.get("third_party", {}), "readings": readings}
        if "searches" in written:
            written["searches"] = [{**one, "on": on.isoformat()} for one in written["searches"]]
        for about, data in written.items():
            handling.write_finding(request, about, plain(data), on=on, by=self.clerk)

    def work_out_fee(self, request: InfoRequest, amount: int, on: date) -> None:
        """The applicant's earlier requests of the month, by which the fee is worked out."""
        day = (request.received_on or request.submitted_on).isoformat()
        data = {
            "tariff": law.Tariff.ITEMS.value,
            "amount": str(amount),
            "earlier_requests": [day] * FREE_ITEMS,
            "new_items": amount // ITEM_FEE,
            "notice_lacks": [],
        }
        handling.write_finding(request, "fee", data, on=on, by=self.clerk)


def plain(value: Any) -> Any:
    """As JSON takes it: days as text."""
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {key: plain(one) for key, one in value.items()}
        case list():
            return [plain(one) for one in value]
    return value


def _readings(case: Case) -> list[dict[str, Any]]:
    """How the office takes the silence of those consulted."""
    return [
        {"party": asked.party, "kind": asked.kind.value, "taken_as": AS_SILENCE_IS[asked.opinion].value}
        for asked in case.consultations
        if asked.lapsed_on
    ]


def _day(slot: Slot, on: date) -> str:
    """A day that can stand there, where the file knows none."""
    days = {
        Tense.FUTURE: facts.calendar().add_workdays(on, SOON),
        Tense.OVER: on - BEFORE,
        Tense.PAST: on - BEFORE,
    }
    return days.get(slot.tense, on).isoformat()
