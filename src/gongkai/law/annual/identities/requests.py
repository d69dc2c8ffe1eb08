"""Identities of table 3, requests received and handled."""

from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.forms import CARRIED_IN, CARRIED_OUT, FRAME_ROWS, NEW, TOTAL
from gongkai.law.annual.tables import Row, Tables
from gongkai.law.annual.totals import has_requests
from gongkai.law.statutes import REPORT_FORM_2019, REPORT_FORM_2021, cites

TABLE_3 = (REPORT_FORM_2021.part("表三"), REPORT_FORM_2019.part("表三"))


@cites(*TABLE_3)
def t3_1_row_sums(tables: Tables) -> tuple[Finding, ...]:
    """In each row the six kinds of applicant add up to 总计."""
    if missing := _without_figures(tables, "T3-1", ()):
        return missing
    # 总计 is half of everything in the row, itself among it.
    wrong = [
        row for row, values in tables.requests.items() if sum(filter(None, values)) != 2 * (values[-1] or 0)
    ]
    broken = tuple(_broken_sum(tables, row, tables.requests[row]) for row in wrong)
    message = f"表三已读出的{len(tables.requests)}行，六类申请人之和都等于总计。"
    return broken or passed("T3-1", (), message)


def _broken_sum(tables: Tables, row: str, values: Row) -> Finding:
    parts, total = values[:-1], values[-1]
    expected = sum(filter(None, parts))
    form = tables.form
    cells = tuple(f"requests.{row}.{column}" for column in form.applicants)
    label = f"表三“{form.request_label(row)}”一行"
    if all(part is None for part in parts):
        message = f"{label}只填了总计{total}，六类申请人都是空白，无法核对；请分类填写，没有的填0。"
        return Finding("T3-1", Verdict.UNCERTAIN, cells, message, total, None)
    sums = f"{_added(list(form.applicants.values())[:-1], parts)}＝{expected}"
    if total is None:
        message = f"{label}：{sums}，总计空白，请补填{expected}。"
    else:
        message = f"{label}：{sums}，总计填{total}，相差{abs(expected - total)}，请核对各类申请人和总计。"
    return Finding("T3-1", Verdict.FAIL, cells, message, expected, total)


@cites(*TABLE_3)
def t3_2_result_totals(tables: Tables) -> tuple[Finding, ...]:
    """In each column the results (一) to (六) add up to （七）总计."""
    leaves = tables.form.leaf_keys
    if missing := _without_figures(tables, "T3-2", (*leaves, TOTAL)):
        return missing
    rows = tables.filled_requests
    sums = map(sum, zip(*[rows[row] for row in leaves], strict=True))
    totals = rows[TOTAL]
    broken = []
    for (column, label), expected, total in zip(tables.form.applicants.items(), sums, totals, strict=True):
        if expected != total:
            message = (
                f"表三“{label}”列：（一）至（六）各项办理结果合计{expected}，（七）总计填{total}，"
                f"相差{abs(expected - total)}，请核对该列。"
            )
            cells = tuple(f"requests.{row}.{column}" for row in (*leaves, TOTAL))
            broken.append(Finding("T3-2", Verdict.FAIL, cells, message, expected, total))
    message = f"表三各列办理结果之和都等于（七）总计，“总计”列合计{totals[-1]}。"
    return tuple(broken) or passed("T3-2", (f"requests.{TOTAL}.{TOTAL}",), message)


@cites(*TABLE_3)
def t3_3_balance(tables: Tables) -> tuple[Finding, ...]:
    """In each column 一 plus 二 equals 三 plus 四, the identity printed on the form."""
    if missing := _without_figures(tables, "T3-3", FRAME_ROWS):
        return missing
    frame = [tables.filled_requests[row] for row in FRAME_ROWS]
    columns = zip(*frame, strict=True)
    broken = []
    for (column, label), figures in zip(tables.form.applicants.items(), columns, strict=True):
        new, carried_in, total, carried_out = figures
        before, after = new + carried_in, total + carried_out
        if before != after:
            message = _balance(label, *figures)
            message += f"相差{abs(before - after)}，请核对一、二、三（七）、四各行。"
            cells = tuple(f"requests.{row}.{column}" for row in FRAME_ROWS)
            broken.append(Finding("T3-3", Verdict.FAIL, cells, message, before, after))
    if broken:
        return tuple(broken)
    message = _balance(tables.form.applicants[TOTAL], *(values[-1] for values in frame))
    return passed("T3-3", tuple(f"requests.{row}.{TOTAL}" for row in FRAME_ROWS), f"{message}相符。")


def _balance(label: str, new: int, carried_in: int, total: int, carried_out: int) -> str:
    """Both sides of the identity in one column, in words."""
    return (
        f"表三“{label}”列：新收{new}＋上年结转{carried_in}＝{new + carried_in}，"
        f"办结{total}＋结转下年{carried_out}＝{total + carried_out}，"
    )


@cites(*TABLE_3)
def t3_4_whole_numbers(tables: Tables) -> tuple[Finding, ...]:
    """Every figure is a whole number, 0 or more."""
    if missing := _without_figures(tables, "T3-4", ()):
        return missing
    broken = []
    if any(value and (value < 0 or value % 1) for value in tables.request_figures):
        broken = [
            _not_a_count(tables, f"requests.{row}.{column}", value)
            for row, values in tables.requests.items()
            for column, value in zip(tables.form.applicants, values, strict=True)
            if value and (value < 0 or value % 1)
        ]
    return tuple(broken) or passed("T3-4", (), "表三各格都是0或正整数。")


def _not_a_count(tables: Tables, cell: str, value: int) -> Finding:
    message = f"{tables.form.cell_label(cell)}填{value}，件数应是0或正整数，请更正。"
    return Finding("T3-4", Verdict.FAIL, (cell,), message, None, value)


@cites(*TABLE_3)
def t3_5_carried_out(tables: Tables) -> tuple[Finding, ...]:
    """No more is carried into next year than was new or carried in."""
    wanted = (NEW, CARRIED_IN, CARRIED_OUT)
    if missing := _without_figures(tables, "T3-5", wanted):
        return missing
    new, carried_in, carried_out = (tables.filled_requests[row] for row in wanted)
    broken = []
    for index, (column, label) in enumerate(tables.form.applicants.items()):
        most = new[index] + carried_in[index]
        if carried_out[index] > most:
            message = f"表三“{label}”列：结转下年{carried_out[index]}，多于新收与上年结转之和{most}，请核对。"
            cells = tuple(f"requests.{row}.{column}" for row in wanted)
            broken.append(Finding("T3-5", Verdict.FAIL, cells, message, most, carried_out[index]))
    return tuple(broken) or passed("T3-5", (), "表三结转下年度的数量没有超过新收与上年结转之和。")


@cites(*TABLE_3)
def t3_6_many_carried_out(tables: Tables) -> tuple[Finding, ...]:
    """More carried out than was new means that old requests are open for over a year: look again."""
    wanted = (NEW, CARRIED_OUT)
    if missing := _without_figures(tables, "T3-6", wanted):
        return missing
    new, carried_out = (tables.filled_requests[row][-1] for row in wanted)
    cells = tuple(f"requests.{row}.{TOTAL}" for row in wanted)
    if carried_out <= new:
        return passed("T3-6", cells, f"结转下年{carried_out}件，不多于新收{new}件。")
    message = f"结转下年{carried_out}件，多于新收{new}件，说明有上年结转的申请仍未办结，请核对是否超期。"
    return (Finding("T3-6", Verdict.UNCERTAIN, cells, message, new, carried_out),)


def _without_figures(tables: Tables, rule: str, wanted: tuple[str, ...]) -> tuple[Finding, ...]:
    """What to say where table 3 has no figures, or lacks a row the rule needs."""
    rows = tables.requests
    if not has_requests(tables):
        return not_assessable(rule, ("requests",), "表三没有读到数字，无法核对。")
    missing = [row for row in wanted if row not in rows]
    if not missing:
        return ()
    named = "、".join(f"“{tables.form.request_label(row)}”" for row in missing[:3])
    tail = f"等{len(missing)}行" if len(missing) > len(missing[:3]) else ""
    cells = tuple(f"requests.{row}" for row in missing)
    return not_assessable(rule, cells, f"表三没有读到{named}{tail}，无法核对。")


def _added(labels: list[str], values: Row) -> str:
    """The figures that are not 0, with their labels, as 自然人3＋其他1."""
    terms = [f"{label}{value}" for label, value in zip(labels, values, strict=True) if value]
    return "＋".join(terms) or "六类申请人"
