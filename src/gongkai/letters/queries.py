"""Readers of letters: drafts and signed ones, the head they carry, and a letter in words."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from django.db.models import Q, QuerySet

from gongkai import data, facts
from gongkai.law.events import Delivery
from gongkai.law.letters import Letter as Composed
from gongkai.law.letters import LetterTemplate, compose
from gongkai.law.numbers import DocumentNumber
from gongkai.law.outcomes import kind_of
from gongkai.letters.models import Letter, Letterhead, Series


def letters() -> QuerySet[Letter]:
    """The letters that the reader may see, newest first, without those given up."""
    return (
        Letter.objects.exclude(state=Letter.State.DISCARDED)
        .select_related("organ", "begun_by", "signed_by", "docx", "pdf")
        .order_by("-begun_on", "-pk")
    )


def uses_of_file(file: int) -> Iterator[str]:
    """The signed letter whose Word or PDF a file is."""
    for letter in Letter.objects.filter(Q(docx=file) | Q(pdf=file)):
        yield f"已签发的文书《{letter.title}》（{letter.number}）"


def letterhead(organ: int) -> Letterhead | None:
    """What all letters of an organ say about it; None before somebody has filled it in."""
    return Letterhead.objects.filter(organ_id=organ).first()


def series_code(document_code: str, code: str) -> str:
    """The code under which a kind of letter is numbered: the organ's own, and that of the kind."""
    kinds = _series()
    return f"{document_code}{kinds.get(code, kinds[''])}"


def next_number(letter: Letter, on: date) -> DocumentNumber:
    """The number that the letter would be given if it were signed on that day."""
    code = series_code(letter.organ.document_code, letter.code)
    known = Series.objects.filter(organ=letter.organ_id, code=code, year=on.year).first()
    return DocumentNumber(code, on.year, (known.last if known else 0) + 1)


def template_of(letter: Letter) -> LetterTemplate:
    """The letter before it is filled in, with the clerk's own words in its open paragraphs.

    Raises:
        LetterError: the words do not fit.
    """
    shipped = facts.letters()
    template = shipped[letter.code]
    if letter.follows:
        template = template.answering_by(shipped[letter.follows])
    return template.reworded(letter.wording) if letter.wording else template


def composed(letter: Letter, *, on: date, number: DocumentNumber) -> Composed:
    """The letter in words, as it would be signed on that day under that number.

    Raises:
        ValueError: something is missing or cannot be; the message says in Chinese what to do.
    """
    head = letterhead(letter.organ_id)
    if head is None:
        raise ValueError("还没有文书设置：请先填写联系人、电话、地址和复议机关")
    venue = None
    if kind_of(letter.code).is_final:
        venue = head.venue(letter.organ.kind, Delivery(letter.delivery))
    own = {"organ": letter.organ.name, "number": str(number), "contact": head.contact_line}
    return compose(
        template_of(letter),
        {**letter.slots, **own},
        on=on,
        practice=facts.practice(),
        texts=facts.remedy_texts(),
        venue=venue,
    )


@cache
def _series() -> dict[str, str]:
    found = data.read_toml("letter_series.toml")
    return {**found["series"], "": found["otherwise"]["series"]}
