"""What a file truly is, and what is refused: by content, never by name."""

import struct
import zipfile
import zlib

import olefile
import pytest
from tests.files import made

from gongkai.files import packages
from gongkai.files.kinds import KINDS, fitting_name, recognise
from gongkai.ledger.actions import RefusedError

TRUE = {
    "pdf": made.pdf,
    "docx": made.docx,
    "xlsx": made.xlsx,
    "pptx": made.pptx,
    "ofd": made.ofd,
    "jpeg": made.photograph,
    "png": lambda: made.picture("PNG"),
    "gif": lambda: made.picture("GIF"),
    "tiff": lambda: made.picture("TIFF"),
    "text": lambda: "关于预算公开的说明\r\n第二行".encode("gb18030"),
    "zip": lambda: made.package({"公示/名单.txt": "张三", "答复.docx": made.docx()}),
}


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "content"
        path.write_bytes(content)
        return path

    return write


def refusal(path):
    with pytest.raises(RefusedError) as refused:
        recognise(path)
    return str(refused.value)


@pytest.mark.parametrize("code", sorted(TRUE))
def test_a_file_is_known_by_its_content(code, file):
    assert recognise(file(TRUE[code]())) is KINDS[code]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_text_in_every_encoding_that_offices_use(encoding, file):
    assert recognise(file("序号,姓名\n1,张三".encode(encoding))).code == "text"


def test_a_false_suffix_is_replaced_by_the_true_one():
    assert fitting_name("答复.pdf", KINDS["docx"]) == "答复.docx"
    assert fitting_name("照片.JPEG", KINDS["jpeg"]) == "照片.JPEG"
    assert fitting_name("答复", KINDS["pdf"]) == "答复.pdf"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空的"),
        (b"\0" * 5000, "空的"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\0" * 200, "不在可以上传的范围"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 200, "不在可以上传的范围"),
        (b"Rar!\x1a\x07\x01\x00" + b"\0" * 200, "不在可以上传的范围"),
        (bytes(range(256)) * 4, "没有保存"),
        (b"<html><script>alert(1)</script>", "网页或程序"),
        ("\ufeff  <!DOCTYPE html>".encode(), "网页或程序"),
        (b"<svg onload=alert(1)>", "网页或程序"),
        (b"#!/bin/sh\nrm -rf /", "网页或程序"),
        (b"<?php system($_GET[0]);", "网页或程序"),
        (b"%PDF-1.7\ntruncated", "不完整"),
        (olefile.MAGIC + b"\0" * 2000, "不完整"),
    ],
)
def test_what_is_not_kept_is_refused_with_a_way_out(content, told, file):
    assert told in refusal(file(content))


def test_a_pdf_with_a_package_behind_it_is_refused(file):
    assert "另一个文件" in refusal(file(made.pdf() + made.package({"a.exe": b"MZ"})))


def test_a_pdf_with_a_page_behind_it_is_refused(file):
    assert "另一个文件" in refusal(file(made.pdf() + b"\n<script>alert(1)</script>"))


def test_a_picture_with_a_package_behind_it_is_refused(file):
    assert "另一个文件" in refusal(file(made.picture("GIF") + made.docx()))


def test_a_text_with_a_package_behind_it_is_refused(file):
    assert "没有保存" in refusal(file("说明".encode() + made.docx()))


def test_a_package_with_something_before_or_behind_it_is_refused(file):
    assert "末尾夹带" in refusal(file(made.docx() + b"%PDF-1.7 %%EOF"))
    before = b"PK\x03\x04" + b"hidden" * 10
    assert "夹带" in refusal(file(before + made.docx()))


def test_a_package_with_a_remark_is_refused_for_it_may_be_another_file(tmp_path):
    with zipfile.ZipFile(tmp_path / "remarked", "w") as package:
        package.writestr("a.txt", "a")
        package.comment = b"%PDF-1.7 hidden %%EOF"
    assert "末尾夹带" in refusal(tmp_path / "remarked")


@pytest.mark.parametrize(
    "inner",
    [
        made.package({"a.txt": "a"}),
        b"Rar!\x1a\x07\x01\x00" + b"\0" * 50,
        b"7z\xbc\xaf\x27\x1c" + b"\0" * 50,
        b"\x1f\x8b\x08" + b"\0" * 50,
        b"\0" * 257 + b"ustar\x0000",
    ],
)
def test_an_archive_in_a_package_is_refused_and_named(inner, file):
    assert "“名单.bin”又是压缩包" in refusal(file(made.package({"公示/名单.bin": inner})))


def test_office_files_in_a_package_are_looked_through_too(file):
    hostile = made.package(
        {"[Content_Types].xml": "<T/>", "word/document.xml": "<d/>", "word/vbaProject.bin": b"x"}
    )
    assert "宏" in refusal(file(made.package({"答复.docx": hostile})))
    deep = made.docx()
    for _ in range(4):
        deep = made.package({"[Content_Types].xml": "<T/>", "word/document.xml": "<d/>", "a.docx": deep})
    assert "嵌套" in refusal(file(deep))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("公示.exe", b"MZ" + b"\0" * 100, "可以运行的程序"),
        ("公示.pdf.lnk", b"L\0", "可以运行的程序"),
        ("../../etc/cron.d/x", "a", "压缩包以外"),
        ("/etc/passwd", "a", "压缩包以外"),
        ("C:\\x.txt", "a", "压缩包以外"),
    ],
)
def test_programs_and_paths_in_a_package_are_refused(name, content, told, file):
    assert told in refusal(file(made.package({name: content})))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "twice", "w") as package:
        package.writestr("a.txt", "one")
        package.writestr("a.txt", "two")
    assert "同名" in refusal(tmp_path / "twice")


def test_a_bomb_is_refused_though_it_lies_about_its_size(file):
    bomb = bytearray(made.package({"a.txt": b"\0" * (200 << 20)}))
    assert "压缩炸弹" in refusal(file(bytes(bomb)))
    at = bomb.rfind(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = struct.pack("<L", 10)  # says it unpacks to 10 bytes
    assert "损坏" in refusal(file(bytes(bomb)))


def test_a_bomb_of_overlapping_entries_is_refused(file):
    """Many names for one kernel: the directory is small, and what it unpacks to is not."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(b"\0" * (20 << 20)) + kernel.flush()
    crc = zlib.crc32(b"\0" * (20 << 20))
    name = b"0000"
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), 20 << 20, 4, 0) + name
    directory = b"".join(
        struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), 20 << 20, 4, 0, 0, 0, 0, 0, 0
        )
        + name
        for _ in range(3)
    )
    renamed = bytearray(directory)
    for number in range(3):
        at = number * (46 + 4) + 46
        renamed[at : at + 4] = b"%04d" % number
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 3, 3, len(directory), len(local) + len(packed), 0)
    assert refusal(file(local + packed + bytes(renamed) + end))


def test_too_many_entries_are_refused_before_their_directory_is_read(file):
    many = made.package({f"{number}": b"" for number in range(packages.MOST_ENTRIES + 1)})
    assert "超过" in refusal(file(many))


def test_a_locked_package_is_refused(file):
    locked = bytearray(made.package({"a.txt": "a"}))
    locked[6] |= 1
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    assert "密码" in refusal(file(bytes(locked)))


def test_a_cut_package_is_refused(file):
    whole = made.docx()
    assert "不完整" in refusal(file(whole[: len(whole) // 2]))
