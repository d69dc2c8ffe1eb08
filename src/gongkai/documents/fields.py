"""Reads a JSON value field by field; a mistake is told with its place, what stands there and what should."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from gongkai.documents.model import UnprintableTextError, printable

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
ADDRESS = re.compile(r"https?://\S+")
EXCERPT = 24
MOST_TOLD = 12


class FieldError(ValueError):
    """A file's fields are not as they should be; the message has one line a mistake."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        told = self.mistakes[:MOST_TOLD]
        if len(self.mistakes) > MOST_TOLD:
            told += (f"……另有 {len(self.mistakes) - MOST_TOLD} 处，改好以上各处再试",)
        super().__init__("\n".join(told))


def load(text: str) -> Any:
    """The JSON value, with decimals kept exact.

    Raises:
        FieldError: the text is not JSON, names a field twice, or nests too deeply.
    """
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_each_once
        )
    except json.JSONDecodeError as error:
        raise FieldError(
            [f"不是有效的 JSON：第 {error.lineno} 行第 {error.colno} 列附近有错，请检查引号、逗号和括号"]
        ) from error
    except RecursionError as error:
        raise FieldError(["不是有效的 JSON：括号层数太多"]) from error
    except FieldError:
        raise
    except ValueError as error:
        raise FieldError(["不是有效的 JSON：有一个数太长"]) from error


def _refuse_constant(name: str) -> None:
    raise FieldError([f"不是有效的 JSON：{name} 不是数"])


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, value in pairs:
        if name in seen:
            raise FieldError([f"“{name}”这一项写了两次，请只留一次"])
        seen[name] = value
    return seen


@dataclass
class Field:
    """A value and its place in the file. Mistakes are noted in a list shared by all fields.

    Each reader gives the value, or a stand-in where the value is wrong; whoever reads a file ends
    with ``finish``, so that no stand-in gets out.
    """

    value: Any
    path: str = ""
    mistakes: list[str] = field(default_factory=list)

    def wrong(self, expected: str) -> None:
        """Note that the value is not what is expected here."""
        self.mistakes.append(f"{self.path or '整个文件'}：应为{expected}，现为{shown(self.value)}")

    def finish(self) -> None:
        """End the reading.

        Raises:
            FieldError: some field was wrong.
        """
        if self.mistakes:
            raise FieldError(self.mistakes)

    def members(self, required: Iterable[str], optional: Iterable[str] = ()) -> "dict[str, Field]":
        """The fields of an object that are there; missing and unknown ones are noted."""
        if not isinstance(self.value, dict):
            self.wrong("一组字段（花括号）")
            return {}
        needed = tuple(required)
        known = (*needed, *optional)
        self.mistakes += [
            f"{self._inside(name)}：没有这一项，请补上" for name in needed if name not in self.value
        ]
        self.mistakes += [
            f"{self._inside(name)}：不认识这一项{_nearest(name, known)}"
            for name in self.value
            if name not in known
        ]
        return {name: self._member(name) for name in known if name in self.value}

    def items(self, length: int | None = None) -> "list[Field]":
        """The items of a list, of that length where one is given."""
        if not isinstance(self.value, list) or (length is not None and len(self.value) != length):
            self.wrong("一个列表（方括号）" if length is None else f"有{length}项的列表")
            return []
        return [Field(item, f"{self.path}[{index}]", self.mistakes) for index, item in enumerate(self.value)]

    def text(self) -> str:
        """A text on one line that is not empty and can be printed."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.wrong("一段文字")
            return ""
        try:
            text = printable(self.value).strip()
        except UnprintableTextError as error:
            self.mistakes.append(f"{self.path}：{error}")
            return ""
        if "\n" in self.value:
            self.wrong("不换行的文字（每段写成列表里的一项）")
        return text

    def choice(self, among: Iterable[str]) -> str | None:
        """One of several texts, or None where it is another."""
        choices = tuple(among)
        if isinstance(self.value, str) and self.value in choices:
            return self.value
        self.wrong("或".join(f"“{each}”" for each in choices))
        return None

    def whole(self, least: int | None = 0, most: int = 999_999_999) -> int:
        """A whole number; ``least`` None allows negative ones as large as ``most``."""
        if self._is_whole() and (-most if least is None else least) <= self.value <= most:
            return int(self.value)
        self.wrong("整数" if least is None else f"从 {least} 到 {most} 的整数")
        return 0

    def amount(self, places: int = 6) -> int | Decimal:
        """A sum of money not below zero, with at most so many decimals."""
        if self._is_whole() or isinstance(self.value, Decimal):
            exponent = Decimal(self.value).as_tuple().exponent
            if 0 <= self.value < 10**9 and isinstance(exponent, int) and exponent >= -places:
                return self.value  # type: ignore[no-any-return]  # int or Decimal, as just tested
        self.wrong(f"不小于 0、最多{places}位小数的数")
        return 0

    def day(self) -> date | None:
        """A day written as 2026-01-20, or None where it is not one."""
        try:
            if isinstance(self.value, str) and DAY.fullmatch(self.value):
                return date.fromisoformat(self.value)
        except ValueError:
            pass
        self.wrong("日期，写成 2026-01-20 的样子")
        return None

    def address(self) -> str:
        """A web address."""
        if isinstance(self.value, str) and ADDRESS.fullmatch(self.value):
            return self.text()
        self.wrong("网址，以 http:// 或 https:// 开头，中间没有空格")
        return ""

    def _is_whole(self) -> bool:
        return isinstance(self.value, int) and not isinstance(self.value, bool)

    def _inside(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _member(self, name: str) -> "Field":
        return Field(self.value[name], self._inside(name), self.mistakes)


def shown(value: Any) -> str:
    """A value in a sentence: shortened, and in words where JSON's own sign says little."""
    if value is None:
        return "空（null）"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"“{value if len(value) <= EXCERPT else value[:EXCERPT] + '…'}”"
    if isinstance(value, list):
        return f"有{len(value)}项的列表"
    return "一组字段" if isinstance(value, dict) else str(value)[:EXCERPT]


def _nearest(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, 1)
    return f"，是不是“{near[0]}”？" if near else "，请删去"
