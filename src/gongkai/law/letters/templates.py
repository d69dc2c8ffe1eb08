"""文书样式: a letter's slots and paragraphs, read from its file and checked against the table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from string import Formatter
from typing import Any

from gongkai.law.citations import UnknownReferenceError, provision
from gongkai.law.letters.slots import Condition, LetterError, Slot, SlotKind, TemplateError
from gongkai.law.outcomes import LetterKind, allowed_articles, kind_of
from gongkai.law.statutes import Provision

RE_REPLY = "L32"
BASIS, NUMBER, NUMERAL, ITEM = "basis", "n", "numeral", "item"
BUILT_IN = frozenset({BASIS})
INSIDE_EACH = frozenset({NUMBER, NUMERAL, ITEM})
FRAME = "frame"
EXAMPLE_ON = date(2026, 10, 20)
FRAME_SLOTS = ("organ", "number", "addressee", "you", "contact", "attachments")


class LockedParagraphError(LetterError):
    """The words of the paragraph are fixed and cannot be changed for one letter."""


@dataclass(frozen=True, slots=True)
class Place:
    """A pair of braces in a text: a slot, or a reference such as {GIR:33:2}."""

    before: str
    name: str = ""
    reference: str = ""


def places_in(text: str) -> tuple[Place, ...]:
    """The text cut at its braces; the last place has words before it only.

    Raises:
        TemplateError: the braces do not match.
    """
    try:
        parsed = list(Formatter().parse(text))
    except ValueError as error:
        raise TemplateError(f"“{text}”的花括号不成对") from error
    return tuple(
        Place(before, "", f"{name}:{spec}") if spec else Place(before, name or "")
        for before, name, spec, _ in parsed
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphTemplate:
    """A paragraph: printed where ``when`` holds, once for each item where ``each`` names a list.

    ``is_locked``: the law fixes what it says; an open paragraph may be reworded for one letter,
    which ``is_reworded`` then says.
    """

    name: str
    text: str
    is_locked: bool = True
    when: Condition | None = None
    each: str = ""
    is_reworded: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        return places_in(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTemplate:
    """A letter before it is filled in.

    ``paper`` is what the letter calls itself; ``basis`` what {basis} stands for, of which only the
    provisions in force on the day are printed; ``slip`` the reply slip the reader sends back;
    ``follows`` the kind that a new reply (L32) answers by; ``example_on`` the day on which the
    slots' examples make sense.
    """

    code: str
    title: str
    paper: str
    basis: tuple[Provision, ...]
    slots: Mapping[str, Slot]
    paragraphs: tuple[ParagraphTemplate, ...]
    slip: tuple[str, ...] = ()
    follows: str = ""
    example_on: date = EXAMPLE_ON

    @property
    def kind(self) -> LetterKind:
        return kind_of(self.code)

    @property
    def allowed(self) -> tuple[Provision, ...]:
        """What the letter may cite of the regulation."""
        followed = allowed_articles(self.follows) if self.follows else ()
        return tuple(dict.fromkeys((*allowed_articles(self.code), *followed)))

    @property
    def ground_slot(self) -> tuple[str, str] | None:
        """The slot of the withheld parts and its field that names each part's ground."""
        for slot in self.slots.values():
            for inner in slot.fields:
                if inner.kind is SlotKind.PROVISION:
                    return slot.name, inner.name
        return None

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any], parts: Mapping[str, Mapping[str, Any]]) -> "LetterTemplate":
        """The letter from its file and the parts that letters share.

        Raises:
            TemplateError: the file contradicts itself, cites what the kind may not, or lacks a
                slot that the kind must say.
        """
        kind = kind_of(facts["code"])
        leading = [{"part": name} for name in (FRAME, *facts.get("uses", ()))]
        slots: dict[str, Mapping[str, Any]] = {}
        paragraphs: list[Mapping[str, Any]] = []
        for found in (*leading, *facts["paragraphs"]):
            part = parts[found["part"]] if "part" in found else {"paragraphs": (found,)}
            slots |= part.get("slots", {})
            paragraphs += part.get("paragraphs", ())
        slots |= facts.get("slots", {})
        template = cls(
            code=kind.code,
            title=facts.get("title", "{organ}" + kind.title),
            paper=facts.get("paper", "本告知书"),
            basis=_provisions(kind, facts.get("basis", ())),
            slots={name: Slot.from_facts(name, slot) for name, slot in _with_examples(slots, facts).items()},
            paragraphs=tuple(_paragraph(found) for found in paragraphs),
            slip=tuple(facts.get("slip", ())),
            example_on=facts.get("example_on", EXAMPLE_ON),
        )
        template.check()
        return template

    def check(self) -> None:
        """Refuse a template that could leave a hole, cite too much or say too little.

        Raises:
            TemplateError: as ``from_facts``.
        """
        names = [paragraph.name for paragraph in self.paragraphs]
        for problem in (
            *(f"段落“{name}”重复" for name in {name for name in names if names.count(name) > 1}),
            *(f"缺少必须写明的“{name}”" for name in self.kind.must_say if name not in self.slots),
            *(f"空“{name}”没有用到" for name in sorted(set(self.slots) - self._used())),
            *(found for paragraph in self.paragraphs for found in self._holes(paragraph)),
        ):
            raise TemplateError(f"{self.code}：{problem}")

    def reworded(self, wording: Mapping[str, str]) -> "LetterTemplate":
        """The letter with other words in some of its open paragraphs, by name.

        The words may hold the same places in braces as the letter's own.

        Raises:
            LockedParagraphError: the paragraph is fixed.
            TemplateError: there is no such paragraph, or the new words are empty or have a place
                that may be empty.
        """
        by_name = {paragraph.name: paragraph for paragraph in self.paragraphs}
        for name, text in wording.items():
            if name not in by_name:
                raise TemplateError(f"{self.code}没有名为“{name}”的段落，有{'、'.join(by_name)}")
            if by_name[name].is_locked:
                raise LockedParagraphError(f"段落“{name}”由法律规定内容，不能改写")
            if not text.strip():
                raise TemplateError(f"段落“{name}”改写后是空的，请写明内容")
            by_name[name] = replace(by_name[name], text=text.strip(), is_reworded=True)
            for problem in self._holes(by_name[name]):
                raise TemplateError(f"{self.code}：{problem}")
        return replace(self, paragraphs=tuple(by_name.values()))

    def answering_by(self, other: "LetterTemplate") -> "LetterTemplate":
        """A new reply (L32) that answers by another final letter.

        Raises:
            TemplateError: this is no new reply, or the other is no reply to an applicant.
        """
        if self.code != RE_REPLY:
            raise TemplateError(f"只有{RE_REPLY}可以按另一种文书答复，{self.code}不能")
        if not other.kind.is_final or not other.kind.ends_request:
            raise TemplateError(f"《{other.kind.title}》（{other.code}）不是对申请的答复，不能据以重新答复")
        return replace(
            self,
            basis=other.basis,
            slots={**self.slots, **other.slots},
            paragraphs=(*self.paragraphs, *other.paragraphs),
            follows=other.code,
        )

    def example(
        self, chosen: Mapping[str, object] | None = None, *, with_optional: bool = False
    ) -> dict[str, object]:
        """The slots filled with their examples, those the choices do not call for left out."""
        chosen = chosen or {}
        plain = {
            name: chosen.get(name, slot.example)
            for name, slot in self.slots.items()
            if slot.when is None and (slot.is_required or slot.default or with_optional or name in chosen)
        }
        return plain | {
            name: slot.example
            for name, slot in self.slots.items()
            if slot.when is not None and slot.when.holds(plain)
        }

    def _used(self) -> set[str]:
        texts = [place.name for paragraph in self.paragraphs for place in paragraph.places]
        conditions = [found.when for found in self.paragraphs] + [slot.when for slot in self.slots.values()]
        named = [found.slot for found in conditions if found] + [found.each for found in self.paragraphs]
        return {*texts, *named, *(place.name for place in places_in(self.title)), *FRAME_SLOTS}

    def _holes(self, paragraph: ParagraphTemplate) -> Iterator[str]:
        """What could be missing when the paragraph is printed."""
        inner = self._inside(paragraph)
        for place in paragraph.places:
            if place.reference:
                yield from self._wrong_reference(place.reference)
            elif place.name == BASIS and not self.basis:
                yield f"段落“{paragraph.name}”用了{{basis}}，而没有写明依据"
            elif place.name and place.name not in inner | BUILT_IN:
                yield from self._unsure_slot(paragraph, place.name)

    def _inside(self, paragraph: ParagraphTemplate) -> frozenset[str]:
        if not paragraph.each:
            return frozenset()
        fields = self.slots[paragraph.each].fields if paragraph.each in self.slots else ()
        return INSIDE_EACH | {found.name for found in fields}

    def _wrong_reference(self, reference: str) -> Iterator[str]:
        try:
            found = provision(reference)
        except UnknownReferenceError as error:
            yield str(error)
            return
        if not is_among(found, self.allowed):
            yield f"不能引用{found}"

    def _unsure_slot(self, paragraph: ParagraphTemplate, name: str) -> Iterator[str]:
        slot = self.slots.get(name)
        if slot is None:
            yield f"段落“{paragraph.name}”用了没有定义的空“{name}”"
            return
        is_sure = slot.when in (None, paragraph.when) and (slot.is_required or bool(slot.default))
        if not is_sure and (paragraph.when is None or paragraph.when.slot != name):
            yield f"段落“{paragraph.name}”印出时，空“{name}”可能没有填写"


def _with_examples(
    slots: Mapping[str, Mapping[str, Any]], facts: Mapping[str, Any]
) -> Mapping[str, Mapping[str, Any]]:
    """The slots with the letter's own examples for those it shares with others."""
    own = facts.get("examples", {})
    if odd := sorted(set(own) - set(slots)):
        raise TemplateError(f"{facts['code']}：示例填了没有的空：{'、'.join(odd)}")
    return {name: {**slot, "example": own[name]} if name in own else slot for name, slot in slots.items()}


def is_among(found: Provision, allowed: Iterable[Provision]) -> bool:
    """Whether one of the provisions is that provision or the whole it belongs to."""
    return any(
        (whole.instrument, whole.article) == (found.instrument, found.article)
        and whole.paragraph in {None, found.paragraph}
        and whole.item in {None, found.item}
        for whole in allowed
    )


def _provisions(kind: LetterKind, references: Iterable[str]) -> tuple[Provision, ...]:
    found = tuple(provision(reference) for reference in references)
    for each in found:
        if not is_among(each, allowed_articles(kind.code)):
            raise TemplateError(f"{kind.code}：不能以{each}为依据")
    return found


def _paragraph(facts: Mapping[str, Any]) -> ParagraphTemplate:
    if odd := set(facts) - {"name", "text", "locked", "when", "each"}:
        raise TemplateError(f"段落“{facts.get('name')}”有不认识的键：{'、'.join(sorted(odd))}")
    return ParagraphTemplate(
        name=facts["name"],
        text=facts["text"],
        is_locked=facts.get("locked", True),
        when=Condition.parse(facts["when"]) if "when" in facts else None,
        each=facts.get("each", ""),
    )
