"""The index on disk: what it holds of what is published, and how that is written and taken out.

It is derived. There is one writer at a time (a second is refused by the lock of tantivy), and what was
committed outlives the writer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tantivy

from gongkai.search import hints
from gongkai.search.tokens import fold, pieces, pieces_of_folded, words_of_folded

# How often a title counts beside the text. Weighed here, a search asks for each word once and in one field.
TITLE_WEIGHT = 6
ANNUAL_REPORT = "annual_report"  # the genre under which reports stand; no item is of it
WORDS = "whitespace"  # texts arrive cut, so that the index and the question cannot be cut differently


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the index knows of a published item or annual report.

    Attributes:
        id: of an item its own; of a report ``of_report`` of it.
        column: None for a report, which stands in none.
    """

    id: int
    organ: int
    column: int | None
    published_on: date
    title: str
    number: str
    document_number: str
    text: str
    genre: str = ""
    validity: str = ""

    @property
    def shown(self) -> str:
        """All of it that a phrase is looked for in."""
        return f"{self.title}\n{self.numbers}\n{self.text}"

    @property
    def numbers(self) -> str:
        """Its index number and document number."""
        return f"{self.number}\n{self.document_number}"


def of_report(pk: int) -> int:
    """The id under which a report stands, and back: below zero, for reports are counted apart from items."""
    return -pk


def schema() -> tantivy.Schema:
    """The fields: only the id is kept, for what is shown is read from the database."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True, indexed=True, fast=True)
    for name in ("organ", "column", "year", "day"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ("genre", "validity"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("title", "words"):
        builder.add_text_field(name, tokenizer_name=WORDS, index_option="freq")
    for name in ("pieces", "title_pieces", "numbers"):
        builder.add_text_field(name, tokenizer_name=WORDS, index_option="position")
    builder.add_text_field(hints.FIELD, tokenizer_name=WORDS, index_option="basic")
    return builder.build()


def opened(folder: Path) -> tantivy.Index:
    """The index in the folder, made empty where there is none.

    Raises:
        ValueError: it was made with other fields and has to be built anew.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return tantivy.Index(schema(), path=str(folder))


def write(index: tantivy.Index, entries: Iterable[Entry], *, gone: Iterable[int] = ()) -> None:
    """Put entries in the place of what stood for them, and take out what is gone, in one commit."""
    writer = index.writer(num_threads=1)
    for id_ in gone:
        writer.delete_documents_by_term("id", id_)
    for entry in entries:
        writer.delete_documents_by_term("id", entry.id)
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("id", entry.id)
    document.add_integer("organ", entry.organ)
    if entry.column is not None:
        document.add_integer("column", entry.column)
    document.add_integer("year", entry.published_on.year)
    document.add_integer("day", entry.published_on.toordinal())
    document.add_text("genre", entry.genre)
    document.add_text("validity", entry.validity)
    title, shown = fold(entry.title), fold(entry.shown)
    title_words = words_of_folded(title)
    document.add_text("title", " ".join(title_words))
    document.add_text("words", " ".join((*title_words * TITLE_WEIGHT, *words_of_folded(shown))))
    document.add_text("pieces", " ".join(pieces_of_folded(shown)))
    document.add_text("title_pieces", " ".join(pieces_of_folded(title)))
    document.add_text("numbers", " ".join(pieces(entry.numbers)))
    document.add_text(hints.FIELD, " ".join(hints.terms(title_words)))
    return document
