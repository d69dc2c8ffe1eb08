"""How a report presents itself: its form, its six parts, its title and its period."""

import re
from collections.abc import Mapping, Sequence

from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.forms import Form
from gongkai.law.annual.limits import Limits
from gongkai.law.statutes import GIR, REPORT_FORM_2019, REPORT_FORM_2021, cites

PARTS = range(1, 7)
TEXT_PARTS = (1, 5)
FORM_NAMES = {
    "2021": "2021年格式",
    "2019": "2019年试行格式",
    "mixed": "2019年试行格式与2021年格式混用的表格",
}
FIRST, SEVENTH = "\n一、", "\n七、"
TITLE = "{organ}{year}年政府信息公开工作年度报告"
HEAD_LENGTH = 200
FIRST_DAY, YEAR_DIGITS = "年1月1日", 4
PERIOD = re.compile(r"(\d{4})年1月1日(?:起|至|到|止|—|－|-|～|~)+(?:(\d{4})年)?12月31日")


@cites(REPORT_FORM_2021.part(), REPORT_FORM_2019.part())
def form_of_the_year(used: str, year: int | None, *, is_whole: bool = True) -> tuple[Finding, ...]:
    """Reports for 2021 and later follow the 2021 form, and follow it throughout.

    ``used`` is 2021, 2019, mixed or unknown; ``is_whole`` is False where the tables came damaged, so
    that rows may be missing that would tell the form.
    """
    if year is None or used == "unknown":
        return not_assessable("FORM-1", (), "没有认出报告年度或者表格格式，无法核对格式。")
    expected = "2021" if year >= REPORT_FORM_2021.in_force.year else "2019"
    if used == expected:
        return passed("FORM-1", (), f"{year}年报告使用{FORM_NAMES[used]}。")
    message = f"{year}年报告使用了{FORM_NAMES[used]}，"
    verdict = Verdict.UNCERTAIN
    if not is_whole:
        message += "但表格缺损，也可能是缺了行，请对照原件核对。"
    elif expected == "2019":
        message += "请核对报告年度和格式。"
    else:
        verdict = Verdict.FAIL
        message += f"请改用{REPORT_FORM_2021.number}规定的格式重新填报。"
    return (Finding("FORM-1", verdict, (), message, expected, used),)


@cites(GIR.art(50), REPORT_FORM_2021.part())
def six_parts(parts: Mapping[int, str], form: Form, *, limits: Limits) -> tuple[Finding, ...]:
    """The report has exactly its six parts, with their headings, and parts 一 and 五 say something."""
    missing = [form.headings[number - 1] for number in PARTS if number not in parts]
    if len(missing) == len(PARTS):
        return not_assessable("PARTS-1", (), "没有读到报告的六个标题，无法核对内容是否完整。")
    if missing:
        named = "、".join(f"“{heading}”" for heading in missing)
        if len(missing) > limits.headings_lost_at_most:
            message = f"没有读到{named}等{len(missing)}个标题，可能是转换文件时丢失，请对照原文核对。"
            return (Finding("PARTS-1", Verdict.UNCERTAIN, (), message, len(PARTS), len(parts)),)
        message = f"缺少{named}部分；年度报告应有六个部分，不能遗漏，请补上。"
        return (Finding("PARTS-1", Verdict.FAIL, (), message, len(PARTS), len(parts)),)
    empty = "、".join(f"“{form.headings[number - 1]}”" for number in TEXT_PARTS if not parts[number].strip())
    if empty:
        message = f"{empty}没有内容，请补写。"
        return (Finding("PARTS-1", Verdict.UNCERTAIN, (), message),)
    return passed("PARTS-1", (), "报告的六个部分齐全。")


@cites(GIR.art(50), REPORT_FORM_2021.part())
def no_seventh_part(text: str) -> tuple[Finding, ...]:
    """Nothing is added beyond the six parts."""
    at = text.find(SEVENTH)
    if at < 0:
        return ()
    heading = text[at + 1 :].split("\n", 1)[0][:30]
    message = f"年度报告只有六个部分，“{heading}”超出规定内容，请并入“六、其他需要报告的事项”或者删去。"
    return (Finding("PARTS-2", Verdict.UNCERTAIN, (), message, None, heading),)


@cites(GIR.art(50), REPORT_FORM_2021.part("一、总体情况"))
def topics_of_part_one(
    overview: str | None, *, is_government: bool, topics: Mapping[str, Sequence[str]]
) -> tuple[Finding, ...]:
    """Part 一 covers the five topics; a government adds assessment and accountability.

    ``topics`` gives for each topic the words that show it is covered.
    """
    if not overview:
        return not_assessable("PARTS-3", (), "没有读到“一、总体情况”的内容，无法核对。")
    wanted = {topic: words for topic, words in topics.items() if is_government or topic not in ASSESSED}
    missing = [topic for topic, words in wanted.items() if not any(word in overview for word in words)]
    if not missing:
        return passed("PARTS-3", (), "“一、总体情况”涵盖了规定的各方面。")
    message = f"“一、总体情况”没有写到{'、'.join(missing)}，请补写。"
    return (Finding("PARTS-3", Verdict.UNCERTAIN, (), message, None, "、".join(missing)),)


ASSESSED = ("工作考核、社会评议、责任追究结果",)


@cites(REPORT_FORM_2021.part())
def title_of_the_report(organ: str | None, year: int | None, text: str) -> tuple[Finding, ...]:
    """The title names the organ and the year and says 政府信息公开工作年度报告."""
    if organ is None or year is None or not text:
        return not_assessable("TITLE-1", (), "没有认出机关名称、报告年度或者正文，无法核对标题。")
    title = TITLE.format(organ=organ, year=year)
    # On a web page the site's own menu may stand before the title, so the head may be long.
    head = text[: max(text.find(FIRST), HEAD_LENGTH + len(title))]
    if title in head.replace("\n", "").replace(" ", ""):
        return passed("TITLE-1", (), f"标题为“{title}”。")
    message = f"标题一般写作“{title}”，请核对（“工作”二字和机关全称不要省略，“年”不写作“年度”）。"
    return (Finding("TITLE-1", Verdict.UNCERTAIN, (), message, title, None),)


@cites(REPORT_FORM_2021.part())
def period_of_the_report(year: int | None, text: str) -> tuple[Finding, ...]:
    """Where the text names its period, it is 1 January to 31 December of the report's year."""
    at = text.find(FIRST_DAY)
    stated = PERIOD.match(text, max(at - YEAR_DIGITS, 0)) if at >= 0 else None
    if year is None or stated is None:
        return ()
    shown = stated.group()
    if {found for found in stated.groups() if found} == {str(year)}:
        return passed("PERIOD-1", (), f"统计期限为“{shown}”。")
    message = f"统计期限写作“{shown}”，与{year}年报告不符，应为{year}年1月1日至12月31日，请更正。"
    return (Finding("PERIOD-1", Verdict.UNCERTAIN, (), message, str(year), shown),)
