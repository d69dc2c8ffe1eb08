"""What a PDF's streams unpack to, told before PDFium unpacks them: it sets no bound itself."""

import re
import zlib
from base64 import a85decode
from binascii import unhexlify
from collections import Counter
from collections.abc import Iterator

from gongkai.audit.source import UnreadableError

STREAM, END = re.compile(rb"stream\r?\n"), b"end"
PICTURE = re.compile(rb"/Subtype\s*/Image")
FONT = re.compile(rb"/Length1\b|/CIDFontType0C|/Type1C|/OpenType")
FILTER = re.compile(
    rb"/(?:(Fl(?:ateDecode)?)|(LZW(?:Decode)?)|(RL|RunLengthDecode)|(AHx|ASCIIHexDecode)|(A85|ASCII85Decode))\b"
)
FLATE, LZW, RUN_LENGTH, HEX, BASE_85 = range(1, 6)
# How many times its length a stream can swell to, at most.
SWELLING = {FLATE: 1032, LZW: 1365, RUN_LENGTH: 64, HEX: 1, BASE_85: 1}
CONTENTS = re.compile(rb"/Contents\s*\[([^\]]*)\]")
REFERENCE = re.compile(rb"\d+\s+\d+\s+R")
DICTIONARY = 4000
CHUNK, MOST_AT_ONCE = 1 << 16, 1 << 20
LARGEST, LARGEST_DRAWN = 32 << 20, 16 << 20
MOST_REPEATED = 10
TOO_LARGE = "文件解开后过大，不像一份年度报告，请只给出年度报告的部分"


def check(data: bytes) -> None:
    """Refuse files whose page descriptions swell beyond what any report holds.

    Raises:
        UnreadableError: the streams, pictures left out, unpack to more than ``LARGEST`` bytes, or
            those that are no fonts to more than ``LARGEST_DRAWN``; or a page repeats a stream.
    """
    everything, drawn = LARGEST, LARGEST_DRAWN
    for found in STREAM.finditer(data):
        if data.endswith(END, 0, found.start()):
            continue
        told = data[max(0, found.start() - DICTIONARY) : found.start()].rpartition(b"obj")[2]
        if PICTURE.search(told):
            continue
        size = _size(data, found.end(), told, everything)
        everything -= size
        drawn -= 0 if FONT.search(told) else size
        if everything <= 0 or drawn <= 0:
            raise UnreadableError(TOO_LARGE)
    for page in CONTENTS.finditer(data):
        most = Counter(REFERENCE.findall(page[1])).most_common(1)
        if most and most[0][1] > MOST_REPEATED:
            raise UnreadableError(TOO_LARGE)


def _size(data: bytes, start: int, told: bytes, most: int) -> int:
    """How many bytes the stream unpacks to, by its filters in their order; counted up to ``most``.

    Only its first deflation is done; what other filters make of it is their utmost.
    """
    filters = [found.lastindex or 0 for found in FILTER.finditer(told)]
    packed: bytes | memoryview = memoryview(data)[start:]
    if filters and filters[0] in {HEX, BASE_85}:
        packed = _out_of_ascii(data[start : _end(data, start)], filters.pop(0))
    if filters and filters[0] in {LZW, RUN_LENGTH}:
        size = _end(data, start) - start
    else:
        size = sum(_inflated(packed, most))
        filters = filters[1:]
    for each in filters:
        size *= SWELLING[each]
    return size


def _end(data: bytes, start: int) -> int:
    end = data.find(b"endstream", start)
    return end if end >= 0 else len(data)


def _out_of_ascii(written: bytes, kind: int) -> bytes:
    try:
        if kind == HEX:
            return unhexlify(b"".join(written.partition(b">")[0].split()))
        return a85decode(written.partition(b"~>")[0])
    except ValueError:
        return b""


def _inflated(packed: bytes | memoryview, most: int) -> Iterator[int]:
    """The sizes of the pieces that deflated bytes unpack to, until there are more than ``most``."""
    unpacker, at = zlib.decompressobj(), 0
    try:
        while at < len(packed) and not unpacker.eof and most > 0:
            piece = packed[at : at + CHUNK]
            size = len(unpacker.decompress(piece, MOST_AT_ONCE))
            at += len(piece) - len(unpacker.unconsumed_tail)
            most -= size
            yield size
    except zlib.error:
        return
