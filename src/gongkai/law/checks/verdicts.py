"""What a check says, and what follows from it: a verdict, the rule's data, and both as a result."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from gongkai.law.statutes import Provision

CHECK_IDS = tuple(f"C{number:02}" for number in range(1, 37))


class UnknownCheckError(ValueError):
    """The data file and the law do not name the same checks."""


class LoosenedCheckError(ValueError):
    """An office tried to make a check milder than it is shipped."""


class Severity(StrEnum):
    """Whether an open check stops the signing or only warns."""

    BLOCK = "block"
    WARN = "warn"


class Outcome(StrEnum):
    """What a check found; MISSING means that the file does not say enough to judge."""

    OK = "ok"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says of a file.

    ``past`` marks a failure that nothing can undo any more, such as a notice sent too late. It is
    logged and the reply goes out at once: a late file is still answerable, never locked.
    """

    outcome: Outcome
    message: str
    past: bool = False


NOT_APPLICABLE = Verdict(Outcome.NOT_APPLICABLE, "本件不涉及此项。")


def verdict(
    basis: Provision | str,
    *,
    ok: str,
    faults: Iterable[str | None] = (),
    past: Iterable[str | None] = (),
    missing: Iterable[str | None] = (),
) -> Verdict:
    """The verdict from what is wrong, what is wrong but past mending, and what is not known.

    Args:
        basis: the provision that every open verdict names.
        ok: what is said where nothing is wrong or missing.
        faults: what is wrong and what to do about it; None where that point holds.
        past: what went wrong and cannot be undone, and what to do now.
        missing: what the file does not say, as noun phrases.
    """
    wrong, gone, lacking = ([text for text in texts if text] for texts in (faults, past, missing))
    if wrong or gone:
        lack = [f"另缺{'、'.join(lacking)}，请补录"] if lacking else []
        return Verdict(
            Outcome.FAILED,
            f"不符合{basis}：{'；'.join([*wrong, *gone, *lack])}。",
            past=not wrong and not lacking,
        )
    if lacking:
        return Verdict(Outcome.MISSING, f"缺{'、'.join(lacking)}，请补录后再核（{basis}）。")
    return Verdict(Outcome.OK, ok)


def in_force(provisions: Iterable[Provision], on: date) -> Provision:
    """Of versions of one rule, newest first, the one in force on a day; the oldest before all of them.

    >>> from gongkai.law.statutes import RECONSIDERATION, RECONSIDERATION_2017
    >>> print(in_force((RECONSIDERATION.art(20), RECONSIDERATION_2017.art(9)), date(2023, 6, 1)))
    《行政复议法（2017年）》第九条
    """
    versions = tuple(provisions)
    return next((one for one in versions if one.instrument.is_in_force(on)), versions[-1])


def lacking(names: Mapping[str, object]) -> list[str]:
    """The names whose fact is not known: None or an empty text.

    >>> lacking({"密级": "秘密", "保密期限": None, "定密机关": "", "检索词": ()})
    ['保密期限', '定密机关']
    """
    return [name for name, fact in names.items() if fact is None or fact == ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRule:
    """A check's entry in ``data/checks.toml``: how grave it is and what it rests on.

    ``confirmed`` is false where the ground is known from secondary sources or is our deduction;
    ``question`` is then what a lawyer should answer.
    """

    id: str
    severity: Severity
    title: str
    source: str
    tag: str
    confirmed: bool
    question: str = ""


@dataclass(frozen=True, slots=True)
class CheckRules:
    """The entries of all checks, by id."""

    by_id: Mapping[str, CheckRule]

    @classmethod
    def from_facts(cls, facts: Mapping[str, Mapping[str, Any]]) -> Self:
        """The entries from the data file.

        Raises:
            UnknownCheckError: the file lacks a check or has one too many.
        """
        if set(facts) != set(CHECK_IDS):
            raise UnknownCheckError(
                f"checks.toml 与 C01 至 C36 不一致：{sorted(set(facts) ^ set(CHECK_IDS))}"
            )
        return cls(
            {
                id_: CheckRule(**{**facts[id_], "severity": Severity(facts[id_]["severity"]), "id": id_})
                for id_ in CHECK_IDS
            }
        )

    def tightened(self, severities: Mapping[str, Severity]) -> Self:
        """The same rules with an office's own severities: a warning may become a block.

        Raises:
            UnknownCheckError: there is no such check.
            LoosenedCheckError: a block was to become a warning.
        """
        for id_, severity in severities.items():
            if id_ not in self.by_id:
                raise UnknownCheckError(f"没有编号为{id_}的核查项，请使用 C01 至 C36")
            if severity is Severity.WARN and self.by_id[id_].severity is Severity.BLOCK:
                raise LoosenedCheckError(f"{id_}“{self.by_id[id_].title}”为阻止签发项，不得降为提醒")
        changed = {id_: replace(self.by_id[id_], severity=severity) for id_, severity in severities.items()}
        return type(self)({**self.by_id, **changed})


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A check's verdict with its entry and the provisions it applies."""

    rule: CheckRule
    verdict: Verdict
    provisions: tuple[Provision, ...]

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def outcome(self) -> Outcome:
        return self.verdict.outcome

    @property
    def message(self) -> str:
        return self.verdict.message

    @property
    def is_open(self) -> bool:
        """Whether the check failed or could not be judged."""
        return self.outcome in {Outcome.FAILED, Outcome.MISSING}

    @property
    def stops_signing(self) -> bool:
        """Whether the letter must not be signed before this is put right."""
        return self.is_open and self.severity is Severity.BLOCK and not self.verdict.past

    @property
    def is_logged(self) -> bool:
        """Whether it failed in the past and can only be logged; the reply is sent at once."""
        return self.outcome is Outcome.FAILED and self.verdict.past
