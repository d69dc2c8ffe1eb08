"""What an event says besides its day, drawn so that it is legal wherever its move is open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from gongkai.law import events as law
from gongkai.law.procedure import Case, Kind, Opinion, Rules
from gongkai.law.procedure.reckoning import due, extension_left, opinion_limit
from gongkai.service.simulation.odds import Odds, between, picked

OWN, FIRST_CHILD = "§", 1  # placeholders for the numbers that the register will give
PARTY_LABELS = {
    law.Party.THIRD_PARTY: "第三方",
    law.Party.CO_MAKER: "共同制作机关",
    law.Party.OTHER_ORGAN: "其他机关",
}
AFTER_ORDER, PROTECTED, IN_PART, NEED_SEARCH = "L32", "L16d", "L15", ("L18", "L20")
CORRECTED = "L30"


@dataclass(frozen=True, slots=True)
class Dice:
    """What all makers draw with."""

    rng: Random
    odds: Odds
    rules: Rules

    def span(self, name: str) -> int:
        return between(self.rng, self.odds.dice[name])

    def later(self, on: date, name: str) -> date:
        """A working day after another, by as many as the dice say."""
        return self.rules.calendar.add_workdays(on, self.span(name))

    def text(self, name: str, on: date) -> str:
        return str(self.odds.words[name]).format(year=on.year - 1)


Maker = Callable[[Dice, Case, date], law.Event | None]


def made(dice: Dice, kind: type[law.Event], case: Case, on: date) -> law.Event | None:
    """An event of that kind; None where the case leaves nothing to say."""
    make = MAKERS.get(kind)
    return make(dice, case, on) if make else kind(on=on)


def contents(dice: Dice, on: date) -> tuple[str, ...]:
    """What somebody asks for: one thing, sometimes several."""
    texts = [str(text).format(year=on.year - 1) for text in dice.odds.words["contents"]]
    count = 1
    while count < len(texts) and dice.rng.random() < dice.odds.dice["second_item"]:
        count += 1
    return tuple(dice.rng.sample(texts, count))


def _registered(dice: Dice, case: Case, on: date) -> law.Event:
    applicant = law.Applicant(picked(dice.rng, dice.odds.applicants))
    return law.Registered(on=on, serial=OWN, applicant=applicant, items=contents(dice, case.submitted_on))


def _split(dice: Dice, case: Case, on: date) -> law.Event:
    parts = dice.rng.randint(1, len(case.items) - 1)
    return law.Split(on=on, children=tuple(f"{OWN}{n}" for n in range(FIRST_CHILD, parts + FIRST_CHILD)))


def _linked(dice: Dice, case: Case, on: date) -> law.Event:
    earlier = (case.received_on or on) - timedelta(days=dice.rng.randint(0, 5))
    return law.Linked(on=on, to=f"{OWN}0", received_on=earlier)


def _transferred(dice: Dice, case: Case, on: date) -> law.Event:
    return law.TransferredIn(on=on, from_unit=dice.text("from_unit", on), reached_unit_on=case.submitted_on)


def _supplemented(dice: Dice, case: Case, on: date) -> law.Event:
    late = case.supplement is not None and on > case.supplement.deadline
    reason = dice.text("good_reason", on) if late and dice.rng.random() < 1 / 2 else ""
    return law.Supplemented(on=on, content=dice.text("supplement", on), good_reason=reason)


def _consulted(dice: Dice, case: Case, on: date) -> law.Event:
    kind = dice.rng.choice(tuple(law.Party))
    same = sum(1 for asked in case.consultations if asked.kind is kind)
    return law.ConsultSent(on=on, party=f"{PARTY_LABELS[kind]}{same + 1}", kind=kind)


def _one_of(dice: Dice, parties: Sequence[str]) -> str | None:
    return dice.rng.choice(parties) if parties else None


def _reached(dice: Dice, case: Case, on: date) -> law.Event | None:
    waiting = [asked.party for asked in case.open_consultations if not asked.received_on]
    party = _one_of(dice, waiting)
    return law.ConsultReceived(on=on, party=party) if party else None


def _answered(dice: Dice, case: Case, on: date) -> law.Event | None:
    party = _one_of(dice, [asked.party for asked in case.open_consultations])
    agrees = dice.rng.choice((True, False, None))
    reasons = dice.text("opinion", on) if agrees is False else ""
    return law.ConsultAnswered(on=on, party=party, agrees=agrees, reasons=reasons) if party else None


def _silent(dice: Dice, case: Case, on: date) -> law.Event | None:
    late = [
        asked.party
        for asked in case.open_consultations
        if (limit := opinion_limit(asked, dice.rules.calendar)) and on > limit
    ]
    party = _one_of(dice, late)
    return law.ConsultLapsed(on=on, party=party) if party else None


def _approved(dice: Dice, case: Case, on: date) -> law.Event:
    left = extension_left(case)
    fitting = [days for days in dice.odds.dice["extensions"] if days <= left] or [left]
    return law.ExtensionApproved(
        on=on, by=OWN, workdays=dice.rng.choice(fitting), reason=dice.text("extension_reason", on)
    )


def _later(dice: Dice, case: Case, on: date) -> law.Event:
    return law.LaterDateFixed(on=on, until=dice.later(due(case, dice.rules, on=on), "later_days"))


def _charged(dice: Dice, _case: Case, on: date) -> law.Event:
    amount = Decimal(dice.rng.choice(dice.odds.dice["amounts"]))
    return law.FeeNoticeSent(on=on, tariff=law.Tariff.ITEMS, amount=amount, basis=f"{on.month}月第11件起")


def _reviewed(dice: Dice, case: Case, on: date) -> law.Event:
    done = {review.review for review in case.reviews if review.passed}
    missing = [review for review in law.Review if review not in done] or list(law.Review)
    passed = dice.rng.random() < dice.odds.dice["passed"]
    remark = "" if passed else dice.text("remark", on)
    return law.Reviewed(on=on, review=missing[0], by=OWN, passed=passed, remark=remark)


def _drafted(dice: Dice, case: Case, on: date) -> law.Event:
    return law.Drafted(on=on, letter=picked(dice.rng, open_letters(dice.odds, case)))


def open_letters(odds: Odds, case: Case) -> Mapping[str, float]:
    """The letters that may answer the case, with their weights."""
    if case.kind is Kind.CORRECTION:
        return {CORRECTED: 1}
    if case.order and case.earlier_replies:
        return {AFTER_ORDER: 1}
    objected = any(
        asked.kind is law.Party.THIRD_PARTY and asked.opinion is Opinion.OBJECTED
        for asked in case.consultations
    )
    fits = {
        AFTER_ORDER: False,
        PROTECTED: objected,
        IN_PART: not objected,  # would withhold for the objector's sake, too: conclusions of its own
        **dict.fromkeys(NEED_SEARCH, bool(case.searches)),
        "L12": bool(case.reasons and case.reasons.found_wanting),
        "L21": bool(case.supplement and case.supplement.still_unclear),
    }
    return {code: weight for code, weight in odds.replies.items() if fits.get(code, True)}


def _told(dice: Dice, case: Case, on: date) -> law.Event | None:
    untold = [
        asked.party
        for asked in case.consultations
        if asked.kind is law.Party.THIRD_PARTY
        and asked.opinion is Opinion.OBJECTED
        and asked.party not in case.third_parties_told
    ]
    party = _one_of(dice, untold)
    return law.ThirdPartyTold(on=on, party=party) if party else None


def _contested(dice: Dice, _case: Case, on: date) -> law.Event:
    simplified = on.year >= 2024 and dice.rng.random() < 1 / 2  # noqa: PLR2004  the law of 2024 brought it
    return law.ReconsiderationNotified(on=on, simplified=simplified)


def _searched(dice: Dice, _case: Case, on: date) -> law.Event:
    words: Mapping[str, Any] = dice.odds.words
    result = dice.rng.choice((words["found"], words["not_found"]))
    return law.Searched(
        on=on, systems=tuple(words["systems"]), keywords=tuple(words["keywords"]), by=OWN, result=result
    )


MAKERS: Mapping[type[law.Event], Maker] = {
    law.SignedFor: lambda dice, _, on: law.SignedFor(
        on=on, by_unit="收发室", tracking=dice.text("carrier", on)
    ),
    law.Confirmed: lambda _dice, _case, on: law.Confirmed(on=on, how="电话确认"),
    law.TransferredIn: _transferred,
    law.Registered: _registered,
    law.Split: _split,
    law.Linked: _linked,
    law.Assigned: lambda dice, _, on: law.Assigned(on=on, unit=dice.rng.choice(dice.odds.words["units"])),
    law.SupplementAsked: lambda dice, _, on: law.SupplementAsked(
        on=on, points=tuple(dice.odds.words["points"]), deadline=dice.later(on, "supplement_days")
    ),
    law.Supplemented: _supplemented,
    law.SupplementLapsed: lambda dice, _, on: law.SupplementLapsed(
        on=on, proof_of_service=dice.text("proof", on)
    ),
    law.FoundStillUnclear: lambda dice, _, on: law.FoundStillUnclear(on=on, why=dice.text("why_unclear", on)),
    law.ConsultSent: _consulted,
    law.ConsultReceived: _reached,
    law.ConsultAnswered: _answered,
    law.ConsultLapsed: _silent,
    law.ExtensionApproved: _approved,
    law.ReasonsAsked: lambda dice, _, on: law.ReasonsAsked(
        on=on, counts=dice.text("counts", on), deadline=dice.later(on, "reasons_days")
    ),
    law.ReasonsGiven: lambda dice, _, on: law.ReasonsGiven(on=on, reasons=dice.text("reasons", on)),
    law.JudgedUnreasonable: lambda dice, _, on: law.JudgedUnreasonable(
        on=on, why=dice.text("why_unreasonable", on)
    ),
    law.LaterDateFixed: _later,
    law.FeeNoticeSent: _charged,
    law.Paid: lambda _dice, _case, on: law.Paid(on=on, receipt=f"示例{on:%Y%m%d}"),
    law.Withdrawn: lambda dice, _, on: law.Withdrawn(on=on, proof=dice.text("withdrawal", on)),
    law.Searched: _searched,
    law.Reviewed: _reviewed,
    law.Drafted: _drafted,
    law.Signed: lambda _dice, _case, on: law.Signed(on=on, number=OWN),
    law.Sent: lambda dice, _, on: law.Sent(
        on=on, way=dice.rng.choice((law.Delivery.POST, law.Delivery.POST, law.Delivery.HAND)), proof=""
    ),
    law.ServedBySignature: lambda _dice, _case, on: law.ServedBySignature(on=on, by="本人"),
    law.Returned: lambda dice, _, on: law.Returned(on=on, reason=dice.text("returned", on)),
    law.ThirdPartyTold: _told,
    law.Archived: lambda _dice, _case, on: law.Archived(on=on, number=OWN),
    law.ConvertedToProactive: lambda dice, _, on: law.ConvertedToProactive(
        on=on, reason=dice.text("converting", on)
    ),
    law.ReconsiderationNotified: _contested,
    law.SuedNotified: lambda dice, _, on: law.SuedNotified(on=on, court=dice.text("court", on)),
    law.OrderedToReReply: lambda dice, _, on: law.OrderedToReReply(
        on=on, by=dice.text("authority", on), limit=dice.later(on, "order_days"), number=OWN
    ),
}
