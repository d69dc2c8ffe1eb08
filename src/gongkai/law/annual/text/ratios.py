"""Percentages in the narrative, recomputed."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from gongkai.law.annual.claims import RESULTS, Claim, Growth, Narrative, Share, Told
from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.limits import Limits
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.text.readings import readings
from gongkai.law.statutes import GIR, REPORT_FORM_2021, cites

HUNDRED = Decimal(100)
WHOLES = ((Told.CLOSED,), (Told.RECEIVED,), (Told.HANDLED,))


@cites(GIR.art(50), REPORT_FORM_2021.part("一、总体情况"))
def shares_as_told(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """A share is of （七）总计, or of what was received; rounded or cut off, one last digit is allowed."""
    if not narrative.shares:
        return ()
    wholes = _Wholes(narrative, tables)
    if not wholes.known:
        return not_assessable("TT-5", (), f"正文“{narrative.shares[0].quote}”没有可以对照的总数。")
    broken = tuple(
        finding for share in narrative.shares if (finding := _share(share, wholes, tables)) is not None
    )
    return broken or passed("TT-5", (), f"正文{len(narrative.shares)}个百分比经重算相符。")


class _Wholes:
    """What a share may be of: （七）总计 at first, what was received only where that does not do.

    The narrative's own totals serve where the tables have none.
    """

    def __init__(self, narrative: Narrative, tables: Tables) -> None:
        self.narrative = narrative
        self.tables = tables
        self.known = self._in_tables(WHOLES[0]) or self._in_tables(WHOLES[1]) or self._in_text()

    def _in_tables(self, what: tuple[Told, ...]) -> dict[int, tuple[str, ...]]:
        return {reading.value: reading.cells for reading in readings(self.tables, what) if reading.value}

    def _in_text(self) -> dict[int, tuple[str, ...]]:
        claims = self.narrative.claims
        told = [claim.value for what in WHOLES for claim in claims if claim.what == what]
        results = sum(claim.value for claim in claims if claim.what[0] in RESULTS)
        return dict.fromkeys((value for value in (*told, results) if value), ())

    def others(self) -> Iterator[int]:
        """The further readings, asked for only where the first does not agree."""
        for what in WHOLES[1:]:
            yield from self._in_tables(what)


def _share(share: Share, wholes: _Wholes, tables: Tables) -> Finding | None:
    step = Decimal(1).scaleb(_exponent(share.percent))
    told = share.of.value
    for whole in chain(wholes.known, wholes.others()):
        if agrees(told, whole, share.percent, step=step):
            return None
    in_tables = [reading.value for reading in readings(tables, share.of.what)]
    if any(agrees(count, whole, share.percent, step=step) for count in in_tables for whole in wholes.known):
        return None
    whole, cells = next(iter(wholes.known.items()))
    expected = (HUNDRED * told / whole).quantize(step)
    message = (
        f"正文“{share.quote}”的百分比不符：{told}÷{whole}＝{expected}%，"
        f"正文写{share.percent}%，请重算或注明分母。"
    )
    verdict = Verdict.FAIL if share.of.sure and cells else Verdict.UNCERTAIN
    return Finding("TT-5", verdict, cells, message, expected, share.percent)


def agrees(count: int, whole: int, percent: Decimal, *, step: Decimal) -> bool:
    """Whether a printed percentage is that share, rounded or cut off at the unit ``step``.

    >>> agrees(208, 1191, Decimal("17.46"), step=Decimal("0.01"))
    True
    >>> agrees(258, 805, Decimal("33.9"), step=Decimal("0.1"))
    False
    """
    return abs(HUNDRED * count / whole - percent) < step


@cites(GIR.art(50), REPORT_FORM_2021.part("一、总体情况"))
def growth_as_told(narrative: Narrative, previous: Tables | None, *, limits: Limits) -> tuple[Finding, ...]:
    """A growth against last year, recomputed from last year's report."""
    if not narrative.growths:
        return ()
    quoted = narrative.growths[0].quote
    if previous is None:
        return not_assessable("TT-6", (), f"正文“{quoted}”须有上一年报告才能核对（--previous）。")
    findings = [_growth(growth, previous, limits) for growth in narrative.growths]
    other = tuple(finding for finding in findings if finding.verdict is not Verdict.PASS)
    return other or tuple(findings[:1])


def _growth(growth: Growth, previous: Tables, limits: Limits) -> Finding:
    earlier = [reading for reading in readings(previous, growth.of.what) if reading.value]
    if not earlier:
        (finding,) = not_assessable("TT-6", (), f"上一年报告没有与正文“{growth.quote}”对照的数字。")
        return finding
    computed = [_change(growth.of, reading.value) for reading in earlier]
    cells = earlier[0].cells
    step = Decimal(1).scaleb(_exponent(growth.percent))
    tolerance = max(limits.growth_tolerance, step)
    for change, reading in zip(computed, earlier, strict=True):
        if abs(change - growth.percent) <= tolerance:
            (finding,) = passed("TT-6", cells, f"正文“{growth.quote}”与上年{reading.value}比较相符。")
            return finding
    expected = computed[0].quantize(Decimal("0.01"))
    message = (
        f"正文“{growth.quote}”不符：上年{earlier[0].value}，本年{growth.of.value}，"
        f"变化{expected}%，请重算或注明比较的口径。"
    )
    verdict = Verdict.FAIL if growth.of.sure else Verdict.UNCERTAIN
    return Finding("TT-6", verdict, cells, message, expected, growth.percent)


def _change(claim: Claim, earlier: int) -> Decimal:
    return HUNDRED * (claim.value - earlier) / earlier


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0
