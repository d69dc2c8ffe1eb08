"""Plain text in the encodings that Chinese offices use."""

import re

BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = ("utf-8-sig", "gb18030")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def decoded(data: bytes) -> str | None:
    """Bytes as text in the encodings that Chinese offices use; nothing where they are no text."""
    for encoding in ("utf-16",) if data.startswith(BYTE_ORDERS) else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if CONTROL.search(text) else text
    return None
