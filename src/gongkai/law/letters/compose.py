"""成文: a template filled in, with the remedy the law demands, or refused with the reason.

A final letter without a remedy cannot be composed, nor a procedural letter with one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.citations import check_citations, provision, written
from gongkai.law.letters.slots import (
    LetterError,
    Slot,
    SlotKind,
    SlotValueError,
    UnknownSlotError,
    is_blank,
)
from gongkai.law.letters.templates import (
    BASIS,
    ITEM,
    NUMBER,
    NUMERAL,
    RE_REPLY,
    LetterTemplate,
    ParagraphTemplate,
    Place,
    places_in,
)
from gongkai.law.numbers import document_number
from gongkai.law.practice import Practice
from gongkai.law.remedies import Decision, Remedy, RemedyTexts, Venue, remedy
from gongkai.law.statutes import GIR, Provision, cites, numeral

STOPS = "。；;"
CLOSERS = "。；，）”"


class RemedyMismatchError(LetterError):
    """A final letter without a remedy, or a procedural letter with one."""


class NotInForceError(LetterError):
    """The letter, or what it rests on, did not exist in the law of that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph as printed; ``is_locked`` where its words were not the clerk's to choose."""

    name: str
    text: str
    is_locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter ready to be signed."""

    code: str
    title: str
    number: str
    addressee: str
    body: tuple[Paragraph, ...]
    remedy: Remedy | None
    attachments: tuple[str, ...]
    signer: str
    on: date
    contact: str
    slip: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body, the remedy last, as printed."""
        told = (self.remedy.text,) if self.remedy else ()
        return (*(paragraph.text for paragraph in self.body), *told)

    @property
    def contact_line(self) -> str:
        """Whom to ask, as printed below the date."""
        return f"（联系人：{self.contact}）"

    @property
    def text(self) -> str:
        """The whole letter as plain text, a paragraph a line."""
        indented = (f"　　{paragraph}" for paragraph in self.paragraphs)
        attached = (f"　　{line}" for line in self._attached())
        ending = (
            self.signer,
            f"{self.on.year}年{self.on.month}月{self.on.day}日",
            self.contact_line,
        )
        lines = (self.title, self.number, "", f"{self.addressee}：", *indented, *attached, "", *ending)
        return "\n".join((*lines, "", *self.slip) if self.slip else lines) + "\n"

    def _attached(self) -> Iterator[str]:
        if len(self.attachments) == 1:
            yield f"附件：{self.attachments[0]}"
            return
        for number, name in enumerate(self.attachments, 1):
            yield f"{'附件：' if number == 1 else '　　　'}{number}.{name}"


@dataclass(frozen=True, slots=True)
class Filling:
    """A template with what was filled in: the values by slot, and their words as printed."""

    template: LetterTemplate
    on: date
    values: Mapping[str, Any]
    words: Mapping[str, str]

    @classmethod
    def of(cls, template: LetterTemplate, slots: Mapping[str, object], on: date) -> "Filling":
        """The slots read and judged.

        Raises:
            LetterError, CitationError: as ``compose``.
        """
        values = _read(template, slots, on)
        simple = {name: value for name, value in values.items() if not template.slots[name].fields}
        words = {name: template.slots[name].words(value) for name, value in simple.items()}
        filling = cls(template, on, values, words)
        for text in filling.free_words():
            check_citations(text, on=on, allowed=template.allowed)
        return filling

    @property
    def grounds(self) -> tuple[Provision, ...]:
        """The ground of each part that is withheld, in order."""
        if self.template.ground_slot is None:
            return ()
        slot, inner = self.template.ground_slot
        return tuple(part[inner] for part in self.values[slot])

    @property
    def body(self) -> Iterator[Paragraph]:
        """The paragraphs that apply, filled in."""
        for found in self.template.paragraphs:
            if found.when is None or found.when.holds(self.values):
                for text in self._printed(found):
                    yield Paragraph(name=found.name, text=text, is_locked=found.is_locked)

    def filled(self, places: tuple[Place, ...], words: Mapping[str, str]) -> str:
        """The words between the places and in them; a stop is not printed twice."""
        text = ""
        for place in places:
            if place.before[:1] and place.before[0] in CLOSERS:
                text = text.rstrip(STOPS)
            text += place.before + self._words(place, words)
        return text

    def free_words(self) -> Iterator[str]:
        """What the clerk wrote himself; the applicant's own words are not judged."""
        for name, value in self.values.items():
            slot = self.template.slots[name]
            for inner in slot.fields:
                yield from (part[inner.name] for part in value if _is_free(inner))
            if _is_free(slot):
                yield self.words[name]
        yield from (found.text for found in self.template.paragraphs if found.is_reworded)

    def _printed(self, paragraph: ParagraphTemplate) -> Iterator[str]:
        if not paragraph.each:
            yield self.filled(paragraph.places, self.words)
            return
        fields = self.template.slots[paragraph.each].fields
        items = self.values[paragraph.each]
        for number, item in enumerate(items, 1):
            own = {inner.name: inner.words(item[inner.name]) for inner in fields} or {ITEM: item}
            count = {NUMBER: str(number), NUMERAL: numeral(number)}
            text = self.filled(paragraph.places, {**self.words, **own, **count})
            yield f"{text.rstrip(STOPS)}。" if number == len(items) else text

    def _words(self, place: Place, words: Mapping[str, str]) -> str:
        if place.reference:
            return self._cited((provision(place.reference),))
        if place.name == BASIS:
            return self._cited(self.template.basis)
        return words[place.name] if place.name else ""

    def _cited(self, provisions: tuple[Provision, ...]) -> str:
        current = [found for found in provisions if found.instrument.is_in_force(self.on)]
        if not current:
            raise NotInForceError(
                f"《{self.template.kind.title}》（{self.template.code}）的依据{written(provisions)}"
                f"在{self.on.isoformat()}没有施行，不能作出这一文书"
            )
        return written(current)


@cites(GIR.art(36), GIR.art(30), GIR.art(33, 2))
def compose(
    template: LetterTemplate,
    slots: Mapping[str, object],
    *,
    on: date,
    practice: Practice,
    texts: RemedyTexts,
    venue: Venue | None = None,
) -> Letter:
    """The letter with its slots filled in, signed on that day.

    ``venue`` says who reviews and how the letter is served; final letters need it.

    Raises:
        EmptySlotError, UnknownSlotError, SlotValueError: the slots are not as the letter needs.
        CitationError: words filled in cite an old or missing article, or one the letter may not.
        NotInForceError: on that day the law knew no such letter.
        RemedyMismatchError: a final letter without a venue, or a procedural letter with one.
        RemedyError: the remedy would be wrong; see ``gongkai.law.remedies.remedy``.
        DocumentNumberError: the number is not one.
    """
    _check_template(template, on)
    filling = Filling.of(template, slots, on)
    _check_number(filling.words["number"], on)
    return Letter(
        code=template.code,
        title=filling.filled(places_in(template.title), filling.words),
        number=filling.words["number"],
        addressee=filling.words["addressee"],
        body=tuple(filling.body),
        remedy=_remedy(filling, practice, texts, venue),
        attachments=filling.values.get("attachments", ()),
        signer=filling.words["organ"],
        on=on,
        contact=filling.words["contact"],
        slip=template.slip,
    )


def _check_template(template: LetterTemplate, on: date) -> None:
    if template.code == RE_REPLY and not template.follows:
        raise LetterError(f"{RE_REPLY}应当写明按哪一种文书重新答复，例如 L13 或者 L16d")
    if not GIR.is_in_force(on):
        raise NotInForceError(
            f"现行《{GIR.title}》自{GIR.in_force.isoformat()}起施行，{on.isoformat()}的文书不能用这一样式"
        )


def _read(template: LetterTemplate, slots: Mapping[str, object], on: date) -> dict[str, object]:
    """The slots' values by name, with defaults; slots that do not apply are left out."""
    if odd := [name for name in slots if name not in template.slots]:
        known = "、".join(f"{slot.label}（{name}）" for name, slot in template.slots.items())
        raise UnknownSlotError(f"{template.code}没有“{'”“'.join(odd)}”这个空，可以填写的有：{known}")
    given = {name: value for name, value in slots.items() if not is_blank(value)}
    values: dict[str, object] = {}
    # Choices first: what else is needed follows from them.
    for name, slot in sorted(template.slots.items(), key=lambda named: named[1].when is not None):
        if slot.when and not slot.when.holds(given):
            _refuse_idle(slot, given, template)
        elif name in given or slot.is_required:
            values[name] = slot.read(given.get(name), on)
        elif slot.default:
            values[name] = slot.default
    return values


def _refuse_idle(slot: Slot, given: Mapping[str, object], template: LetterTemplate) -> None:
    if slot.name not in given or slot.when is None:
        return
    other = template.slots[slot.when.slot]
    chosen = f"选择“{other.choices[slot.when.choice]}”" if slot.when.choice else "填写"
    raise UnknownSlotError(f"{slot.title}只在{other.title}{chosen}时填写，请删去，或者改填{other.title}")


def _is_free(slot: Slot) -> bool:
    return slot.kind in {SlotKind.TEXT, SlotKind.LIST} and not slot.is_quoted


def _check_number(number: str, on: date) -> None:
    if (year := document_number(number).year) != on.year:
        raise SlotValueError(f"文号“{number}”的年份是{year}年，而成文日期在{on.year}年，请改为同一年")


def _remedy(filling: Filling, practice: Practice, texts: RemedyTexts, venue: Venue | None) -> Remedy | None:
    template = filling.template
    named = f"《{template.kind.title}》（{template.code}）"
    if template.kind.is_final and venue is None:
        raise RemedyMismatchError(f"{named}应当告知救济途径：请填写复议机关和送达方式")
    if not template.kind.is_final and venue is not None:
        raise RemedyMismatchError(f"{named}是程序性文书，不写救济途径：请删去复议机关和送达方式")
    if venue is None:
        return None
    decision = Decision(
        code=template.code,
        on=filling.on,
        withheld=filling.grounds,
        replaces=template.follows,
        paper=template.paper,
    )
    return remedy(decision, venue, texts, practice)
