"""``gongkai deadline``: when a reply is due, and how that follows day by day."""

import json
from datetime import date
from typing import Annotated

import typer

from gongkai import facts
from gongkai.cli.calendars import current_calendar
from gongkai.cli.deadline_facts import (
    Consulted,
    Extended,
    TwoDays,
    Typed,
    as_events,
    channel,
    consultation,
    extension,
    two_days,
)
from gongkai.cli.deadline_page import as_dict, page
from gongkai.cli.screen import day, out, refuse, today
from gongkai.law.clock import clock_of
from gongkai.law.events import Channel
from gongkai.law.procedure import IllegalMoveError, fold
from gongkai.law.terms import NoTermError

EXAMPLE = (
    "例：gongkai deadline --channel 邮寄 --received 2026-09-21 --consult 2026-09-28/2026-09-30.. "
    "--told-extension 20@2026-10-20"
)
By = Annotated[
    Channel,
    typer.Option(
        "--channel",
        parser=channel,
        metavar="方式",
        help="post 邮寄（需签收）、mail 平信、counter 当面、oral 口头、web 网站、email 电子邮件、fax 传真",
    ),
]
Received = Annotated[
    date,
    typer.Option(
        "--received",
        parser=day,
        metavar="日期",
        help="收到申请之日：当面提交之日、机关签收之日，或者双方确认之日",
    ),
]
Sent = Annotated[
    date | None,
    typer.Option(
        "--submitted",
        parser=day,
        metavar="日期",
        help="网站、邮件等的提交日期，早于确认日期时填写（用于内部预警）",
    ),
]
Extensions = Annotated[
    list[Extended] | None,
    typer.Option(
        "--told-extension",
        parser=extension,
        metavar="天数@日期",
        help="经负责人同意延长的工作日数和告知申请人的日期，如 20@2026-10-20；可写多次",
    ),
]
Consultations = Annotated[
    list[Consulted] | None,
    typer.Option(
        "--consult",
        parser=consultation,
        metavar="发出[/收到]..[答复]",
        help="一次征求意见，可写多次，写法见上",
    ),
]
Asked = Annotated[
    TwoDays | None,
    typer.Option(
        "--supplement-asked",
        parser=two_days,
        metavar="发出[/期限]",
        help="补正通知的发出日期和补正期限，如 2026-09-25/2026-10-20",
    ),
]
Supplement = Annotated[
    date | None,
    typer.Option("--supplemented", parser=day, metavar="日期", help="收到补正的日期，期限自此重新计算"),
]
Notice = Annotated[
    TwoDays | None,
    typer.Option(
        "--fee-notice",
        parser=two_days,
        metavar="发出[/收到]",
        help="收费通知的发出日期和申请人收到的日期，如 2026-10-13/2026-10-15",
    ),
]
Payment = Annotated[
    date | None,
    typer.Option("--paid", parser=day, metavar="日期", help="缴清费用的日期，期限自次日起重新计算"),
]
On = Annotated[
    date | None,
    typer.Option("--on", parser=day, metavar="日期", help="在哪一天看；不写即今天"),
]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]


def deadline(  # noqa: PLR0913  one parameter an option
    *,
    by: By,
    received: Received,
    submitted: Sent = None,
    extensions: Extensions = None,
    consultations: Consultations = None,
    supplement_asked: Asked = None,
    supplemented: Supplement = None,
    fee_notice: Notice = None,
    paid: Payment = None,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """答复期限：哪一天届满，还剩几个工作日，逐日说明怎样算出来的。

    征求意见（--consult）写作 发出日期/对方收到日期..答复日期，不知道收到日期的可以不写：

    2026-09-28/2026-09-30..2026-10-13　9月28日发出，9月30日收到，10月13日答复

    2026-09-28..2026-10-13　不知道对方哪天收到

    2026-09-28/2026-09-30..　对方没有答复（扣除到第15个工作日为止）

    共同制作:2026-09-28/2026-09-30..　不是第三方的，在前面写明“共同制作”或者“其他机关”

    几次征求意见重叠的日子只扣一次。补正、缴费以后期限重新计算。
    """
    typed = Typed(
        channel=by,
        received=received,
        submitted=submitted,
        extensions=tuple(extensions or ()),
        consultations=tuple(consultations or ()),
        supplement_asked=supplement_asked,
        supplemented=supplemented,
        fee_notice=fee_notice,
        paid=paid,
    )
    show(typed, on=on or today(), as_json=as_json)


def show(typed: Typed, *, on: date, as_json: bool) -> None:
    """Show the clock of what was typed, as seen on a day."""
    calendar, practice = current_calendar(), facts.practice()
    try:
        case = fold(as_events(typed, calendar, practice, on=on), calendar, practice)
        found = clock_of(case, calendar, on=on, practice=practice)
    except (IllegalMoveError, NoTermError) as error:
        refuse(f"{error}。")
    if as_json:
        typer.echo(json.dumps(as_dict(found), ensure_ascii=False))
    else:
        out.print(page(found))
