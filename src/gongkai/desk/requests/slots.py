"""A letter's slots as a form: one field a slot, with the label and the help of the letter's file."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms

from gongkai.desk.fields import LinesField, choice_field, day_field, words_field
from gongkai.law.letters import LetterTemplate, Slot, SlotKind
from gongkai.letters.models import DELIVERIES

# What the system fills in itself.
OWN = frozenset({"organ", "number", "contact"})
BLANK_PARTS = 2
MOST_PARTS = 50
WORDING = "wording-"
# What letters recite of the file; it is filled in already, and rarely touched.
RECITED = frozenset(
    {
        "addressee",
        "you",
        "received_on",
        "channel",
        "content",
        "supplemented_on",
        "supplement_asked_on",
        "supplement",
        "extended_to",
        "extension_told_on",
        "consulted_on",
        "consulted",
        "consulted_result",
    }
)
SHORT_SLOTS = frozenset({"addressee", "serial"})


class SlotForm(forms.Form):
    """The form of a letter in draft; it may be left unfinished, for the letter is judged at its signature."""

    def __init__(
        self,
        template: LetterTemplate,
        data: Any,
        *,
        slots: Mapping[str, Any],
        wording: Mapping[str, str],
        delivery: str,
    ) -> None:
        super().__init__(data)
        self.template = template
        for slot in self._slots():
            self.fields |= _fields(slot, slots.get(slot.name), data)
        self.fields["delivery"] = forms.ChoiceField(
            label="送达方式",
            choices=DELIVERIES,
            initial=delivery,
            help_text="只能由邮政企业寄递，或者直接、委托送达；申请人要求的可以电子方式送达。",
        )
        for paragraph in template.paragraphs:
            if not paragraph.is_locked:
                self.fields[f"{WORDING}{paragraph.name}"] = words_field(
                    "可以改写的段落",
                    required=False,
                    initial=wording.get(paragraph.name, paragraph.text),
                    help_text="花括号里是填写项的名称，请保留。清空即恢复原文。",
                )

    @property
    def values(self) -> dict[str, Any]:
        """The slots as they are kept."""
        found = {}
        for slot in self._slots():
            value = _value(slot, self.cleaned_data)
            if value not in (None, "", []):
                found[slot.name] = value
        return found

    @property
    def wording(self) -> dict[str, str]:
        """The paragraphs whose words differ from the template's."""
        changed = {}
        for paragraph in self.template.paragraphs:
            text = self.cleaned_data.get(f"{WORDING}{paragraph.name}", "").strip()
            if text and text != paragraph.text:
                changed[paragraph.name] = text
        return changed

    @property
    def asked_fields(self) -> list[forms.BoundField]:
        """What the clerk has to write."""
        return [field for field in self if not self._is_recited(field) and self._is_slot(field)]

    @property
    def recited_fields(self) -> list[forms.BoundField]:
        """What the file tells already."""
        return [field for field in self if self._is_recited(field)]

    @property
    def wording_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith(WORDING)]

    def _is_slot(self, field: forms.BoundField) -> bool:
        return not field.name.startswith(WORDING) and field.name != "delivery"

    def _is_recited(self, field: forms.BoundField) -> bool:
        """Letters whose own matter is the extension or the consultation ask for it themselves."""
        own = self.template.kind.must_say
        return field.name in RECITED and (field.name == "content" or field.name not in own)

    def _slots(self) -> Iterator[Slot]:
        return (slot for slot in self.template.slots.values() if slot.name not in OWN)


def _fields(slot: Slot, value: Any, data: Any) -> dict[str, forms.Field]:
    if slot.kind is SlotKind.PARTS:
        return dict(_part_fields(slot, value or [], data))
    return {slot.name: _field(slot, value)}


def _field(slot: Slot, value: Any) -> forms.Field:
    hint = slot.help if slot.when is None else f"{slot.help}（只在前面选择相应情形时填写）"
    more = {
        "required": False,
        "initial": value,
        "help_text": f"{hint}。" if hint and hint[-1] not in "。；" else hint,
    }
    label = slot.label
    match slot.kind:
        case SlotKind.DATE:
            return day_field(label, **{**more, "initial": date.fromisoformat(value) if value else None})
        case SlotKind.NUMBER:
            return forms.IntegerField(label=label, min_value=0, **more)
        case SlotKind.LIST:
            return LinesField(label, **{**more, "help_text": slot.help})
        case SlotKind.CHOICE:
            return choice_field(
                label, list(slot.choices.items()), **{**more, "initial": value or slot.default}
            )
        case SlotKind.PROVISION:
            return choice_field(label, list(slot.choices.items()), **more)
    return words_field(label, rows=1 if slot.name in SHORT_SLOTS else 2, **more)


def _part_fields(slot: Slot, parts: list[Mapping[str, Any]], data: Any) -> Iterator[tuple[str, forms.Field]]:
    count = max(len(parts) + BLANK_PARTS, _sent_parts(slot, data))
    for number in range(count):
        known = parts[number] if number < len(parts) else {}
        for inner in slot.fields:
            made = _field(inner, known.get(inner.name))
            made.label = f"{slot.label}第{number + 1}项：{inner.label}"
            yield f"{slot.name}-{number}-{inner.name}", made


def _sent_parts(slot: Slot, data: Any) -> int:
    names = [name for name in data or () if name.startswith(f"{slot.name}-")]
    numbers = [
        int(part)
        for name in names
        if (part := name.split("-")[1]).isdigit() and len(part) < len(str(MOST_PARTS * 10))
    ]
    return min(max(numbers, default=-1) + 1, MOST_PARTS)


def _value(slot: Slot, cleaned: Mapping[str, Any]) -> Any:
    if slot.kind is SlotKind.PARTS:
        return list(_parts(slot, cleaned))
    value = cleaned.get(slot.name)
    return value.isoformat() if isinstance(value, date) else value


def _parts(slot: Slot, cleaned: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    number = 0
    while f"{slot.name}-{number}-{slot.fields[0].name}" in cleaned:
        part = {
            inner.name: value
            for inner in slot.fields
            if (value := cleaned.get(f"{slot.name}-{number}-{inner.name}"))
        }
        if part:
            yield part
        number += 1
