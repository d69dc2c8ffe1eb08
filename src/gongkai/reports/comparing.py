"""Figures of several reports side by side: the years of one organ, or the organs of one year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from gongkai.documents.annual_tables import printed
from gongkai.law.annual.forms import TOTAL, Form
from gongkai.law.annual.tables import Figure, Tables

HUNDRED, TENTH = Decimal(100), Decimal("0.1")
RESULT = "三"
ENDINGS = ("granted", "partial", "denied", "unavailable", "not_processed", "other")
SUITS = ("suit_direct", "suit_after_reconsideration")
SUITS_LABEL = "行政诉讼"


@dataclass(frozen=True, slots=True)
class Line:
    """What is compared: a figure of the form, or a sum that people read as one.

    Attributes:
        key: its name, as ``requests.denied.safety``.
        section: the part of the report in which it stands.
        label: what it is called there.
        depth: 1 where it is part of the line above it, else 0.
        has_share: whether its part of the closed requests is told.
    """

    key: str
    section: str
    label: str
    depth: int = 0
    has_share: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a line; ``share`` is its part of the closed requests in per cent, to a tenth."""

    figure: Figure
    share: Decimal | None = None

    @property
    def text(self) -> str:
        """The figure as printed; nothing where it is blank."""
        return printed(self.figure)


def lines(forms: Iterable[Form]) -> list[Line]:
    """All lines of these forms, section by section; what two forms call alike stands once."""
    found: dict[str, Line] = {}
    for form in forms:
        for line in (*_requests(form), *_disputes(form), *_proactive(form)):
            found.setdefault(line.key, line)
    order = list(dict.fromkeys(line.section for line in found.values()))
    return sorted(found.values(), key=lambda line: order.index(line.section))


def sections(found: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The lines by section."""
    return [(title, list(group)) for title, group in groupby(found, key=lambda line: line.section)]


def glance(form: Form) -> list[Line]:
    """The few lines that tell a report at a glance: what came in, how it ended, what was contested."""
    known = {line.key: line for line in (*_requests(form), *_disputes(form))}
    keys = [f"requests.{row}" for row in ("new", "carried_in", TOTAL, *ENDINGS, "carried_out")]
    return [known[key] for key in (*keys, f"disputes.reconsideration.{TOTAL}", f"disputes.suits.{TOTAL}")]


def endings(form: Form) -> list[Line]:
    """The six ways in which a closed request can have ended."""
    return [line for line in _requests(form) if line.key.removeprefix("requests.") in ENDINGS]


def told(tables: Tables, line: Line) -> Told:
    """What a report says in a line."""
    table, _, rest = line.key.partition(".")
    row, _, column = rest.rpartition(".")
    if table == "requests":
        figure = tables.group(rest) if rest in ENDINGS else tables.request(rest)
        return Told(figure, share(figure, tables.request(TOTAL)) if line.has_share else None)
    if table == "disputes":
        return Told(_contested(tables, row, column))
    return Told(tables.proactive.get(row, {}).get(column))


def share(figure: Figure, whole: Figure) -> Decimal | None:
    """The part in per cent, rounded to a tenth; none where there is no whole to be part of.

    >>> share(20, 46)
    Decimal('43.5')
    """
    if figure is None or not whole:
        return None
    return (HUNDRED * figure / whole).quantize(TENTH, ROUND_HALF_UP)


def _contested(tables: Tables, block: str, outcome: str) -> Figure:
    blocks = SUITS if block == "suits" else (block,)
    figures = [tables.disputes.get(one, {}).get(outcome) for one in blocks]
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


def _requests(form: Form) -> Iterator[Line]:
    section = form.requests_title
    begun: set[str] = set()
    for row in form.request_rows:
        is_result = row.number.startswith(RESULT)
        if row.group and row.group not in begun:
            begun.add(row.group)
            yield Line(f"requests.{row.group}", section, form.groups[row.group], has_share=True)
        label = form.request_label(row.key).removeprefix(RESULT) if is_result else row.label
        yield Line(
            f"requests.{row.key}",
            section,
            _short(label, row.group),
            depth=int(bool(row.group)),
            has_share=row.is_leaf,
        )


def _short(label: str, group: str | None) -> str:
    """Inside a group its number is not said again: ``（三）1.属于国家秘密`` is ``1.属于国家秘密``."""
    return label.partition("）")[2] if group else label.replace("）、", "）")


def _disputes(form: Form) -> Iterator[Line]:
    blocks: Mapping[str, str] = {block.key: block.label for block in form.blocks}
    named: Sequence[tuple[str, str]] = (
        ("reconsideration", blocks["reconsideration"]),
        ("suits", SUITS_LABEL),
        *((key, f"{SUITS_LABEL}：{blocks[key]}") for key in SUITS),
    )
    for key, label in named:
        yield Line(f"disputes.{key}.{TOTAL}", form.disputes_title, label, depth=int(key in SUITS))
        for outcome, name in form.outcomes.items():
            if outcome != TOTAL:
                yield Line(f"disputes.{key}.{outcome}", form.disputes_title, f"{label}：{name}", depth=1)


def _proactive(form: Form) -> Iterator[Line]:
    for row in form.proactive_rows:
        for column in row.columns:
            label = f"{row.label}：{form.proactive_columns[column]}"
            yield Line(f"proactive.{row.key}.{column}", form.proactive_title, label)
