"""What a file truly is, by its first bytes, within the bounds that keep reading quick."""

from collections.abc import Callable
from pathlib import Path

from gongkai.audit.readers import docx, html, text
from gongkai.audit.source import Source, UnreadableError

Reader = Callable[[bytes], Source]
MEGABYTE = 1 << 20
LARGEST = 50 * MEGABYTE
HEAD = 1024
PACKAGE = b"PK\x03\x04"
PAGE_STARTS = (b"<!doctype html", b"<html")
PAGE_SUFFIXES = (".html", ".htm")


def contents(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        UnreadableError: it is a folder, empty, too large, or may not be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except IsADirectoryError as error:
        raise UnreadableError("这是文件夹，请给出其中的文件") from error
    except FileNotFoundError as error:
        raise UnreadableError("没有这个文件，请核对文件名") from error
    except OSError as error:
        raise UnreadableError(f"打不开：{error.strerror}，请检查文件权限") from error
    return data


def reader(name: str, data: bytes) -> Reader:
    """The reader for what the bytes are; the name's suffix decides only between kinds of text.

    Raises:
        UnreadableError: no reader reads such files, or the file is too large or empty.
    """
    if not data.strip():
        raise UnreadableError("文件是空的，请换一份完整的文件")
    if len(data) > LARGEST:
        raise UnreadableError(f"文件超过 {LARGEST // MEGABYTE} MB，不像一份年度报告，请另存后再试")
    start = data[:HEAD].lstrip().lower()
    if data.startswith(PACKAGE):
        return docx.read
    if start.startswith(PAGE_STARTS) or (b"<" in start and name.lower().endswith(PAGE_SUFFIXES)):
        return html.read
    return text.read
