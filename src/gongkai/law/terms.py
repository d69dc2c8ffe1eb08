"""期限: how many working days the law gives for each step, by the day the request was received.

What was received under the regulation of 2007 is counted under it: fifteen working days, and no
fixed limit for asking for a supplement or for a third party's opinion.
"""

from dataclasses import dataclass
from datetime import date

from gongkai.law.statutes import GIR, GIR_2007, Instrument, Provision, cites


class NoTermError(ValueError):
    """No regulation was in force on that day."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The working days of each step under one regulation; None where it fixes none."""

    regulation: Instrument
    reply: int
    extension: int
    reply_basis: Provision
    pause_basis: Provision
    supplement: int | None = None
    opinion: int | None = None


TERMS = (
    Terms(GIR, 20, 20, GIR.art(33, 2), GIR.art(33, 3), supplement=7, opinion=15),
    Terms(GIR_2007, 15, 15, GIR_2007.art(24, 2), GIR_2007.art(24, 3)),
)
PAYMENT = 20


@cites(GIR.art(33), GIR_2007.art(24))
def terms(received: date) -> Terms:
    """The terms for a request received on that day.

    >>> terms(date(2026, 9, 21)).reply, terms(date(2017, 6, 19)).reply
    (20, 15)

    Raises:
        NoTermError: the day is before the first regulation came into force.
    """
    for found in TERMS:
        if found.regulation.is_in_force(received):
            return found
    raise NoTermError(
        f"{received}早于{GIR_2007.in_force}，当时《政府信息公开条例》尚未施行，没有答复期限；请核对日期"
    )
