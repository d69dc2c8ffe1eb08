"""A letter as Word, PDF and a web page: the same words in each."""

import io
import re
import zipfile

import pypdfium2
import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from gongkai import facts
from gongkai.documents import docx, html, letter, pdf
from gongkai.law.events import Delivery
from gongkai.law.letters import compose
from gongkai.law.remedies import OrganKind, Reviewer, Role, Venue

LETTERS = facts.letters()
VENUE = Venue(
    organ=OrganKind.DEPARTMENT,
    reviewers=(Reviewer(Role.SAME_LEVEL_GOVERNMENT, "示例市人民政府"),),
    delivery=Delivery.POST,
)


def composed(code, **slots):
    template = LETTERS[code]
    return compose(
        template,
        template.example() | slots,
        on=template.example_on,
        practice=facts.practice(),
        texts=facts.remedy_texts(),
        venue=VENUE if template.kind.is_final else None,
    )


def plain(text):
    return re.sub(r"\s", "", text)


def words_of_docx(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return plain("".join(etree.fromstring(archive.read("word/document.xml")).itertext()))


def words_of_html(content):
    return plain(LexborHTMLParser(content.decode()).body.text())


def words_of_pdf(content):
    pages = pypdfium2.PdfDocument(content)
    words = plain("".join(page.get_textpage().get_text_bounded() for page in pages))
    pages.close()
    return words


@pytest.mark.parametrize(
    ("render", "words_of"),
    [(docx.render, words_of_docx), (html.render, words_of_html), (pdf.render, words_of_pdf)],
    ids=["docx", "html", "pdf"],
)
@pytest.mark.parametrize("code", ["L05", "L15", "L16d"])
def test_every_format_says_what_the_letter_says_in_its_order(code, render, words_of):
    made = composed(code)
    words = words_of(render(letter.build(made)))
    parts = (made.number, made.addressee, *made.paragraphs, *made.attachments, made.signer, made.contact_line)
    found = 0
    for part in (*parts, *made.slip):
        # A page number may stand between two lines of a paragraph.
        found = words.find(plain(part)[:20], found)
        assert found >= 0, part
    assert plain(made.title) in words


def test_a_long_title_breaks_after_the_organ():
    long = composed("L08")
    assert letter.build(long).title == "示例市司法局\n共同制作政府信息公开征求意见书"
    short = composed("L18")
    assert letter.build(short).title == short.title


def test_a_line_break_in_a_slot_stays_one():
    made = composed("L18", search="公文系统：无\n档案室：无")
    assert b"<w:br/>" in zipfile.ZipFile(io.BytesIO(docx.render(letter.build(made)))).read(
        "word/document.xml"
    )


@pytest.mark.parametrize("code", sorted(set(LETTERS) - {"L32"}))
def test_no_signature_stands_on_a_page_without_text(code):
    written = composed(code)
    document = pypdfium2.PdfDocument(pdf.render(letter.build(written)))
    pages = [plain(page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    day = f"{written.on.year}年{written.on.month}月{written.on.day}日"
    contact = plain(written.contact_line)
    (dated,) = [text for text in pages if f"{day}{contact}" in text or f"{day}—" in text]
    ending = plain((written.attachments or written.paragraphs)[-1])[-6:]
    assert ending in dated
    assert f"{plain(written.signer)}{day}" in dated
