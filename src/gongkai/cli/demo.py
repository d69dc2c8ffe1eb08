"""``gongkai demo``: the founding report audited, a sample report rendered, one clock explained."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai import data
from gongkai.cli import report
from gongkai.cli.audit_files import judge_one
from gongkai.cli.audit_page import page
from gongkai.cli.screen import out, refuse

EXAMPLE = "例：gongkai demo --folder out"
FOUNDING = ("demo/baoding-2023.txt", "保定市司法局2023年年度报告.txt")
SAMPLE = ("demo/report.json", "示例市司法局2025年年度报告.json")
NEXT = (
    ("审计任何一份年度报告", "gongkai audit 报告.docx"),
    ("改一改数据，重新生成", "gongkai report render {folder}/{sample} --to all -o 新报告"),
    ("算一件申请的期限", "gongkai deadline --channel 邮寄 --received 2026-09-21"),
    ("起草一份答复", "gongkai letter example L13 > 事实.toml && gongkai letter L13 事实.toml"),
)


def demo(
    folder: Annotated[Path, typer.Option("--folder", help="生成的文件放在哪里")] = Path("out"),
) -> None:
    """看一遍：审计创始报告，生成一份完整的示例年度报告，并说明文件在哪里。"""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        founding, sample = (_put(folder / name, source) for source, name in (FOUNDING, SAMPLE))
    except OSError as error:
        refuse(f"“{folder}”写不进去，请换一个文件夹（{error.strerror}）")
    out.print("[bold blue]一、审计：创始报告[/]  原文的重复行已被去除，数字缺失；不猜，照实说。\n")
    out.print(page(judge_one(founding), everything=False))
    out.print("[bold blue]二、生成：示例年度报告[/]  Word、PDF、网页各一份，生成后读回核对，再审计。\n")
    report.render(sample, to=report.Format.ALL, output=sample.with_suffix(""), force=True)
    out.print(f"\n[bold green]完成。[/]文件都在 [bold]{folder}/[/]。接下来可以试试：")
    for purpose, command in NEXT:
        shown = command.format(folder=folder, sample=sample.name)
        out.print(f"  {purpose}：[cyan]{shown}[/]", soft_wrap=True)


def _put(path: Path, source: str) -> Path:
    path.write_text(data.read_text(source), encoding="utf-8")
    return path
