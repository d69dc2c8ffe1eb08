"""What an answer says, whatever it is packed in."""

import gzip
import io
import zipfile

import brotli
import pyarrow.parquet
import pypdfium2

ZIP, GZIP, PDF, PARQUET = b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"PAR1"


def text_of(content: bytes, name: str = "") -> str:
    """All words in it; packages are unpacked, documents read."""
    if content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return "\n".join(text_of(package.read(one), one.filename) for one in package.infolist())
    if content.startswith(GZIP):
        return text_of(gzip.decompress(content))
    if name.endswith(".br"):
        return text_of(brotli.decompress(content))
    if content.startswith(PDF):
        return _pdf(content)
    if content.startswith(PARQUET):
        return str(pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist())
    return content.decode("utf-8", "replace")


def body(answer) -> bytes:
    """The whole of an answer, streamed or not."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
