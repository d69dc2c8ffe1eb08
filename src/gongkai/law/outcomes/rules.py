"""What follows from the kind of a letter: its row in the report, and what it may cite."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from gongkai.law.annual.forms import Form
from gongkai.law.outcomes.final import FINAL, REFUSED
from gongkai.law.outcomes.kinds import LetterKind
from gongkai.law.outcomes.procedural import PROCEDURAL
from gongkai.law.practice import Practice
from gongkai.law.statutes import GIR, REPORT_FORM_2019, REPORT_FORM_2021, Provision, cites

OUTCOMES: Mapping[str, LetterKind] = MappingProxyType(
    {kind.code: kind for kind in sorted((*PROCEDURAL, *FINAL), key=lambda kind: kind.code)}
)
RECITABLE = tuple(GIR.art(number) for number in (1, 13, 27, 29, 30, 31, 32, 33, 34, 40))
TABLE_3 = "第三部分表格"


class UnknownLetterError(ValueError):
    """There is no letter with that code."""


class NoReportRowError(ValueError):
    """The letter ends no request, so the annual report counts none by it."""


def kind_of(code: str) -> LetterKind:
    """The kind of letter with that code, as L13 or L16d.

    >>> kind_of("L18").title
    '政府信息不存在告知书'

    Raises:
        UnknownLetterError: no letter has the code.
    """
    try:
        return OUTCOMES[code]
    except KeyError:
        raise UnknownLetterError(f"没有代码为“{code}”的文书：代码从L01到L32，其中L16分为L16a至L16g") from None


@cites(
    REPORT_FORM_2021.part(TABLE_3),
    REPORT_FORM_2019.part(TABLE_3),
    rests_on=("withdrawn_row", "not_government_information_row", "transferred_to_archives_row"),
)
def row_of(code: str, practice: Practice, form: Form | None = None) -> str:
    """The row of table 3 in which a request closed by that letter is counted.

    Without a form the row is one of the form of 2021; the form of 2019 has one row 其他处理 where
    that of 2021 has three.

    Raises:
        NoReportRowError: the letter is procedural or decides something beside the request.
    """
    kind = kind_of(code)
    row = getattr(practice, kind.row_choice) if kind.row_choice else kind.row
    if row is None:
        raise NoReportRowError(f"《{kind.title}》（{code}）不是申请的办理结果，不计入年度报告表三")
    return row if form is None else _row_on(form, row)


def _row_on(form: Form, row: str) -> str:
    for key in (row, row.partition(".")[0]):
        if key in form.leaf_keys:
            return key
    raise NoReportRowError(f"{form.version}年格式的表三没有“{row}”这一行，请检查 practice.toml")


@cites(REPORT_FORM_2021.part(TABLE_3), rests_on=("several_endings_follow_form_order",))
def row_of_several(codes: Iterable[str], practice: Practice, form: Form) -> str:
    """The one row of a request whose items ended differently.

    Anything released beside anything not released is 部分公开. Where nothing is released, the
    first row in the form's order; a clerk may choose another of these rows with a reason.
    """
    rows = {row_of(code, practice, form) for code in codes}
    if not rows:
        raise NoReportRowError("没有任何办理结果，无法确定计入表三的哪一行")
    if "partial" in rows or ("granted" in rows and len(rows) > 1):
        return "partial"
    if len(rows) > 1 and not practice.several_endings_follow_form_order:
        raise NoReportRowError("各项均未公开且理由不同，请由承办人选定计入表三的一行并写明理由")
    return min(rows, key=form.leaf_keys.index)


@cites(GIR.art(36), GIR.art(14), GIR.art(15), GIR.art(16))
def allowed_articles(code: str) -> tuple[Provision, ...]:
    """What a letter of that kind may cite of the regulation: its basis and what every letter may recite.

    >>> [str(p) for p in allowed_articles("L18")][:1]
    ['《条例》第三十六条第（四）项']
    """
    kind = kind_of(code)
    return (*kind.basis, *kind.also, *(other for other in RECITABLE if other not in kind.basis))


@cites(GIR.art(36, item=3), GIR.art(14), GIR.art(15), GIR.art(16))
def is_refusal_ground(provision: Provision) -> bool:
    """Whether withholding under that provision is 不予公开 in the sense of articles 14 to 16.

    >>> is_refusal_ground(GIR.art(16, 2)), is_refusal_ground(GIR.art(36, item=4)), is_refusal_ground(REFUSED)
    (True, False, True)
    """
    if provision.instrument is not GIR:
        return False
    return provision.article in {14, 15, 16} or provision == REFUSED
