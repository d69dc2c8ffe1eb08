"""File names as people may write them, made harmless: never a path, never a trick of the eye."""

import re
import unicodedata

LONGEST = 120  # characters
LONGEST_BYTES = 240  # what file systems take, with a little to spare
NAMELESS = "未命名"
# Windows keeps these for itself and for its devices.
RESERVED_SIGNS = str.maketrans('<>:"|?*', "《》：”｜？＊")
DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)")
SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")


def neutral(name: str) -> str:
    r"""A name without folders, control and direction signs, reserved names, or undue length.

    >>> neutral("../../etc/passwd"), neutral("C:\\公示\\名单.xlsx"), neutral("con.txt"), neutral("..")
    ('passwd', '名单.xlsx', '_con.txt', '未命名')
    """
    last = name.replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    # Composing may make a reserved sign of others, so it comes first.
    composed = unicodedata.normalize("NFC", last.encode("utf-8", "ignore").decode())
    shown = "".join(_shown(character) for character in composed)
    bare = " ".join(shown.translate(RESERVED_SIGNS).split()).lstrip(". ")
    short = _shortened(bare)
    return f"_{short}" if DEVICE.match(short) else short or NAMELESS


def suffix(name: str) -> str:
    """The suffix in lower case, as ``.pdf``; empty where there is none.

    >>> suffix("公示.PDF"), suffix("第3.5版"), suffix("v1.2")
    ('.pdf', '', '')
    """
    found = SUFFIX.search(name)
    return found[0].lower() if found else ""


def with_suffix(name: str, wanted: str) -> str:
    """The name with this suffix in place of its own.

    >>> with_suffix("公示.pdf", ".docx"), with_suffix("第3.5版", ".pdf"), with_suffix("a.pdf.exe", ".pdf")
    ('公示.docx', '第3.5版.pdf', 'a.pdf')
    """
    stem = SUFFIX.sub("", name).removesuffix(wanted) or NAMELESS
    return neutral(f"{stem[: LONGEST - len(wanted)]}{wanted}")


def _shown(character: str) -> str:
    """The character, or nothing where it is a control, a direction sign, or none at all."""
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\t\n\r":
        return " "
    return "" if category[0] == "C" else character


def _shortened(name: str) -> str:
    """The name within both limits, its suffix kept, without the dots and spaces that Windows drops."""
    length = len(name) - len(suffix(name))
    kept = name[length:]
    stem = name[:length].rstrip(". ")
    if not stem:
        return name.strip(". ")[:LONGEST]
    stem = stem[: LONGEST - len(kept)]
    while len((stem + kept).encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    return stem.rstrip(". ") + kept
