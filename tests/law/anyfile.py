"""Files of all sorts for hypothesis: any fact filled in or left out, events out of their order."""

from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from tests.law.casefiles import ENDINGS, RULES, lawful

from gongkai.law.casefile import CaseFile, Conclusion, Draft
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.procedure import MOVES, OPENINGS
from gongkai.law.statutes import GIR, GIR_2007, RECONSIDERATION, Provision

CODES = st.sampled_from(sorted(OUTCOMES))
WORDS = st.sampled_from(
    ["", "甲", "第三方乙公司", "示例市人民政府", "《某批复》", "60日内先申请复议", "6个月"]
)
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS | st.text(max_size=12),
    bool: st.booleans(),
    int: st.integers(-5, 400),
    Decimal: st.sampled_from([Decimal(100), Decimal("-1.50"), Decimal(380)]),
    date: st.dates(date(2026, 9, 1), date(2027, 2, 1))
    | st.sampled_from([date(2005, 1, 1), date(2017, 6, 19)]),
    Provision: st.sampled_from(
        [GIR.art(36, item=4), GIR.art(14), GIR_2007.art(21), RECONSIDERATION.art(64, 2)]
    ),
}
SPECIAL = {
    (Conclusion, "letter"): CODES,
    (Conclusion, "withheld"): st.lists(CODES, max_size=2).map(tuple),
    (Conclusion, "item"): st.integers(-1, 3),
    (Draft, "letter"): CODES,
    (Draft, "answers_by"): st.just("") | CODES,
}
FOLDED = {"on", "rules", "events", "case", "clock", "refused"}


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that a case file is made of."""
    if hint in SCALARS:
        return SCALARS[hint]
    if get_origin(hint) is tuple:
        return st.lists(anything(get_args(hint)[0]), max_size=2).map(tuple)
    if NoneType in get_args(hint):
        (inner,) = (arg for arg in get_args(hint) if arg is not NoneType)
        return st.none() | anything(inner)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    assert is_dataclass(hint), hint
    return st.builds(hint, **fields_of(hint))


def fields_of(kind: Any) -> dict[str, st.SearchStrategy[Any]]:
    """A strategy for every field of a dataclass."""
    hints = get_type_hints(kind)
    names = [name for name in kind.__dataclass_fields__ if kind is not CaseFile or name not in FOLDED]
    return {name: SPECIAL[kind, name] if (kind, name) in SPECIAL else anything(hints[name]) for name in names}


EVENTS = st.one_of([anything(move.event) for table in (OPENINGS, MOVES) for move in table.values()])


@st.composite
def stories(draw: st.DrawFn) -> tuple[Any, ...]:
    """A lawful story with some events left out, some told twice, and others put in anywhere."""
    story = list(lawful(draw(st.sampled_from(ENDINGS))).events)
    kept = [event for event in story if draw(st.integers(0, 9))]
    for event in draw(st.lists(st.sampled_from(story) | EVENTS, max_size=4)):
        kept.insert(draw(st.integers(0, len(kept))), event)
    return tuple(kept)


@st.composite
def files(draw: st.DrawFn) -> CaseFile:
    """Any case file."""
    on = draw(SCALARS[date])
    return CaseFile.of(
        draw(stories()), on=on, rules=RULES, **draw(st.fixed_dictionaries(fields_of(CaseFile)))
    )
