"""Plain text and Markdown: lines, tables drawn with |, and cells between | without rows."""

from gongkai.audit.readers.decoding import decode
from gongkai.audit.source import Line, Source


def read(data: bytes) -> Source:
    text, doubts = decode(data)
    return Source([Line(line) for line in text.splitlines()], doubts=doubts)
