"""What the auditor's verdicts are called, how they look, and what they mean for who reads them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.law.annual.findings import Finding, Verdict


@dataclass(frozen=True, slots=True)
class Worded:
    """A verdict in words; ``look`` is the kind of its badge."""

    word: str
    look: str
    meaning: str


# The worst first.
VERDICTS = {
    Verdict.FAIL: Worded("不符", "overdue", "有数据或文字不符合格式和勾稽关系，请改正。"),
    Verdict.UNCERTAIN: Worded("存疑", "wait", "没有发现不符，但有几处请人核对。"),
    Verdict.NOT_ASSESSABLE: Worded("无法判断", "paused", "没有读出可以核对的数据。"),
    Verdict.PASS: Worded("通过", "ok", "读出的数据和文字没有发现问题。"),
}


def by_verdict(findings: Sequence[Finding]) -> Iterator[tuple[Worded, list[Finding]]]:
    """What wants a look, the worst first; what holds is left out."""
    for verdict, worded in VERDICTS.items():
        some = [one for one in findings if one.verdict is verdict]
        if some and verdict is not Verdict.PASS:
            yield worded, some
