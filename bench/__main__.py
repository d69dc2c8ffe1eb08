"""Runs every benchmark and prints its figures; ``--write`` puts them into docs/benchmarks.md.

Speed is told as a ratio to a limit measured in the same run, so that the figures mean the same
on any machine.
"""

import platform
import sys
from importlib.metadata import version
from pathlib import Path

from bench import deadlines, documents, isolation, ledger, reading

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
READING = "审计：与只打开并解析同一批文件比较"
PARTS = {
    "期限：一百万个到期日，与 numpy 同一批日期比较": deadlines,
    READING: reading,
    "文书：与 python-docx 生成同一份年报比较": documents,
    "行级安全：与没有策略的同样的表比较": isolation,
    "台账：与普通 INSERT 比较": ledger,
}
NOTES = {
    READING: (
        "网页量两种。“本系统”是 `report render` 写出的网页，除报告外别无内容；“内容管理系统”是同一份报告",
        "按常见网站后台的写法生成（`bench/pages.py`）：有导航、脚本、页脚，从 Word 粘贴的行内样式，每格套",
        "段落和文字块，标签分作几段，约85 KB。每份文件的机关名称各不相同。耗时取每份五遍中最快的一遍；",
        "内存分配的偶然情况会使网页的解析时间相差一半，比值随之浮动。\n",
    )
}
COMPARED = ("numpy", "lxml", "selectolax", "pypdfium2", "python-docx", "typst")


def main() -> None:
    lines = [HEAD.format(python=platform.python_version(), system=platform.machine(), others=versions())]
    for title, part in PARTS.items():
        lines += [f"\n## {title}\n", *NOTES.get(title, ())]
        lines += ["| 项目 | 数值 | 单位、界限 |", "|---|---|---|"]
        lines += [f"| {name} | {value:,.3g} | {limit} |" for name, value, limit in part.run()]
    page = "\n".join(lines) + "\n"
    print(page)
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page, encoding="utf-8")


def versions() -> str:
    return "、".join(f"{name} {version(name)}" for name in COMPARED)


HEAD = """# 基准测试

由 `make bench` 打印；`.venv/bin/python -m bench --write` 写入本页。绝对时间随机器变化，请看比值。

Python {python}（{system}）；{others}。"""


if __name__ == "__main__":
    main()
