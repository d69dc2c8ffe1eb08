"""From plain data to a case file: what a TOML, YAML or JSON file says, as typed facts.

Every field is checked against its type, and a mistake is answered with the place it stands at.

>>> from gongkai.law.evidence import HarmAssessment
>>> build(HarmAssessment, {"interest": "公共安全", "evidence": ["评估记录"]}).evidence
('评估记录',)
>>> build(HarmAssessment, {"interst": "公共安全"})
Traceback (most recent call last):
    ...
gongkai.law.plain.PlainDataError: 没有“interst”这一项，可填：evidence、harm、interest
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from gongkai.law.casefile import CaseFile
from gongkai.law.citations import provision
from gongkai.law.events import Event
from gongkai.law.procedure import MOVES, OPENINGS, Rules
from gongkai.law.statutes import Provision

T = TypeVar("T")

EVENTS: Mapping[str, type[Event]] = {
    move.label: move.event for table in (OPENINGS, MOVES) for move in table.values()
}
FOLDED = frozenset({"on", "rules", "events", "case", "clock", "refused"})


class PlainDataError(ValueError):
    """The data do not fit; the message says where, and what can stand there."""


def case_file(plain: Mapping[str, Any], *, rules: Rules) -> CaseFile:
    """The file that the data describe: ``on``, ``events`` and whatever else is known.

    Raises:
        PlainDataError: something is misnamed, missing or of the wrong kind.
    """
    if "on" not in plain:
        raise PlainDataError("缺少“on”：请填写核查日期，如 2026-11-02")
    happened = plain.get("events", [])
    if not isinstance(happened, list):
        raise PlainDataError("“events”应当是事项的列表")
    return CaseFile.of(
        [event(one, f"events[{index}]") for index, one in enumerate(happened, start=1)],
        on=_value(date, plain["on"], "on"),
        rules=rules,
        **facts_of({name: given for name, given in plain.items() if name not in {"on", "events"}}),
    )


def facts_of(plain: Mapping[str, Any]) -> dict[str, Any]:
    """What is written down beside the events, by the field of ``CaseFile`` it belongs to.

    Raises:
        PlainDataError: something is misnamed, missing or of the wrong kind.
    """
    hints = get_type_hints(CaseFile)
    _refuse_unknown(plain, set(hints) - FOLDED, "")
    return {name: _value(hints[name], given, name) for name, given in plain.items()}


def event(plain: Any, where: str = "event") -> Event:
    """The event that the data describe; ``event`` is its label in the procedure's table.

    >>> event({"event": "申请人撤回", "on": "2026-11-02", "proof": "撤回书"})
    Withdrawn(on=datetime.date(2026, 11, 2), proof='撤回书')

    Raises:
        PlainDataError: there is no such event, or its data do not fit.
    """
    kind = EVENTS.get(str(plain.get("event"))) if isinstance(plain, Mapping) else None
    if kind is None:
        raise PlainDataError(f"{where}：“event”应当是这些事项之一：{'、'.join(EVENTS)}")
    return build(kind, {name: given for name, given in plain.items() if name != "event"}, where)


def build(kind: type[T], plain: Any, where: str = "") -> T:
    """The dataclass that the mapping describes; lists become tuples, texts enums, dates and provisions.

    Raises:
        PlainDataError: a name is unknown, a field is missing, or a value is of the wrong kind.
    """
    if not isinstance(plain, Mapping):
        raise PlainDataError(f"“{where}”应当是一组填写项")
    hints = _hints(kind)  # type: ignore[arg-type]  # a class can be hashed
    _refuse_unknown(plain, set(hints), where)
    given = {name: _value(hints[name], value, _path(where, name)) for name, value in plain.items()}
    try:
        return kind(**given)
    except TypeError as error:
        lacking = [field.name for field in fields(kind) if field.name not in given]  # type: ignore[arg-type]  # a dataclass
        raise PlainDataError(f"{_at(where)}缺少必填项，尚未填写的有：{'、'.join(lacking)}") from error
    except ValueError as error:
        raise PlainDataError(f"{_at(where)}{error}") from error


@cache  # every event that is read from the ledger asks for them
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, given: Any, where: str) -> Any:
    """One value by its type hint."""
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return _optional(hint, given, where)
    if origin is tuple:
        if not isinstance(given, list | tuple):
            raise PlainDataError(f"“{where}”应当是列表")
        return tuple(_value(get_args(hint)[0], one, f"{where}[{n}]") for n, one in enumerate(given, start=1))
    if is_dataclass(hint) and hint is not Provision:
        return build(hint, given, where)  # type: ignore[arg-type]  # a class, as get_type_hints gives it
    return _scalar(hint, given, where)


def _optional(hint: Any, given: Any, where: str) -> Any:
    if given is None:
        return None
    (inner,) = (arg for arg in get_args(hint) if arg is not NoneType)
    return _value(inner, given, where)


def _scalar(hint: Any, given: Any, where: str) -> Any:
    try:
        if hint is date:
            return date.fromisoformat(str(given))
        if hint is Decimal:
            return Decimal(str(given))
        if hint is Provision:
            return provision(given)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return hint[given] if given in hint.__members__ else hint(given)
    except (ValueError, TypeError, InvalidOperation) as error:
        raise PlainDataError(f"“{where}”填写的“{given}”不对{_choices(hint)}") from error
    if not isinstance(given, hint) or (hint is int and isinstance(given, bool)):
        raise PlainDataError(f"“{where}”填写的“{given}”不对{_choices(hint)}")
    return given


def _choices(hint: Any) -> str:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return f"，可填：{'、'.join(hint)}"
    wanted = {
        date: "日期，如 2026-11-02",
        Decimal: "数额",
        bool: "true 或者 false",
        int: "整数",
        str: "文字",
        Provision: "条文代号，如 GIR:36::2",
    }
    return f"，应当是{wanted[hint]}" if hint in wanted else ""


def _refuse_unknown(plain: Mapping[str, Any], known: set[str], where: str) -> None:
    for name in plain:
        if name not in known:
            raise PlainDataError(f"{_at(where)}没有“{name}”这一项，可填：{'、'.join(sorted(known))}")


def _path(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _at(where: str) -> str:
    return f"“{where}”" if where else ""
