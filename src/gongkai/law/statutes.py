"""Instruments, provisions, and the mark that ties a rule to them.

>>> GIR.art(33, 2)
Provision(《条例》第三十三条第二款)
>>> GIR.art(57)
Traceback (most recent call last):
    ...
gongkai.law.statutes.NoSuchArticleError: 《中华人民共和国政府信息公开条例》只有56条，没有第57条
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

Rule = TypeVar("Rule", bound=Callable[..., object])

DIGITS = "零一二三四五六七八九"
TEN, HUNDRED = 10, 100


class NoSuchArticleError(ValueError):
    """An article was cited that the instrument does not have."""


def numeral(number: int) -> str:
    """The number from 1 to 999 as Chinese legal texts write it.

    >>> [numeral(n) for n in (3, 10, 14, 20, 33, 101, 110, 215)]
    ['三', '十', '十四', '二十', '三十三', '一百零一', '一百一十', '二百一十五']
    """
    hundreds, rest = divmod(number, HUNDRED)
    tens, ones = divmod(rest, TEN)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation, rule, interpretation or notice, in one dated version.

    ``articles`` is None where the text is not divided into numbered articles or could not be
    counted; its parts are then cited by name with ``part``.
    """

    code: str
    title: str
    short: str
    number: str
    in_force: date
    ended: date | None = None
    articles: int | None = None

    def art(self, article: int, paragraph: int | None = None, item: int | None = None) -> "Provision":
        """The provision 条、款、项.

        Raises:
            NoSuchArticleError: the instrument has no such article.
        """
        if article < 1 or (self.articles is not None and article > self.articles):
            raise NoSuchArticleError(f"《{self.title}》只有{self.articles}条，没有第{article}条")
        return Provision(self, article, paragraph, item)

    def part(self, name: str = "") -> "Provision":
        """A part of the instrument that is not a numbered article, or the whole of it."""
        return Provision(self, name=name)

    def is_in_force(self, on: date) -> bool:
        return self.in_force <= on and (self.ended is None or on < self.ended)


@dataclass(frozen=True, slots=True, repr=False)
class Provision:
    """A place in an instrument: article 条, paragraph 款, item 项, or a named part."""

    instrument: Instrument
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    name: str = ""

    @property
    def place(self) -> str:
        """Where in the instrument, as in 第三十三条第二款."""
        if self.article is None:
            return self.name
        text = f"第{numeral(self.article)}条"
        if self.paragraph:
            text += f"第{numeral(self.paragraph)}款"
        return text + (f"第（{numeral(self.item)}）项" if self.item else "")

    @property
    def full(self) -> str:
        """The citation a letter prints, with the full title."""
        return f"《{self.instrument.title}》{self.place}"

    @property
    def key(self) -> tuple[str, int, int, int, str]:
        """Sorts provisions by instrument and place."""
        return (self.instrument.code, self.article or 0, self.paragraph or 0, self.item or 0, self.name)

    def __str__(self) -> str:
        return f"《{self.instrument.short}》{self.place}"

    def __repr__(self) -> str:
        return f"Provision({self})"


def cites(*provisions: Provision, rests_on: tuple[str, ...] = ()) -> Callable[[Rule], Rule]:
    """Mark a rule with the provisions it applies.

    Args:
        provisions: what the rule applies; at least one.
        rests_on: names of the entries of ``Practice`` that the rule uses, that is, of choices
            that no lawyer has confirmed.
    """
    if not provisions:
        raise ValueError("a rule cites at least one provision")

    def mark(rule: Rule) -> Rule:
        rule.__dict__["provisions"] = provisions
        rule.__dict__["rests_on"] = rests_on
        return rule

    return mark


GIR = Instrument(
    "GIR",
    "中华人民共和国政府信息公开条例",
    "条例",
    "国务院令第711号",
    date(2019, 5, 15),
    articles=56,
)
GIR_2007 = Instrument(
    "GIR-2007",
    "中华人民共和国政府信息公开条例",
    "条例（2007年）",
    "国务院令第492号",
    date(2008, 5, 1),
    ended=date(2019, 5, 15),
    articles=38,
)
RECONSIDERATION = Instrument(
    "ARL",
    "中华人民共和国行政复议法",
    "行政复议法",
    "主席令第九号",
    date(2024, 1, 1),
    articles=90,
)
RECONSIDERATION_2017 = Instrument(
    "ARL-2017",
    "中华人民共和国行政复议法",
    "行政复议法（2017年）",
    "主席令第七十六号",
    date(2018, 1, 1),
    ended=date(2024, 1, 1),
    articles=43,
)
LITIGATION = Instrument(
    "ALL",
    "中华人民共和国行政诉讼法",
    "行政诉讼法",
    "主席令第七十一号",
    date(2017, 7, 1),
    articles=103,
)
CIVIL_PROCEDURE_2017 = Instrument(
    "CPL-2017",
    "中华人民共和国民事诉讼法",
    "民事诉讼法（2017年）",
    "主席令第七十一号",
    date(2017, 7, 1),
    ended=date(2022, 1, 1),
    articles=284,
)
CIVIL_PROCEDURE_2021 = Instrument(
    "CPL-2021",
    "中华人民共和国民事诉讼法",
    "民事诉讼法（2021年）",
    "主席令第一百零六号",
    date(2022, 1, 1),
    ended=date(2024, 1, 1),
    articles=291,
)
CIVIL_PROCEDURE = Instrument(
    "CPL",
    "中华人民共和国民事诉讼法",
    "民事诉讼法",
    "主席令第十一号",
    date(2024, 1, 1),
    articles=306,
)
PENALTIES_2017 = Instrument(
    "APL-2017",
    "中华人民共和国行政处罚法",
    "行政处罚法（2017年）",
    "主席令第七十六号",
    date(2018, 1, 1),
    ended=date(2021, 7, 15),
    articles=64,
)
PENALTIES = Instrument(
    "APL", "中华人民共和国行政处罚法", "行政处罚法", "主席令第七十号", date(2021, 7, 15), articles=86
)
LEGISLATION_2015 = Instrument(
    "LL-2015",
    "中华人民共和国立法法",
    "立法法（2015年）",
    "主席令第二十号",
    date(2015, 3, 15),
    ended=date(2023, 3, 15),
    articles=105,
)
LEGISLATION = Instrument(
    "LL", "中华人民共和国立法法", "立法法", "主席令第三号", date(2023, 3, 15), articles=120
)
STATE_SECRETS_2010 = Instrument(
    "SSL-2010",
    "中华人民共和国保守国家秘密法",
    "保密法（2010年）",
    "主席令第二十八号",
    date(2010, 10, 1),
    ended=date(2024, 5, 1),
    articles=53,
)
STATE_SECRETS = Instrument(
    "SSL", "中华人民共和国保守国家秘密法", "保密法", "主席令第二十号", date(2024, 5, 1), articles=65
)
ARCHIVES_2016 = Instrument(
    "AL-2016",
    "中华人民共和国档案法",
    "档案法（2016年）",
    "主席令第五十七号",
    date(2016, 11, 7),
    ended=date(2021, 1, 1),
    articles=27,
)
ARCHIVES = Instrument(
    "AL", "中华人民共和国档案法", "档案法", "主席令第四十七号", date(2021, 1, 1), articles=53
)
POSTAL = Instrument("PL", "中华人民共和国邮政法", "邮政法", "主席令第二十五号", date(2015, 4, 24))
INTERPRETATION_2025 = Instrument(
    "SPC-2025",
    "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释",
    "解释2025",
    "法释〔2025〕8号",
    date(2025, 6, 1),
    articles=15,
)
INTERPRETATION_2011 = Instrument(
    "SPC-2011",
    "最高人民法院关于审理政府信息公开行政案件若干问题的规定",
    "规定2011",
    "法释〔2011〕17号",
    date(2011, 8, 13),
    ended=date(2025, 6, 1),
    articles=13,
)
INTERPRETATION_2018 = Instrument(
    "SPC-2018",
    "最高人民法院关于适用《中华人民共和国行政诉讼法》的解释",
    "行诉解释",
    "法释〔2018〕1号",
    date(2018, 2, 8),
    articles=163,
)
INTERPRETATION_2021 = Instrument(
    "SPC-2021",
    "最高人民法院关于正确确定县级以上地方人民政府行政诉讼被告资格若干问题的规定",
    "被告资格规定",
    "法释〔2021〕5号",
    date(2021, 4, 1),
)
FEE_MEASURES = Instrument(
    "FEE",
    "政府信息公开信息处理费管理办法",
    "处理费办法",
    "国办函〔2020〕109号",
    date(2021, 1, 1),
)
REVIEW_OPINIONS = Instrument(
    "MOJ-2021",
    "关于审理政府信息公开行政复议案件若干问题的指导意见",
    "指导意见",
    "国办函〔2021〕132号",
    date(2021, 12, 22),
    articles=18,
)
REPORT_FORM_2021 = Instrument(
    "FORM-2021",
    "中华人民共和国政府信息公开工作年度报告格式",
    "年报格式2021",
    "国办公开办函〔2021〕30号",
    date(2021, 9, 26),
)
REPORT_FORM_2019 = Instrument(
    "FORM-2019",
    "中华人民共和国政府信息公开工作年度报告格式（试行）",
    "年报格式2019",
    "国办公开办函〔2019〕60号",
    date(2019, 11, 1),
    ended=date(2021, 9, 26),
)
COUNTING_NOTICE = Instrument(
    "GBGK-201",
    "国务院办公厅政府信息与政务公开办公室关于复议机关作共同被告案件统计的复函",
    "201号函",
    "国办公开办函〔2016〕201号",
    date(2016, 9, 1),
)
RECEIPT_NOTICE = Instrument(
    "GBGK-207",
    "国务院办公厅政府信息与政务公开办公室关于政府信息公开期限有关问题的函",
    "207号函",
    "国办公开办函〔2015〕207号",
    date(2015, 1, 1),
)
SERVICE_NOTICE = Instrument(
    "GBGK-235",
    "国务院办公厅政府信息与政务公开办公室关于政府信息公开答复送达问题的函",
    "235号函",
    "国办公开办函〔2016〕235号",
    date(2016, 1, 1),
)
CHANNEL_NOTICE = Instrument(
    "GBGK-19",
    "国务院办公厅政府信息与政务公开办公室关于政府信息公开申请渠道问题的函",
    "19号函",
    "国办公开办函〔2017〕19号",
    date(2017, 1, 1),
)
HOLIDAYS = Instrument(
    "HOL",
    "全国年节及纪念日放假办法",
    "放假办法",
    "国务院令第795号",
    date(2025, 1, 1),
)
HOLIDAYS_2013 = Instrument(
    "HOL-2013",
    "全国年节及纪念日放假办法",
    "放假办法（2013年）",
    "国务院令第644号",
    date(2014, 1, 1),
    ended=date(2025, 1, 1),
)
HOLIDAYS_2007 = Instrument(
    "HOL-2007",
    "全国年节及纪念日放假办法",
    "放假办法（2007年）",
    "国务院令第513号",
    date(2008, 1, 1),
    ended=date(2014, 1, 1),
)
HOLIDAYS_1999 = Instrument(
    "HOL-1999",
    "全国年节及纪念日放假办法",
    "放假办法（1999年）",
    "国务院令第270号",
    date(1999, 9, 18),
    ended=date(2008, 1, 1),
)
DOCUMENT_FORMAT = Instrument("GB9704", "党政机关公文格式", "GB/T 9704", "GB/T 9704-2012", date(2012, 7, 1))
CREDIT_CODE = Instrument(
    "GB32100", "法人和其他组织统一社会信用代码编码规则", "GB 32100", "GB 32100-2015", date(2015, 10, 1)
)
ORGANISATION_CODE = Instrument(
    "GB11714", "全国组织机构代码编制规则", "GB 11714", "GB 11714-1997", date(1998, 1, 1)
)
CITIZEN_NUMBER = Instrument("GB11643", "公民身份号码", "GB 11643", "GB 11643-1999", date(1999, 7, 1))
HEBEI_NORMS = Instrument(
    "HEB-2020",
    "河北省政府信息公开申请办理规范",
    "河北规范",
    "2020年8月10日印发",
    date(2020, 8, 10),
)
HEBEI_DOCUMENTS = Instrument(
    "HEB-DOC",
    "河北省规范性文件管理办法",
    "河北规范性文件办法",
    "河北省人民政府令〔2016〕第5号",
    date(2017, 2, 1),
)
WEBSITE_GUIDELINES = Instrument(
    "WEB-2017", "政府网站发展指引", "网站发展指引", "国办发〔2017〕47号", date(2017, 5, 15)
)
WEBSITE_INSPECTION = Instrument(
    "WEB-2019",
    "政府网站与政务新媒体检查指标",
    "网站检查指标",
    "国办秘函〔2019〕19号",
    date(2019, 4, 1),
)
PLATFORM_NOTICE = Instrument(
    "GBGK-61",
    "国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知",
    "平台规范通知",
    "国办公开办函〔2019〕61号",
    date(2019, 12, 3),
)
