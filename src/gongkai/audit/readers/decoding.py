"""Bytes of unknown encoding as text."""

from gongkai.audit.report import Doubt


def decode(data: bytes) -> tuple[str, list[Doubt]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding), []
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace"), []
