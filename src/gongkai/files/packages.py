"""Zip packages, looked through before they are kept: no bombs, no archives within, nothing before or behind.

Everything is really unpacked, within one budget for the package and all packages inside it, because what a
package says of its own sizes need not be true.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gongkai.ledger.actions import RefusedError

MEGABYTE = 1 << 20
PIECE = 1 << 18
START, END = b"PK\x03\x04", b"PK\x05\x06"
END_RECORD = struct.Struct("<4s4H2LH")
MOST_ENTRIES = 10_000
LARGEST_DIRECTORY = 4 * MEGABYTE
MOST_INFLATED = 1024 * MEGABYTE
LEAST_SUSPECT = 32 * MEGABYTE  # smaller ones may swell as they like: blank sheets do
MOST_SWELLING = 200
DEEPEST = 3
HEAD = 8192
LOCKED = 0x1
# What no package may hold: archives, and what a computer runs.
ARCHIVES = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
)
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!", b"\x00asm")
TAR, TAR_AT = b"ustar", 257
MACROS = ("vbaproject.bin", "vbadata.xml")
OFFICE = frozenset({"[Content_Types].xml", "OFD.xml"})
SCRIPTS = (
    ".exe",
    ".dll",
    ".scr",
    ".bat",
    ".cmd",
    ".ps1",
    ".vbs",
    ".js",
    ".jse",
    ".wsf",
    ".hta",
    ".lnk",
    ".jar",
)


class PackageError(RefusedError):
    """A package is broken, hostile, or holds what it must not; the message says what to do."""


@dataclass(slots=True)
class Budget:
    """What a package and all inside it may still unpack to."""

    packed: int
    inflated: int = 0
    entries: int = 0

    def take(self, size: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            PackageError: too much, or far more than an honest file of this size would give.
        """
        self.inflated += size
        too_much = self.inflated > MOST_INFLATED
        if too_much or (self.inflated > max(LEAST_SUSPECT, self.packed * MOST_SWELLING)):
            raise PackageError("文件解压后异常庞大（可能是“压缩炸弹”），没有保存。请另存为普通文件后再上传。")

    def enter(self, count: int) -> None:
        """Count entries.

        Raises:
            PackageError: too many.
        """
        self.entries += count
        if self.entries > MOST_ENTRIES:
            raise PackageError(f"压缩包里的文件超过{MOST_ENTRIES}个，没有保存。请分成几个较小的压缩包。")


def is_package(path: Path) -> bool:
    """Whether a reader of zip files would find one here, wherever in the file it begins."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as package:
            return bool(package.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
        return False


def look_through(path: Path) -> frozenset[str]:
    """Unpack everything once; the names of what is inside.

    Raises:
        PackageError: it is no sound package, or holds what it must not.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        return _look(file, size, Budget(packed=size), depth=1)


def _look(file: BinaryIO, size: int, budget: Budget, depth: int) -> frozenset[str]:
    if depth > DEEPEST:
        raise PackageError("文件里层层嵌套了别的文件，没有保存。请把里面的文件分别上传。")
    _check_frame(file, size)
    with _opened(file) as package:
        entries = package.infolist()
        budget.enter(len(entries))
        _check_entries(entries)
        names = frozenset(entry.filename for entry in entries)
        is_office = bool(names & OFFICE)
        for entry in entries:
            if not entry.is_dir():
                _look_into(package, entry, budget, depth, is_office=is_office)
        return names


def _check_frame(file: BinaryIO, size: int) -> None:
    """Refuse what stands before the first entry or behind the end: room for a second, hidden file.

    The directory's size is read before the directory, which zipfile takes into memory as a whole.
    """
    if file.read(len(START)) != START:
        raise PackageError("压缩包开头夹带了其他内容，没有保存。请重新压缩，或者另存后再上传。")
    tail = min(size, END_RECORD.size + 0xFFFF)
    file.seek(size - tail)
    data = file.read(tail)
    at = data.rfind(END)
    if at < 0 or at + END_RECORD.size > len(data):
        raise PackageError("文件不完整或已损坏。请重新取得完整的文件后再上传。")
    _, _, _, _, entries, directory, offset, comment = END_RECORD.unpack_from(data, at)
    if entries > MOST_ENTRIES or directory > LARGEST_DIRECTORY:
        raise PackageError(f"压缩包里的文件超过{MOST_ENTRIES}个，没有保存。请分成几个较小的压缩包。")
    end = size - tail + at
    if end + END_RECORD.size + comment != size or comment or offset + directory != end:
        raise PackageError("压缩包末尾夹带了其他内容，没有保存。请重新压缩，或者另存后再上传。")


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    file.seek(0)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise PackageError("文件不完整或已损坏。请重新取得完整的文件后再上传。") from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise PackageError("压缩包里有同名的文件，内容无法确定，没有保存。请重新压缩后再上传。")
    for entry in entries:
        if entry.flag_bits & LOCKED:
            raise PackageError("文件加了密码，无法检查，没有保存。请去掉密码后再上传。")
        if _leads_outside(entry.filename):
            raise PackageError("压缩包里的文件名指向压缩包以外的位置，没有保存。请重新压缩后再上传。")


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or "\0" in name or name[1:2] == ":"


def _look_into(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget, depth: int, *, is_office: bool
) -> None:
    head, inner = _unpacked(package, entry, budget)
    name = entry.filename.lower()
    if is_office and name.endswith(MACROS):
        raise PackageError("文件里有宏（可自动运行的程序），没有保存。请另存为不含宏的格式后再上传。")
    if head.startswith(PROGRAMS) or (not is_office and name.endswith(SCRIPTS)):
        raise PackageError(f"里面的“{_shown(entry)}”是可以运行的程序，没有保存。请去掉它后再上传。")
    if head.startswith(ARCHIVES) or head[TAR_AT:].startswith(TAR):
        raise PackageError(_nested(entry))
    if inner is not None:
        found = _look(inner, len(inner.getbuffer()), budget, depth + 1)
        if not found & OFFICE:
            raise PackageError(_nested(entry))


def _unpacked(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget
) -> tuple[bytes, io.BytesIO | None]:
    """The head of an entry, and all of it where it is a package itself."""
    head, kept = b"", None
    for piece in _pieces(package, entry):
        budget.take(len(piece))
        if not head:
            head = piece[:HEAD]
            kept = io.BytesIO() if piece.startswith(START) else None
        if kept is not None:
            if kept.tell() > LEAST_SUSPECT * 2:
                raise PackageError(f"里面的“{_shown(entry)}”过大，无法检查，没有保存。请把它单独上传。")
            kept.write(piece)
    if kept is not None:
        kept.seek(0)
    return head, kept


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with package.open(entry) as file:
            while piece := file.read(PIECE):
                yield piece
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise PackageError("文件不完整或已损坏。请重新取得完整的文件后再上传。") from error


def _nested(entry: zipfile.ZipInfo) -> str:
    return f"里面的“{_shown(entry)}”又是压缩包，没有保存。请先解开它，再把其中的文件放进来或分别上传。"


def _shown(entry: zipfile.ZipInfo) -> str:
    """The entry's name as people wrote it; old programs for Windows wrote GBK."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        name = name.encode("cp437", "replace").decode("gb18030", "replace")
    return name.rpartition("/")[2][:60]
