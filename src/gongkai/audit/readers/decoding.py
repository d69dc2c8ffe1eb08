"""Bytes in an unknown encoding as text; text once saved in a wrong one is restored or called garbled."""

import codecs

from gongkai.audit.folding import in_simplified
from gongkai.audit.report import Doubt

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 400
LOST = "\N{REPLACEMENT CHARACTER}"
GARBLED = (LOST, "????", "锟斤拷")
# How 信息 looks when bytes are read in a wrong encoding: what to write them back in, and to read them in.
MISREAD = (
    ("淇℃伅", "gb18030", "utf-8"),
    ("ä¿¡æ", "cp1252", "utf-8"),
    ("ä¿¡æ", "latin-1", "utf-8"),
    ("ÐÅÏ¢", "latin-1", "gb18030"),
)
RESTORED = "文件曾用错误的编码保存，文字已还原，请与原件核对。"
BROKEN = "文件里有乱码（保存时用错了编码），乱码处的文字和数字读不出来，请取得原件。"


def decode(data: bytes) -> tuple[str, list[Doubt]]:
    """The text in simplified characters, and a doubt where its characters were damaged."""
    text = _decoded(data)
    if "信息" not in text:
        for sign, wrong, right in MISREAD:
            if sign in text and (restored := _reread(text, wrong, right)):
                return in_simplified(restored), [Doubt("READ-GARBLED", (), RESTORED)]
    # The first character alone is found many times faster than the whole sign.
    is_garbled = any(sign[0] in text and sign in text for sign in GARBLED)
    return in_simplified(text), [Doubt("READ-GARBLED", (), BROKEN)] if is_garbled else []


def _decoded(data: bytes) -> str:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if 0 in data[:SAMPLE]:
        even, odd = data[0:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
        if max(even, odd) * 8 > min(SAMPLE, len(data)):
            return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
            return text.replace("\0", "") if 0 in data else text
        except UnicodeDecodeError:
            continue
    tried = [data.decode(encoding, "replace").replace("\0", "") for encoding in ("utf-8", "gb18030")]
    return min(tried, key=lambda text: text.count(LOST))


def _reread(text: str, wrong: str, right: str) -> str | None:
    try:
        return text.encode(wrong).decode(right)
    except UnicodeError:
        return None
