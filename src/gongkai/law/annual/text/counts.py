"""Counts in the narrative against the cells they speak of."""

from collections.abc import Sequence

from gongkai.law.annual.claims import RESULTS, Claim, Narrative, Told
from gongkai.law.annual.findings import Finding, Verdict, not_assessable, passed
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.text.readings import Reading, readings
from gongkai.law.statutes import COUNTING_NOTICE, GIR, REPORT_FORM_2019, REPORT_FORM_2021, cites

REPORT = (GIR.art(50), REPORT_FORM_2021.part("一、总体情况"))
OLD_REPORT = REPORT_FORM_2019.part("一、总体情况")


@cites(*REPORT, OLD_REPORT)
def received_as_told(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """Received 收到、受理、收办 means the new ones, or with many organs the new and the carried in."""
    return _compared("TT-1", narrative, tables, (Told.RECEIVED, Told.HANDLED))


@cites(*REPORT, OLD_REPORT)
def closed_as_told(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """Answered or closed 答复、办结 means （七）总计."""
    return _compared("TT-2", narrative, tables, (Told.CLOSED,))


@cites(*REPORT, OLD_REPORT)
def carried_as_told(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """What is carried in from last year and out into next stands in rows 二 and 四."""
    return _compared("TT-3", narrative, tables, (Told.CARRIED_IN, Told.CARRIED_OUT))


@cites(*REPORT, OLD_REPORT)
def results_as_told(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """A result named in the text is the sum of the rows of its group."""
    return _compared("TT-4", narrative, tables, RESULTS)


@cites(*REPORT, OLD_REPORT)
def applicants_as_told(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """Natural and legal persons are split over the new requests, or the new and the carried in."""
    return _compared("TT-12", narrative, tables, (Told.NATURAL, Told.LEGAL))


@cites(*REPORT, COUNTING_NOTICE.part())
def disputes_as_told(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """Reconsiderations and suits are the totals of table 4; suits are both blocks together."""
    return _compared("TT-7", narrative, tables, (Told.RECONSIDERATION, Told.SUITS))


@cites(*REPORT, GIR.art(20, 1, 1))
def norms_as_told(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """Normative documents made or repealed stand in table 2."""
    return _compared("TT-13", narrative, tables, (Told.NORMS, Told.NORMS_REPEALED))


@cites(*REPORT, GIR.art(20, 1, 5), GIR.art(20, 1, 6))
def decisions_as_told(narrative: Narrative, tables: Tables) -> tuple[Finding, ...]:
    """Decisions on permits and penalties stand in table 2."""
    return _compared("TT-14", narrative, tables, (Told.PERMITS, Told.PENALTIES))


def _compared(
    rule: str, narrative: Narrative, tables: Tables, wanted: tuple[Told, ...]
) -> tuple[Finding, ...]:
    """Each thing told of, once: it agrees where one of the places that tell it agrees."""
    told = {what: claims for what, claims in narrative.told.items() if what[0] in wanted}
    agreed: tuple[Claim, Reading] | None = None
    broken: list[Finding] = []
    for what, claims in told.items():
        known = readings(tables, what)
        match = _agreement(claims, known)
        agreed = agreed or match
        broken += _larger(rule, claims, match[1]) if match else _unmatched(rule, claims, known)
    if broken or agreed is None:
        return tuple(broken)
    claim, reading = agreed
    return passed(rule, reading.cells, f"正文“{claim.quote}”与{reading.name}{reading.value}相符。")


def _agreement(claims: Sequence[Claim], known: tuple[Reading, ...]) -> tuple[Claim, Reading] | None:
    """The claim and the reading that agree; or claims told apart that add up to a reading."""
    for reading in known:
        for claim in claims:
            if abs(claim.value - reading.value) < claim.step:
                return claim, reading
        if len(claims) > 1 and sum(claim.value for claim in claims) == reading.value:
            return claims[0], reading
    return None


def _unmatched(rule: str, claims: Sequence[Claim], known: tuple[Reading, ...]) -> tuple[Finding, ...]:
    if not known:
        return not_assessable(rule, (), f"正文“{claims[0].quote}”没有可以对照的表格数字。")
    return (_mismatch(rule, max(claims, key=lambda claim: (claim.sure, claim.value)), known),)


def _larger(rule: str, claims: Sequence[Claim], agreed: Reading) -> list[Finding]:
    """Told twice and differently: a smaller figure may be a part, a larger one cannot."""
    return [
        Finding(
            rule,
            Verdict.UNCERTAIN,
            agreed.cells,
            f"正文“{claim.quote}”与正文另一处和{agreed.name}{agreed.value}不一致，请核对。",
            agreed.value,
            claim.value,
        )
        for claim in claims
        if claim.sure and claim.value >= agreed.value + claim.step and not _is_any_reading(claim)
    ]


def _is_any_reading(claim: Claim) -> bool:
    """Received and handled are told in several senses side by side, each right."""
    return claim.what[0] in (Told.RECEIVED, Told.HANDLED, Told.NATURAL, Told.LEGAL)


def _mismatch(rule: str, claim: Claim, known: tuple[Reading, ...]) -> Finding:
    verdict = Verdict.FAIL if claim.sure else Verdict.UNCERTAIN
    meant = "，或".join(f"{reading.name}{reading.value}" for reading in known)
    cells = tuple(dict.fromkeys(cell for reading in known for cell in reading.cells))
    message = (
        f"正文“{claim.quote}”与表格不符：应为{meant}，"
        f"相差{abs(claim.value - known[0].value)}，请核对正文和表格。"
    )
    return Finding(rule, verdict, cells, message, known[0].value, claim.value)
