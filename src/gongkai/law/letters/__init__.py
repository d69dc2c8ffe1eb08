"""文书: the letters L01 to L32 as templates with required slots, composed or refused.

Outsiders import from here. Inside: ``slots`` says what may be filled in, ``templates`` what a
letter is before that, ``compose`` makes the letter.
"""

from gongkai.law.letters.compose import (
    Letter,
    NotInForceError,
    Paragraph,
    RemedyMismatchError,
    compose,
)
from gongkai.law.letters.slots import (
    Condition,
    EmptySlotError,
    LetterError,
    Slot,
    SlotKind,
    SlotValueError,
    TemplateError,
    Tense,
    UnknownSlotError,
)
from gongkai.law.letters.templates import LetterTemplate, LockedParagraphError, ParagraphTemplate

__all__ = [
    "Condition",
    "EmptySlotError",
    "Letter",
    "LetterError",
    "LetterTemplate",
    "LockedParagraphError",
    "NotInForceError",
    "Paragraph",
    "ParagraphTemplate",
    "RemedyMismatchError",
    "Slot",
    "SlotKind",
    "SlotValueError",
    "TemplateError",
    "Tense",
    "UnknownSlotError",
    "compose",
]
