"""An audit on the screen: for each report what is wrong and what to do, and a summary at the end."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from gongkai.audit.report import FormUsed
from gongkai.cli.audit_files import Judgement, Unread
from gongkai.law.annual.findings import Verdict

WORDS = {
    Verdict.FAIL: "不符",
    Verdict.UNCERTAIN: "存疑",
    Verdict.NOT_ASSESSABLE: "无法判断",
    Verdict.PASS: "通过",
}
LOOKS = {
    Verdict.FAIL: "bold red",
    Verdict.UNCERTAIN: "yellow",
    Verdict.NOT_ASSESSABLE: "cyan",
    Verdict.PASS: "green",
}
FORMS = {
    FormUsed.FORM_2021: "2021年格式",
    FormUsed.FORM_2019: "2019年格式",
    FormUsed.MIXED: "两种格式混用",
    FormUsed.UNKNOWN: "格式不明",
}
UNREAD = "未能读取"
ONLY_WORDING = "只涉及写法"
RULES_SHOWN = 6


def page(result: Judgement | Unread, *, everything: bool) -> RenderableType:
    """One report: its name and verdict, and what was found; with ``everything``, also what holds."""
    if isinstance(result, Unread):
        return Text.assemble((f"{UNREAD}  ", "bold red"), f"{result.file}：{result.error}")
    shown = [verdict for verdict in WORDS if everything or verdict is not Verdict.PASS]
    rows = [row for verdict in shown for row in _rows(result, verdict)]
    passed = sum(judged.finding.verdict is Verdict.PASS for judged in result.audit.findings)
    counted = Text(f"  通过 {passed} 项" + ("" if everything else "（--all 全部列出）"), "dim")
    return Group(_head(result), *([_table(rows)] if rows else []), counted, "")


def _head(result: Judgement) -> Text:
    report, verdict = result.audit.report, result.audit.verdict
    year = f"{report.year}年" if report.year else "年度不明"
    aside = f"（{ONLY_WORDING}）" if result.audit.is_only_wording else ""
    return Text.assemble(
        (WORDS[verdict] + aside, LOOKS[verdict]),
        (f"  {report.organ or '机关名称不明'} {year}", "bold"),
        f"  {FORMS[report.form]}  ",
        (str(result.file), "dim"),
    )


def _table(rows: Sequence[tuple[Text, str, str]]) -> Table:
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=True, padding=(0, 1))
    table.add_column("结论", no_wrap=True)
    table.add_column("规则", no_wrap=True)
    table.add_column("说明", ratio=1, overflow="fold")
    for verdict, rules, message in rows:
        table.add_row(verdict, rules, Text(message))
    return table


def _rows(result: Judgement, verdict: Verdict) -> Iterator[tuple[Text, str, str]]:
    """The findings of one verdict; rules that say the same share a row."""
    rules: dict[str, list[str]] = {}
    for judged in result.audit.findings:
        if judged.finding.verdict is verdict:
            rules.setdefault(judged.finding.message, []).append(judged.finding.rule)
    for message, named in rules.items():
        yield Text(WORDS[verdict], LOOKS[verdict]), "\n".join(dict.fromkeys(named)), message


def summary(results: Sequence[Judgement | Unread]) -> Text:
    """How many reports there are of each verdict; of the uncertain ones, how many only for their wording."""
    judged = [result.audit for result in results if isinstance(result, Judgement)]
    counted = Counter(audit.verdict for audit in judged)
    wording = sum(audit.is_only_wording for audit in judged)
    told = Text.assemble((f"共 {len(results)} 份", "bold"), "：")
    asides = {Verdict.UNCERTAIN: f"（其中{ONLY_WORDING} {wording}）"} if wording else {}
    kinds = [
        (f"{WORDS[verdict]} {counted[verdict]}{asides.get(verdict, '')}", LOOKS[verdict]) for verdict in WORDS
    ]
    unread = sum(isinstance(result, Unread) for result in results)
    if unread:
        kinds.append((f"{UNREAD} {unread}", "bold red"))
    for number, (words, look) in enumerate(kinds):
        told.append("，" if number else "").append(words, look)
    return told
