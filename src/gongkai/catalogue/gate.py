"""The gate before publication: personal data, what files hide, severe mistakes in wording."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from gongkai.catalogue import severe
from gongkai.catalogue.choices import FindingKind
from gongkai.catalogue.models import Attachment, Item
from gongkai.catalogue.wordings import has_pictures, lines
from gongkai.files.confined.inspection.passages import Mark, Passage
from gongkai.files.inspecting import passages
from gongkai.files.models import StoredFile
from gongkai.law.evidence import Datum, Hit
from gongkai.law.leaks import scan_publication
from gongkai.organs.models import Organ
from gongkai.sealing import digest

KINDS = {
    Datum.CITIZEN_NUMBER: FindingKind.CITIZEN_NUMBER,
    Datum.MOBILE: FindingKind.MOBILE,
    Datum.LANDLINE: FindingKind.LANDLINE,
    Datum.BANK_CARD: FindingKind.BANK_CARD,
    Datum.PLATE: FindingKind.PLATE,
    Datum.ADDRESS: FindingKind.ADDRESS,
}
# Numbers with a check digit may be joined over the end of a line without inventing any.
JOINED = (Datum.CITIZEN_NUMBER, Datum.BANK_CARD)
LINE_END = re.compile(r"[ \t]*\n[ \t]*")
AROUND, MOST_SHOWN, LONGEST_SHOWN, LONGEST_PLACE = 12, 5, 80, 200
FEW = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Something that must go or be justified: what it is, where, and its words for staff."""

    kind: FindingKind
    place: str
    told: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The same thing in the same place has the same one; it does not tell what the thing is."""
        return digest("gate", self.kind.value, self.place, *self.told)


def found_in(item: Item, *, on: date) -> list[Found]:
    """What the gate finds in an item's words and files."""
    attached = item.attachments.select_related("file__stored").order_by("position", "pk")
    return found_within(item, attached, on=on, public=numbers_of(item.organ))


def found_within(
    item: Item,
    attached: Iterable[Attachment],
    *,
    on: date,
    public: Sequence[str],
    read: Callable[[StoredFile], Iterable[Passage]] = passages,
) -> list[Found]:
    """What the gate finds in the words of an item and in these attachments, without asking the database.

    Args:
        item: saved or not.
        attached: its attachments, with their contents.
        on: the day.
        public: telephones that the organ makes known itself.
        read: reads a file, by itself or from memory.
    """
    found = list(examined(_own_passages(item), on=on, public=public))
    for attachment in attached:
        looked_at = [one for one in read(attachment.file.stored) if not _names_the_organ(one, item)]
        inside = examined(looked_at, on=on, public=public)
        found.extend(
            replace(one, place=f"附件“{attachment.name}”：{one.place}"[:LONGEST_PLACE]) for one in inside
        )
    return list(dict.fromkeys(found))


def examined(looked_at: Iterable[Passage], *, on: date, public: Iterable[str] = ()) -> Iterator[Found]:
    """What is to be found in passages: each datum by itself, what is hidden once for each place and kind."""
    known, marked = tuple(public), list[Passage]()
    for passage in looked_at:
        if passage.mark is not Mark.SEEN:
            marked.append(passage)
        if passage.mark is not Mark.UNREADABLE:
            yield from _in_text(passage, on, known)
    marked.sort(key=lambda passage: (passage.mark, _group(passage)))
    for (mark, place), group in groupby(marked, key=lambda passage: (passage.mark, _group(passage))):
        texts = [passage.text for passage in group]
        shown = [_short(text) for text in texts[:MOST_SHOWN]]
        if len(texts) > MOST_SHOWN:
            shown.append(f"……共{len(texts)}处")
        yield Found(FindingKind(mark.value), place, tuple(shown))


def numbers_of(organ: Organ) -> list[str]:
    """The telephones of an organ's units, which it makes known itself."""
    return [phone for phone in organ.units.values_list("phone", flat=True) if phone]


def _in_text(passage: Passage, on: date, public: Sequence[str]) -> Iterator[Found]:
    place = passage.place[:LONGEST_PLACE]
    hits = scan_publication(passage.text, on=on, public=public)
    for hit in hits:
        yield Found(KINDS[hit.datum], place, (_around(passage.text, hit.at, len(hit.text)),))
    yield from (Found(KINDS[hit.datum], place, (hit.text,)) for hit in _joined(passage.text, hits, on))
    for word, at in severe.mistakes(passage.text):
        told = f"“{word.wrong}”应为“{word.right}”" if word.right else f"“{word.wrong}”：{word.why}"
        yield Found(FindingKind.SEVERE_WORDS, place, (told, _around(passage.text, at, len(word.wrong))))


def _joined(text: str, known: Sequence[Hit], on: date) -> Iterator[Hit]:
    """Numbers that a line's end cuts in two, as in PDF files."""
    if "\n" not in text:
        return
    before = {LINE_END.sub("", hit.text) for hit in known}
    for hit in scan_publication(LINE_END.sub("", text), on=on):
        if hit.datum in JOINED and hit.text not in before:
            yield hit


def _group(passage: Passage) -> str:
    """Where hidden things are told of together: paragraphs and cells of one part or sheet."""
    return re.sub(r"第\d+段|单元格[A-Z]+\d+的", "", passage.place)[:LONGEST_PLACE]


def _own_passages(item: Item) -> Iterator[Passage]:
    yield Passage("标题", item.title)
    for place, text in (
        ("内容概述", item.summary),
        ("关键词", item.keywords),
        ("转载来源", item.source_name),
    ):
        if text:
            yield Passage(place, text)
    told = lines(item.body)
    for number, line in enumerate(told, 1):
        yield Passage(f"正文第{number}段", line)
    if has_pictures(item.body) and sum(map(len, told)) < FEW:
        yield Passage("正文", "只有图片，没有文字", Mark.UNREADABLE)


def _names_the_organ(passage: Passage, item: Item) -> bool:
    """Whether a property of a file tells no more than the page does: who made it, and what it is."""
    told = {item.organ.name, item.organ.short_name, item.makers, item.title}
    return passage.mark is Mark.PROPERTY and passage.text in told


def _around(text: str, at: int, length: int) -> str:
    start, end = max(0, at - AROUND), at + length + AROUND
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}".replace("\n", " ")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return f"{flat[:LONGEST_SHOWN]}…" if len(flat) > LONGEST_SHOWN else flat
