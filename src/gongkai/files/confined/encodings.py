"""Plain text in the encodings that Chinese offices use."""

BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = ("utf-8-sig", "gb18030")
CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\f\r\x1b"))


def decoded(data: bytes) -> str | None:
    """Bytes as text in the encodings that Chinese offices use; nothing where they are no text."""
    for encoding in ("utf-16",) if data.startswith(BYTE_ORDERS) else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _holds_control(text) else text
    return None


def _holds_control(text: str) -> bool:
    plain = text.encode()
    return len(plain.translate(None, CONTROL)) < len(plain)  # in a fifth of the time of a pattern
