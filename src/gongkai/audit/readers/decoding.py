"""Bytes in an unknown encoding as text; text once saved in a wrong one is restored or called garbled."""

import codecs
from typing import NamedTuple

from gongkai.audit.folding import in_simplified, is_traditional, simplified
from gongkai.audit.report import Doubt

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 400
LOST = "\N{REPLACEMENT CHARACTER}"
LOST_FOUR, FEW = "????", 50
REREAD = "锟斤拷"
# How 信息 looks when bytes are read in a wrong encoding: what to write them back in, and to read them in.
MISREAD = (
    ("淇℃伅", "gb18030", "utf-8"),
    ("ä¿¡æ", "cp1252", "utf-8"),
    ("ä¿¡æ", "latin-1", "utf-8"),
    ("ÐÅÏ¢", "latin-1", "gb18030"),
)
RESTORED = "文件曾用错误的编码保存，文字已还原，请与原件核对。"
BROKEN = "文件里有乱码（保存时用错了编码），乱码处的文字和数字读不出来，请取得原件。"


class Decoded(NamedTuple):
    """A text in simplified characters, and a doubt where its characters were damaged.

    ``is_utf_8`` tells that the bytes it was in are just this text in UTF-8.
    """

    text: str
    doubts: list[Doubt]
    is_utf_8: bool = False


def decode(data: bytes) -> Decoded:
    """What the bytes say."""
    text, is_utf_8 = _decoded(data)
    if "信息" not in text:
        for sign, wrong, right in MISREAD:
            if sign in text and (restored := _reread(text, wrong, right)):
                return Decoded(in_simplified(restored), [Doubt("READ-GARBLED", (), RESTORED)])
    doubts = [Doubt("READ-GARBLED", (), BROKEN)] if _is_garbled(text) else []
    if is_traditional(text):
        return Decoded(simplified(text), doubts)
    return Decoded(text, doubts, is_utf_8)


def _is_garbled(text: str) -> bool:
    """Whether characters were lost in saving it.

    One character alone is found many times faster than several, and few texts have any of these.
    """
    if LOST in text or (REREAD[0] in text and REREAD in text):
        return True
    at = -1
    for _ in range(FEW):
        at = text.find(LOST_FOUR[0], at + 1)
        if at < 0 or text.startswith(LOST_FOUR, at):
            return at >= 0
    return LOST_FOUR in text


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text, and whether the bytes are its UTF-8."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), False
    if 0 in data[:SAMPLE]:
        even, odd = data[0:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
        if max(even, odd) * 8 > min(SAMPLE, len(data)):
            return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace"), False
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return (text.replace("\0", ""), False) if 0 in data else (text, encoding == "utf-8")
    tried = [data.decode(encoding, "replace").replace("\0", "") for encoding in ("utf-8", "gb18030")]
    return min(tried, key=lambda text: text.count(LOST)), False


def _reread(text: str, wrong: str, right: str) -> str | None:
    try:
        return text.encode(wrong).decode(right)
    except UnicodeError:
        return None
