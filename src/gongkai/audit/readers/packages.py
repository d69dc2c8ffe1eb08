"""Office files are zip packages: their parts, unpacked within bounds."""

import io
import zipfile
import zlib

from lxml import etree

from gongkai.audit.source import UnreadableError

MEGABYTE = 1 << 20
LARGEST_PART = 8 * MEGABYTE
HEAD = 4096
DOCUMENT_TYPE = b"<!DOCTYPE"
MOST_PARTS = 5000
MOST_TAGS = 600_000
TOO_MUCH = "文件的内容过多，不像一份年度报告，请给出报告本身"
BROKEN = "文件不完整或已损坏，请重新取得完整的文件"


def unpack(data: bytes) -> zipfile.ZipFile:
    """The package.

    Raises:
        UnreadableError: it is truncated, or no package a report would come in.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError(BROKEN) from error
    if len(package.infolist()) > MOST_PARTS:
        raise UnreadableError("压缩包里的文件过多，不像一份年度报告，请给出报告本身")
    return package


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """A part's content.

    Raises:
        KeyError: the package has no such part.
        UnreadableError: it is broken, locked, or swells beyond what a report can hold.
    """
    try:
        with package.open(name) as file:
            content = file.read(LARGEST_PART + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise UnreadableError(BROKEN) from error
    except RuntimeError as error:
        raise UnreadableError("文件加了密码，请另存为不加密的文件后再试") from error
    if len(content) > LARGEST_PART:
        raise UnreadableError(
            f"文件解压后超过 {LARGEST_PART // MEGABYTE} MB，不像一份年度报告，请给出报告本身"
        )
    return content


def xml(content: bytes) -> etree._Element:
    """The root of an XML part; entities are never expanded, nothing is fetched.

    Raises:
        UnreadableError: it is no well-formed XML, has more tags than time and memory allow, or carries a
            document type, which Office never writes.
    """
    if content.count(b"<") > MOST_TAGS:
        raise UnreadableError(TOO_MUCH)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = None if DOCUMENT_TYPE in content[:HEAD] else etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(BROKEN) from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("文件里夹带了异常的实体定义，可能有害，未读取，请重新取得文件")
    return root
