"""依申请公开的程序: what may happen to a request, when, and what it leads to.

A request is the fold of its events. The procedure is a table (``table.MOVES``): one row an event,
with its number E01 to E40, the states it starts from and leads to, its guards, what it does to the
clock, and its provision. Each part of the procedure keeps its own rows with their guards beside
them: ``intake``, ``supplementing``, ``consulting``, ``extending``, ``reasoning``, ``charging``,
``replying``, ``serving``, ``aftermath``. A guard answers None or the sentence that says why not.

``case`` holds facts only. Every day that a calendar computes is in ``reckoning``, so that a changed
calendar moves due dates and never rewrites what happened.

Two states run beside the others rather than after them: consultations (several at once, state S4
while one is open) and disputes (an unanswered request goes on while it is contested). A file is
never locked: whatever is late can still be searched, decided, signed and sent.
"""

from gongkai.law.procedure.case import Case, Consultation, Kind, Opinion, Restart
from gongkai.law.procedure.fold import MoveStatus, allowed, apply, fold, insert
from gongkai.law.procedure.move import IllegalMoveError
from gongkai.law.procedure.reckoning import Rules
from gongkai.law.procedure.reporting import counted, report_row
from gongkai.law.procedure.states import State
from gongkai.law.procedure.table import MOVES, OPENINGS

__all__ = [
    "MOVES",
    "OPENINGS",
    "Case",
    "Consultation",
    "IllegalMoveError",
    "Kind",
    "MoveStatus",
    "Opinion",
    "Restart",
    "Rules",
    "State",
    "allowed",
    "apply",
    "counted",
    "fold",
    "insert",
    "report_row",
]
