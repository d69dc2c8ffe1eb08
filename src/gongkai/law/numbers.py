"""文号、索引号: the numbers an organ gives to its documents and to what it discloses."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.law.statutes import DOCUMENT_FORMAT, GIR, HEBEI_DOCUMENTS, cites

EXAMPLE = "保政规〔2024〕5号"
NORMATIVE = "规"
FIRST_YEAR, LAST_YEAR = 1949, 2099
LONGEST = 40  # no number is longer, and the tolerant pattern is slow on long texts

CODE = re.compile(r"[\u4e00-\u9fa5]{1,13}")
STRICT = re.compile(
    r"(?P<code>[\u4e00-\u9fa5]{1,13})"
    r"〔(?P<year>1949|19[5-9][0-9]|20[0-9]{2})〕(?P<serial>[1-9][0-9]{0,3})号"
)
# What people write instead, so that each mistake can be named.
LOOSE = re.compile(
    r"(?P<code>[^0-9０-９\[\]()（）【】［］〔〕{}｛｝<>＜＞〈〉]*?)"
    r"(?P<open>[\[(（【［〔{｛<＜〈]?)"
    r"(?P<year>[0-9０-９]{2,4}|[〇○零一二三四五六七八九]{2,4})(?P<year_word>年?)"
    r"(?P<close>[\])）】］〕}｝>＞〉]?)"
    r"(?P<ordinal>第?)(?P<serial>[0-9０-９]+|[〇○零一二三四五六七八九十百]+)(?P<end>号?)"
)
ASCII_DIGITS = re.compile(r"[0-9]+")


class DocumentNumberError(ValueError):
    """The text is not a document number as the format asks for; the message names each mistake."""


class IndexNumberError(ValueError):
    """The text is not an index number of the chosen format."""


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """发文字号: organ code 机关代字, year, and a serial that starts anew each year."""

    code: str
    year: int
    serial: int

    @property
    def is_normative(self) -> bool:
        """Whether the code marks an administrative normative document 行政规范性文件."""
        return self.code.endswith(NORMATIVE)

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


@cites(DOCUMENT_FORMAT.part("7.2.5"))
def document_number(text: str) -> DocumentNumber:
    """The document number that the text is.

    >>> document_number("国办发明电〔2025〕7号")
    DocumentNumber(code='国办发明电', year=2025, serial=7)
    >>> document_number("保司规〔2024〕005号")
    Traceback (most recent call last):
        ...
    gongkai.law.numbers.DocumentNumberError: 文号“保司规〔2024〕005号”有误：序号不编虚位，应当写5号

    Raises:
        DocumentNumberError: naming each mistake.
    """
    found = STRICT.fullmatch(text)
    if found is None:
        raise DocumentNumberError(f"文号“{text}”有误：{'；'.join(document_number_mistakes(text))}")
    return DocumentNumber(found["code"], int(found["year"]), int(found["serial"]))


@cites(DOCUMENT_FORMAT.part("7.2.5"))
def document_number_mistakes(text: str) -> tuple[str, ...]:
    """What is wrong with a document number, in Chinese sentences that say what to write.

    >>> document_number_mistakes("保政规（2024）第5号")
    ('年份应当用六角括号〔〕', '序号前不加“第”')
    """
    if not text.strip():
        return (f"文号是空的，请写成“{EXAMPLE}”的样子",)
    if re.search(r"\s", text):
        return ("文号中不应有空格",)
    found = LOOSE.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return (f"不是文号，请写成“{EXAMPLE}”的样子",)
    return tuple(said for said in (mistake(found) for mistake in MISTAKES) if said)


@cites(HEBEI_DOCUMENTS.art(6))
def normative_number(text: str) -> DocumentNumber:
    """The number of an administrative normative document, which its code must show.

    >>> str(normative_number("保政规〔2024〕5号"))
    '保政规〔2024〕5号'

    Raises:
        DocumentNumberError: it is no document number, or its code does not end in 规.
    """
    number = document_number(text)
    if not number.is_normative or number.code == NORMATIVE:
        raise DocumentNumberError(f"“{text}”：行政规范性文件的机关代字应当以“规”结尾，例如“{EXAMPLE}”")
    return number


@cites(HEBEI_DOCUMENTS.art(6))
def next_document_number(code: str, year: int, given: Iterable[DocumentNumber]) -> DocumentNumber:
    """The next free number of that code and year; void numbers count as given, so none is reused.

    >>> str(next_document_number("保司规", 2026, [DocumentNumber("保司规", 2026, 4)]))
    '保司规〔2026〕5号'
    """
    serials = [number.serial for number in given if (number.code, number.year) == (code, year)]
    return DocumentNumber(code, year, max(serials, default=0) + 1)


@cites(HEBEI_DOCUMENTS.art(6))
def missing_serials(code: str, year: int, given: Iterable[DocumentNumber]) -> tuple[int, ...]:
    """The serials below the highest that were never given: a year's numbers have no gap.

    >>> missing_serials("保司规", 2026, [DocumentNumber("保司规", 2026, n) for n in (1, 2, 5)])
    (3, 4)
    """
    serials = {number.serial for number in given if (number.code, number.year) == (code, year)}
    return tuple(sorted(set(range(1, max(serials, default=0))) - serials))


def _code(found: re.Match[str]) -> str:
    if not found["code"]:
        return "缺少发文机关代字"
    return "" if CODE.fullmatch(found["code"]) else "发文机关代字应当是1至13个汉字"


def _brackets(found: re.Match[str]) -> str:
    return "" if (found["open"], found["close"]) == ("〔", "〕") else "年份应当用六角括号〔〕"


def _year(found: re.Match[str]) -> str:
    if (
        not ASCII_DIGITS.fullmatch(found["year"])
        or "年" in found[0][found.end("year") : found.start("close")]
    ):
        return "年份应当用半角阿拉伯数字，不写“年”字"
    if len(found["year"]) != len("2024"):
        return "年份应当写全四位"
    return "" if FIRST_YEAR <= int(found["year"]) <= LAST_YEAR else f"年份{found['year']}不合理"


def _ordinal(found: re.Match[str]) -> str:
    return "序号前不加“第”" if found["ordinal"] else ""


def _serial(found: re.Match[str]) -> str:
    serial = found["serial"]
    if not ASCII_DIGITS.fullmatch(serial):
        return "序号应当用半角阿拉伯数字"
    if int(serial) == 0:
        return "序号从1开始"
    if serial.startswith("0"):
        return f"序号不编虚位，应当写{int(serial)}号"
    return "" if len(serial) <= len("9999") else "序号不应超过四位"


def _end(found: re.Match[str]) -> str:
    return "" if found["end"] else "末尾缺少“号”"


MISTAKES: tuple[Callable[[re.Match[str]], str], ...] = (_code, _brackets, _year, _ordinal, _serial, _end)


@dataclass(frozen=True, slots=True)
class IndexFormat:
    """A form of index number 索引号: ``template`` holds {organ}, {year} and {serial}, once each."""

    key: str
    name: str
    template: str
    organ: str
    width: int
    confirmed: bool

    @classmethod
    def from_facts(cls, key: str, facts: Mapping[str, Any]) -> "IndexFormat":
        return cls(key, facts["name"], facts["template"], facts["organ"], facts["width"], facts["confirmed"])

    @property
    def pattern(self) -> re.Pattern[str]:
        """What a number of this form looks like; a serial may outgrow ``width``, never fall short."""
        parts = {
            "{organ}": f"(?P<organ>{self.organ})",
            "{year}": "(?P<year>(?:19|20)[0-9]{2})",
            "{serial}": f"(?P<serial>[0-9]{{{self.width},}})",
        }
        pieces = re.split(r"(\{\w+\})", self.template)
        return re.compile("".join(parts.get(piece, re.escape(piece)) for piece in pieces))


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """索引号: unique, stable, never reused."""

    form: IndexFormat
    organ: str
    year: int
    serial: int

    def __str__(self) -> str:
        return self.form.template.format(
            organ=self.organ, year=self.year, serial=f"{self.serial:0{self.form.width}}"
        )


@cites(GIR.art(12, 3))
def index_number(text: str, form: IndexFormat) -> IndexNumber:
    """The index number that the text is.

    >>> recommended = IndexFormat("credit_code", "", "{organ}/{year}-{serial}", "[0-9A-Z]{18}", 5, True)
    >>> index_number("11370322004222241N/2021-5135380", recommended).serial
    5135380

    Raises:
        IndexNumberError: it is not of this form; the message shows one that is.
    """
    found = form.pattern.fullmatch(text)
    if found is None:
        raise IndexNumberError(
            f"索引号“{text}”不符合“{form.name}”的格式：{form.template}，序号至少{form.width}位"
        )
    return IndexNumber(form, found["organ"], int(found["year"]), int(found["serial"]))


@cites(GIR.art(12, 3))
def next_index_number(form: IndexFormat, organ: str, year: int, given: Iterable[IndexNumber]) -> IndexNumber:
    """The next index number of an organ and year; a number once given is never given again.

    >>> recommended = IndexFormat("credit_code", "", "{organ}/{year}-{serial}", "[0-9A-Z]{18}", 5, True)
    >>> str(next_index_number(recommended, "11330881002630911A", 2026, []))
    '11330881002630911A/2026-00001'

    Raises:
        IndexNumberError: the organ's code does not fit the form.
    """
    serials = [n.serial for n in given if (n.form, n.organ, n.year) == (form, organ, year)]
    return index_number(str(IndexNumber(form, organ, year, max(serials, default=0) + 1)), form)
