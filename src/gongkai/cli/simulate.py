"""``gongkai simulate``: made-up requests with legal histories, a few or a million."""

import re
from typing import Annotated

import typer

from gongkai.cli import installation
from gongkai.cli.screen import refuse

EXAMPLE = "例：gongkai simulate --organs 3 --requests 200 --years 2024-2026 --seed 1"
YEARS = re.compile(r"(20[0-9]{2})(?:-(20[0-9]{2}))?")
FIRST_YEAR = 2020  # the regulation in force is that of May 2019


def simulate(
    organs: Annotated[int, typer.Option("--organs", min=1, max=999, help="几个虚构的机关")] = 1,
    requests: Annotated[int, typer.Option("--requests", min=1, max=10_000_000, help="一共几件申请")] = 50,
    years: Annotated[str, typer.Option("--years", help="哪些年，如 2024-2026")] = "2026",
    seed: Annotated[int, typer.Option("--seed", help="随机数种子：相同的种子得到相同的办理过程")] = 1,
    bulk: Annotated[bool, typer.Option("--bulk", help="成批写入，不逐件办理，没有文书")] = False,
    without_letters: Annotated[bool, typer.Option("--without-letters", help="逐件办理，不制作文书")] = False,
) -> None:
    """模拟依申请公开的办理：机关、人员、申请都是编的，办理过程合法。不能在正式运行的系统里用。

    例：gongkai simulate --organs 300 --requests 1000000 --years 2022-2026 --bulk
    """
    first, last = years_typed(years)
    flags = [name for name, on in (("--bulk", bulk), ("--without-letters", without_letters)) if on]
    numbers = {"organs": organs, "requests": requests, "first": first, "last": last, "seed": seed}
    wanted = [f"--{name}={value}" for name, value in numbers.items()]
    installation.run_as_owner("simulate", *wanted, *flags)


def years_typed(text: str) -> tuple[int, int]:
    """The first and the last year of what was typed as 2024-2026 or 2026."""
    found = YEARS.fullmatch(text.strip())
    if found is None:
        refuse(f"“{text}”不是年份，请写成 2026 或者 2024-2026 的样子")
    first, last = int(found[1]), int(found[2] or found[1])
    if not FIRST_YEAR <= first <= last:
        refuse(f"年份请从{FIRST_YEAR}年起，先写较早的一年")
    return first, last
