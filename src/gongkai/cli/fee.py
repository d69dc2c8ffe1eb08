"""``gongkai fee``: what a request costs by items or by pages, worked out line by line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

import typer

from gongkai import facts
from gongkai.cli.screen import day, out, refuse, today
from gongkai.law.events import Tariff
from gongkai.law.fees import Fee, ImplausibleCountError, NoTariffError, check_chargeable, item_fee
from gongkai.law.fees import fee_choice as choice_of
from gongkai.law.fees import page_fee_of_reply as fee_of_reply

app = typer.Typer(help="信息处理费：按件或者按量计算，写明每一步。", no_args_is_help=True)

LABELS = {Tariff.ITEMS: "按件计收", Tariff.PAGES: "按量计收"}
NEVER_BOTH = "同一件申请只能选一种标准，两者不相加。"

Already = Annotated[int, typer.Option("--already", help="同一申请人本自然月此前已有的申请件数")]
New = Annotated[int, typer.Option("--new", help="本次的件数（一封信依“一事一申请”拆分后的件数）")]
On = Annotated[
    date | None,
    typer.Option("--on", parser=day, metavar="日期", help="收费的日期，写成 2026-09-21；不写即今天"),
]
ToldWhere = Annotated[bool, typer.Option("--told-where", help="已主动公开，只告知获取方式和途径")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]


@app.command(epilog="例：gongkai fee items --already 28 --new 5")
def items(*, already: Already = 0, new: New = 1, on: On = None, as_json: AsJson = False) -> None:
    """按件计收：同一申请人一个自然月累计，10件以内免费。"""
    with _chargeable(on):
        _show(item_fee(already, new), as_json=as_json)


@app.command(epilog="例：gongkai fee pages 256")
def pages(
    number: Annotated[int, typer.Argument(metavar="页数", help="提供的页数；A4纸单面（或者更小）为1页")],
    *,
    told_where: ToldWhere = False,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """按量计收：一件申请提供的页数，30页以内免费。"""
    with _chargeable(on):
        _show(fee_of_reply(number, facts.practice(), told_where=told_where), as_json=as_json)


@app.command(epilog="例：gongkai fee compare --already 10 --new 1 --pages 68")
def compare(
    *,
    number: Annotated[int, typer.Option("--pages", metavar="页数", help="提供的页数")],
    already: Already = 0,
    new: New = 1,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """两种标准各是多少，供选择其一；两者从不相加。"""
    with _chargeable(on):
        choice = choice_of(already=already, new=new, pages=number)
        for tariff in Tariff:
            _show(choice.choose(tariff), as_json=as_json)
    if not as_json:
        out.print(NEVER_BOTH)


@contextmanager
def _chargeable(on: date | None) -> Iterator[None]:
    """Say in Chinese what is wrong with the day or the numbers, and end with code 2."""
    try:
        check_chargeable(on or today())
        yield
    except (ImplausibleCountError, NoTariffError) as error:
        refuse(f"{error}。")


def _show(fee: Fee, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_as_dict(fee), ensure_ascii=False))
        return
    out.print(f"[bold]{LABELS[fee.tariff]}[/]")
    for line in fee.explanation[:-1]:
        out.print(f"  {line}")
    out.print(f"  [bold green]{fee.explanation[-1]}[/]")
    out.print(f"  依据：{'、'.join(provision.full for provision in fee.basis)}", soft_wrap=True)


def _as_dict(fee: Fee) -> dict[str, Any]:
    steps = [
        {"first": step.first, "last": step.last, "number": step.number, "rate": step.rate, "sum": step.sum}
        for step in fee.steps
    ]
    basis = [str(provision) for provision in fee.basis]
    return {
        "tariff": str(fee.tariff),
        "amount": fee.amount,
        "steps": steps,
        "why_free": fee.why_free,
        "basis": basis,
    }
