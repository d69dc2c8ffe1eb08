"""Which move of the procedure the sending of a letter is."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from gongkai.law import events as law
from gongkai.law.outcomes import kind_of
from gongkai.letters.models import Letter
from gongkai.requests.models import CaseLetter

RE_REPLY, CORRECTION = "L32", "L30"
WITHOUT_MOVE = frozenset({"L03", "L29", "L31"})  # the ending is recorded before its letter is written


def is_reply(letter: Letter) -> bool:
    """Whether the letter answers the request, so that signing and sending it are moves of the procedure."""
    kind = kind_of(letter.code)
    return (kind.ends_request or letter.code in (RE_REPLY, CORRECTION)) and letter.code not in WITHOUT_MOVE


def sending(tie: CaseLetter, on: date, proof: str) -> law.Event | None:
    """The move of the procedure that the sending of a letter is; None where it is none."""
    if is_reply(tie.letter):
        return law.Sent(on=on, way=law.Delivery(tie.letter.delivery), proof=proof)
    return procedural(tie, on)


def procedural(tie: CaseLetter, on: date) -> law.Event | None:
    """As ``sending``, of letters that do not answer; None also while what the move needs is missing."""
    make = MOVES.get(tie.letter.code)
    try:
        return make(tie, on) if make else None
    except (KeyError, ValueError):
        return None


def _supplement(tie: CaseLetter, on: date) -> law.Event:
    slots = tie.letter.slots
    return law.SupplementAsked(
        on=on, points=tuple(slots["points"]), deadline=date.fromisoformat(slots["deadline"])
    )


def _consult(kind: law.Party) -> Callable[[CaseLetter, date], law.Event]:
    return lambda tie, on: law.ConsultSent(on=on, party=tie.party, kind=kind)


def _reasons(tie: CaseLetter, on: date) -> law.Event:
    slots = tie.letter.slots
    return law.ReasonsAsked(on=on, counts=slots["counts"], deadline=date.fromisoformat(slots["deadline"]))


def _later(tie: CaseLetter, on: date) -> law.Event:
    return law.LaterDateFixed(on=on, until=date.fromisoformat(tie.letter.slots["later_on"]))


def _fee(tie: CaseLetter, on: date) -> law.Event:
    slots = tie.letter.slots
    return law.FeeNoticeSent(
        on=on,
        tariff=law.Tariff(slots["tariff"]),
        amount=Decimal(str(slots["amount"])),
        basis=slots["count_basis"],
    )


TO_CONSULTEES = frozenset({"L05", "L07", "L08", "L09"})
MOVES: Mapping[str, Callable[[CaseLetter, date], law.Event]] = {
    "L02": _supplement,
    "L04": lambda _tie, on: law.ExtensionTold(on=on),
    "L05": _consult(law.Party.THIRD_PARTY),
    "L07": lambda tie, on: law.ThirdPartyTold(on=on, party=tie.party),
    "L08": _consult(law.Party.CO_MAKER),
    "L09": _consult(law.Party.OTHER_ORGAN),
    "L10": _reasons,
    "L11": _later,
    "L28": _fee,
}
