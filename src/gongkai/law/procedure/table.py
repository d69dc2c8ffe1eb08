"""The table of moves: every event, from which states, to which, when, and what it does to the clock.

E17, E41 and E42 are not moves: that all consultations are closed follows from their answers, what
is open at the year's end follows from the days, and a changed calendar changes no fact.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from gongkai.law.events import Event
from gongkai.law.procedure import (
    aftermath,
    charging,
    consulting,
    extending,
    intake,
    reasoning,
    replying,
    serving,
    supplementing,
)
from gongkai.law.procedure.move import Move, Opening

OPENINGS: Mapping[type[Event], Opening[Any]] = MappingProxyType(
    {opening.event: opening for opening in intake.OPENINGS}
)
PARTS = (intake, supplementing, consulting, extending, reasoning, charging, replying, serving, aftermath)
MOVES: Mapping[type[Event], Move[Any]] = MappingProxyType(
    {move.event: move for part in PARTS for move in sorted(part.MOVES, key=lambda move: move.number)}
)
