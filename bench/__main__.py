"""Runs the benchmarks and prints their figures; ``--write`` puts them into docs/benchmarks.md.

``python -m bench isolation ledger`` runs these parts alone, and writes no other. Speed is told as a ratio to
a limit measured in the same run, so that the figures mean the same on any machine.
"""

import platform
import re
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
PARTS = {
    "deadlines": "期限：一百万个到期日，与 numpy 同一批日期比较",
    "reading": "审计：与只打开并解析同一批文件比较",
    "documents": "文书：与 python-docx 生成同一份年报比较",
    "isolation": "行级安全：与没有策略的同样的表比较",
    "ledger": "台账：与普通 INSERT 比较",
    "requests": "依申请公开：列表、统计、提交、重新计算",
    "search": "查找：栏目页、搜索页，搜索与 tantivy 本身比较",
    "serving": "公开页面：nginx 送出、程序生成、网页大小、内存",
}
NOTES = {
    "isolation": (
        "每项轮流各测21次，每次400个查询，取两者之比的中位数。“附件”自带机关编号，工作人员用的表都是这样；",
        "“批注”不带，由所属的事项决定能否看到，每行要多查一次，因此只用于行数少或者只供公众查看的表。\n",
    ),
    "reading": (
        "网页量两种。“本系统”是 `report render` 写出的网页，除报告外别无内容；“内容管理系统”是同一份报告",
        "按常见网站后台的写法生成（`bench/pages.py`）：有导航、脚本、页脚，从 Word 粘贴的行内样式，每格套",
        "段落和文字块，标签分作几段，约85 KB。每份文件的机关名称各不相同。耗时取每份五遍中最快的一遍；",
        "内存分配的偶然情况会使网页的解析时间相差一半，比值随之浮动。审计的第一步只检查编码和结构、取出段落",
        "和表格，还没有看一个字；网页的解析器快，这一步已占去允许时间的六七成，余下的要认出栏目、读正文、",
        "核对三十来条规则，网页的两倍至今没有达到。\n",
    ),
}
COMPARED = ("numpy", "lxml", "selectolax", "pypdfium2", "python-docx", "typst")


def main() -> None:
    names = [word for word in sys.argv[1:] if word != "--write"] or list(PARTS)
    if unknown := set(names) - set(PARTS):
        sys.exit(f"没有叫作{'、'.join(unknown)}的部分；可选：{'、'.join(PARTS)}")
    measured = {name: section(name) for name in names}
    print("\n".join(measured.values()))
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page(measured), encoding="utf-8")


def section(name: str) -> str:
    """A part of the page, with what was measured just now."""
    figures = import_module(f"bench.{name}").run()
    lines = [f"## {PARTS[name]}\n", *NOTES.get(name, ()), "| 项目 | 数值 | 单位、界限 |", "|---|---|---|"]
    lines += [f"| {what} | {value:,.3g} | {limit} |" for what, value, limit in figures]
    return "\n".join(lines) + "\n"


def page(measured: dict[str, str]) -> str:
    """The page with these parts new and the others as they stood."""
    head, *parts = re.split(r"^(?=## )", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    stood = {part.splitlines()[0].removeprefix("## "): part.rstrip() + "\n" for part in parts}
    if set(measured) == set(PARTS):
        head = HEAD.format(python=platform.python_version(), system=platform.machine(), others=versions())
    kept = [measured.get(name) or stood.get(title, "") for name, title in PARTS.items()]
    return "\n".join(filter(None, (head.rstrip() + "\n", *kept)))


def versions() -> str:
    return "、".join(f"{name} {version(name)}" for name in COMPARED)


HEAD = """# 基准测试

由 `make bench` 打印；`.venv/bin/python -m bench --write` 写入本页，后面写上部分的名称则只测、只写那几部分。
绝对时间随机器变化，请看比值。

Python {python}（{system}）；{others}。"""


if __name__ == "__main__":
    main()
