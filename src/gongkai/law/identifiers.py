"""统一社会信用代码、组织机构代码、公民身份号码: what a valid identifier is, and what is wrong with one.

Of python-stdnum only two check-digit computations are used. Its ``cn.uscc.validate`` refuses
codes whose first two places hold a letter, which GB 32100 allows; its ``cn.ric.validate`` reads a
table of regions from disk, refuses regions that table lacks, and accepts a birth in the future.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from gongkai.law.statutes import CITIZEN_NUMBER, CREDIT_CODE, ORGANISATION_CODE, cites

LONG, SHORT = 18, 9
CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
ORGANISATION = re.compile(r"[0-9A-Z]{8}[0-9X]")
CITIZEN = re.compile(r"[0-9]{17}[0-9X]")
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_MODULUS = 11
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class IdentifierError(ValueError):
    """An identifier is not valid; the message names the mistake."""


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class CreditCode:
    """统一社会信用代码, taken apart."""

    text: str

    @property
    def authority(self) -> str:
        """登记管理部门代码."""
        return self.text[0]

    @property
    def category(self) -> str:
        """Registration authority and category of body, two places, as 11 for an organ."""
        return self.text[:2]

    @property
    def region(self) -> str:
        """登记管理机关行政区划码."""
        return self.text[2:8]

    @property
    def organisation(self) -> str:
        """主体标识码: the organisation code inside."""
        return self.text[8:17]

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """公民身份号码, taken apart."""

    text: str
    born_on: date
    sex: Sex

    @property
    def region(self) -> str:
        return self.text[:6]

    def __str__(self) -> str:
        return self.text


@cites(CREDIT_CODE.part())
def credit_code(text: str) -> CreditCode:
    """The unified social credit code that the text is; the organisation code inside is checked too.

    >>> credit_code("11330881002630911A").organisation
    '002630911'
    >>> credit_code("91350100M000100Y4Z")
    Traceback (most recent call last):
        ...
    gongkai.law.identifiers.IdentifierError: 统一社会信用代码“91350100M000100Y4Z”不能用字母I、O、S、V、Z

    Raises:
        IdentifierError: naming the mistake.
    """
    what = f"统一社会信用代码“{text}”"
    _length(text, LONG, what)
    if re.search("[IOSVZ]", text):
        raise IdentifierError(f"{what}不能用字母I、O、S、V、Z")
    if not CREDIT.fullmatch(text):
        raise IdentifierError(f"{what}只能用数字和大写字母，第3至8位应当是数字")
    if (check := uscc.calc_check_digit(text[:-1])) != text[-1]:
        raise IdentifierError(f"{what}校验码不对，末位应当是{check}，请核对各位")
    code = CreditCode(text)
    organisation_code(code.organisation)
    return code


@cites(ORGANISATION_CODE.part())
def organisation_code(text: str) -> str:
    """The organisation code, nine places; a hyphen before the last place is left out.

    >>> organisation_code("00422224-1")
    '004222241'

    Raises:
        IdentifierError: naming the mistake.
    """
    what = f"组织机构代码“{text}”"
    code = text[:-2] + text[-1] if text[-2:-1] == "-" else text
    _length(code, SHORT, what)
    if not ORGANISATION.fullmatch(code):
        raise IdentifierError(f"{what}只能用数字和大写字母，末位应当是数字或者X")
    total = sum(
        ALPHABET.index(place) * weight for place, weight in zip(code[:-1], ORGANISATION_WEIGHTS, strict=True)
    )
    check = "0123456789X"[-total % ORGANISATION_MODULUS]
    if check != code[-1]:
        raise IdentifierError(f"{what}校验码不对，末位应当是{check}，请核对各位")
    return code


@cites(CITIZEN_NUMBER.part())
def citizen_number(
    text: str, *, on: date, sex: Sex | None = None, is_region: Callable[[str], bool] | None = None
) -> CitizenNumber:
    """The citizen's identity number that the text is.

    Args:
        text: the number.
        on: the day of the check; nobody is born after it.
        sex: where given, the number must say the same.
        is_region: where given, says whether six digits are, or once were, a region's code.

    >>> citizen_number("11010519491231002X", on=date(2026, 1, 1)).born_on
    datetime.date(1949, 12, 31)

    Raises:
        IdentifierError: naming the mistake.
    """
    what = f"公民身份号码“{text}”"
    _length(text, LONG, what)
    if not CITIZEN.fullmatch(text):
        raise IdentifierError(f"{what}前17位应当是数字，末位是数字或者大写X")
    if (check := mod_11_2.calc_check_digit(text[:-1])) != text[-1]:
        raise IdentifierError(f"{what}校验码不对，末位应当是{check}，请核对各位")
    if is_region is not None and not is_region(text[:6]):
        raise IdentifierError(f"{what}前6位{text[:6]}不是行政区划代码")
    number = CitizenNumber(text, _birth(text, on, what), Sex.MALE if int(text[16]) % 2 else Sex.FEMALE)
    if sex is not None and sex is not number.sex:
        raise IdentifierError(f"{what}第17位与性别不符")
    return number


def _birth(text: str, on: date, what: str) -> date:
    try:
        born_on = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError as error:
        raise IdentifierError(f"{what}第7至14位{text[6:14]}不是日期") from error
    if born_on > on:
        raise IdentifierError(f"{what}的出生日期{born_on}晚于{on}")
    return born_on


def _length(text: str, places: int, what: str) -> None:
    if len(text) != places:
        raise IdentifierError(f"{what}应当是{places}位，现在是{len(text)}位")
