"""A letter 文书 as an official document."""

from gongkai.documents.model import OfficialDocument, Paragraph, width
from gongkai.law.letters import Letter

TITLE_LINE = 20


def build(letter: Letter) -> OfficialDocument:
    """The letter on the page of GB/T 9704: contact and reply slip stand below the date.

    Raises:
        UnprintableTextError: a text holds a character that no document can carry.
    """
    return OfficialDocument(
        title=_title(letter),
        blocks=tuple(Paragraph(text) for text in letter.paragraphs),
        organ=letter.signer,
        number=letter.number,
        recipient=letter.addressee,
        attachments=letter.attachments,
        signature=letter.signer,
        signed_on=letter.on,
        notes=(letter.contact_line, *letter.slip),
        subject=f"{letter.title}（{letter.number}）",
    )


def _title(letter: Letter) -> str:
    """The title, broken after the organ where one line would be too long."""
    rest = letter.title.removeprefix(letter.signer)
    is_long = width(letter.title) > TITLE_LINE and rest and rest != letter.title
    return f"{letter.signer}\n{rest}" if is_long else letter.title
