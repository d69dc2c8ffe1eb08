"""要填写的空: the slots of a letter, what may be put into each, and how it is then printed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from gongkai.law.citations import provision
from gongkai.law.statutes import Provision

DATE_EXAMPLE = "2026-09-21"
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class LetterError(ValueError):
    """A letter cannot be composed as asked; the message says what to put right."""


class EmptySlotError(LetterError):
    """A slot that the law or the letter's wording asks for is not filled."""


class UnknownSlotError(LetterError):
    """Something was filled in that the letter has no place for."""


class SlotValueError(LetterError):
    """What was filled in is not of the kind the slot takes, or the day cannot be right."""


class TemplateError(LetterError):
    """A letter's file contradicts itself or the table of letters."""


class SlotKind(StrEnum):
    """What a slot takes: words, a day, a number, several words, one of some, a ground, parts."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    LIST = "list"
    CHOICE = "choice"
    PROVISION = "provision"
    PARTS = "parts"


class Tense(StrEnum):
    """Where a day must lie, seen from the day of the letter."""

    ANY = "any"
    PAST = "past"
    OVER = "over"
    COMING = "coming"
    FUTURE = "future"


WRONG_TENSE: Mapping[Tense, tuple[Callable[[date, date], bool], str]] = MappingProxyType(
    {
        Tense.ANY: (lambda _day, _on: False, ""),
        Tense.PAST: (lambda day, on: day > on, "晚于成文日期"),
        Tense.OVER: (lambda day, on: day >= on, "在成文日期尚未届满"),
        Tense.COMING: (lambda day, on: day < on, "早于成文日期"),
        Tense.FUTURE: (lambda day, on: day <= on, "不晚于成文日期"),
    }
)


@dataclass(frozen=True, slots=True)
class Condition:
    """That a slot is filled, or filled with one of its choices."""

    slot: str
    choice: str = ""

    @classmethod
    def parse(cls, text: str) -> "Condition":
        """The condition written ``slot`` or ``slot=choice``."""
        slot, _, choice = text.partition("=")
        return cls(slot, choice)

    def holds(self, values: Mapping[str, object]) -> bool:
        return (
            values[self.slot] == self.choice
            if self.choice and self.slot in values
            else self._is_given(values)
        )

    def _is_given(self, values: Mapping[str, object]) -> bool:
        return not self.choice and not is_blank(values.get(self.slot))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place to fill in, with the label and the help a clerk sees.

    ``when``: the slot exists only where the condition holds. ``choices``: key to printed words;
    for a ground, reference to nothing. ``fields``: the slots of each part. ``is_quoted``: the
    applicant's own words, whose citations are his own.
    """

    name: str
    label: str
    help: str
    kind: SlotKind = SlotKind.TEXT
    is_required: bool = True
    when: Condition | None = None
    default: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    fields: tuple["Slot", ...] = ()
    tense: Tense = Tense.ANY
    is_quoted: bool = False
    example: object = ""

    @classmethod
    def from_facts(cls, name: str, facts: Mapping[str, Any]) -> "Slot":
        """The slot from a letter's file.

        Raises:
            TemplateError: a key is not one of a slot's, or a value is none.
        """
        known = {"label", "help", "example", "default", "choices"}
        named = {"kind", "required", "when", "tense", "quoted", "fields"}
        if odd := set(facts) - known - named:
            raise TemplateError(f"空“{name}”有不认识的键：{'、'.join(sorted(odd))}")
        try:
            return cls(
                name=name,
                kind=SlotKind(facts.get("kind", "text")),
                is_required=facts.get("required", "default" not in facts),
                when=Condition.parse(facts["when"]) if "when" in facts else None,
                tense=Tense(facts.get("tense", "any")),
                is_quoted=facts.get("quoted", False),
                fields=tuple(cls.from_facts(key, value) for key, value in facts.get("fields", {}).items()),
                **{key: facts[key] for key in known if key in facts},
            )
        except (TypeError, ValueError) as error:
            raise TemplateError(f"空“{name}”有误：{error}") from error

    @property
    def title(self) -> str:
        """How a message names the slot, as “检索情况”（search）."""
        return f"“{self.label}”（{self.name}）"

    def read(self, value: object, on: date) -> object:
        """The value as the letter uses it.

        Raises:
            EmptySlotError: nothing is there, or only white space.
            SlotValueError: it is of another kind, no choice, or a day that cannot be.
        """
        if is_blank(value):
            raise EmptySlotError(f"{self.title}没有填写：{self.help}")
        return READERS[self.kind](self, value, on)

    def words(self, value: Any) -> str:
        """A value that was read, as printed inside a sentence."""
        match value:
            case date():
                return f"{value.year}年{value.month}月{value.day}日"
            case Provision():
                return value.full
            case tuple():
                return "；".join(value)
        return self.choices[value] if self.kind is SlotKind.CHOICE else str(value)

    def refuse(self, why: str) -> SlotValueError:
        """The error that says what is wrong with the value and what the slot is for."""
        return SlotValueError(f"{self.title}{why}：{self.help}")


def is_blank(value: object) -> bool:
    """Whether nothing is filled in: nothing at all, white space, or an empty list."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], (), {})


def _read_text(slot: Slot, value: object, _on: date) -> str:
    if not isinstance(value, str):
        raise slot.refuse("应当是文字")
    if found := UNPRINTABLE.search(value):
        raise slot.refuse(f"有不能印出的字符 U+{ord(found.group()):04X}，请删去")
    return value.strip()


def _read_date(slot: Slot, value: object, on: date) -> date:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            raise slot.refuse(f"“{value}”不是日期，请写成 {DATE_EXAMPLE} 的样子") from None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise slot.refuse(f"应当是日期，请写成 {DATE_EXAMPLE} 的样子")
    is_wrong, why = WRONG_TENSE[slot.tense]
    if is_wrong(value, on):
        raise slot.refuse(f"（{value.isoformat()}）{why}（{on.isoformat()}）")
    return value


def _read_number(slot: Slot, value: object, _on: date) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        raise slot.refuse("应当是不小于零的整数，不加引号")
    return value


def _read_list(slot: Slot, value: object, on: date) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise slot.refuse('应当是清单，请写成 ["第一项", "第二项"] 的样子')
    if any(is_blank(item) for item in value):
        raise EmptySlotError(f"{slot.title}有一项是空的：{slot.help}")
    return tuple(_read_text(slot, item, on) for item in value)


def _read_choice(slot: Slot, value: object, _on: date) -> str:
    if not isinstance(value, str) or value not in slot.choices:
        known = "、".join(f"{key}（{words}）" for key, words in slot.choices.items())
        raise slot.refuse(f"应当从这些里选一个：{known}，现为“{value}”")
    return value


def _read_provision(slot: Slot, value: object, _on: date) -> Provision:
    if not isinstance(value, str) or value not in slot.choices:
        known = "、".join(f"{key}（{words}）" for key, words in slot.choices.items())
        raise slot.refuse(f"应当从这些里选一个：{known}，现为“{value}”")
    return provision(value)


def _read_parts(slot: Slot, value: object, on: date) -> tuple[Mapping[str, object], ...]:
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
        raise slot.refuse("应当是若干项，每项各填各的内容")
    return tuple(_read_part(slot, number, part, on) for number, part in enumerate(value, 1))


def _read_part(slot: Slot, number: int, part: object, on: date) -> Mapping[str, object]:
    if not isinstance(part, Mapping):
        raise slot.refuse(f"第{number}项应当分别填写{'、'.join(inner.label for inner in slot.fields)}")
    names = {inner.name for inner in slot.fields}
    if odd := [str(name) for name in part if name not in names]:
        raise UnknownSlotError(f"{slot.title}第{number}项没有“{'”“'.join(odd)}”这个空")
    try:
        return {inner.name: inner.read(part.get(inner.name), on) for inner in slot.fields}
    except LetterError as error:
        raise type(error)(f"{slot.title}第{number}项的{error}") from error


READERS: Mapping[SlotKind, Callable[[Slot, object, date], object]] = MappingProxyType(
    {
        SlotKind.TEXT: _read_text,
        SlotKind.DATE: _read_date,
        SlotKind.NUMBER: _read_number,
        SlotKind.LIST: _read_list,
        SlotKind.CHOICE: _read_choice,
        SlotKind.PROVISION: _read_provision,
        SlotKind.PARTS: _read_parts,
    }
)
