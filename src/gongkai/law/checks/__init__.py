"""答复前核查: the 36 checks C01 to C36 before a reply goes out, each a rule of its own.

Outsiders import from here. ``verdicts`` says what a check answers and how grave it is (its entry in
``data/checks.toml``), ``table`` which files each check applies to. The checks themselves are grouped
by what they look at: ``intake``, ``clock``, ``search``, ``grounds``, ``third_parties``, ``replies``,
``letters``, ``fees``, ``service``, ``disputes``. Each takes a ``CaseFile`` and nothing else.

A check never passes for want of facts: it then says which are missing. A failure that lies in the
past is logged and does not hold the reply back, for a late file is still answerable.
"""

from gongkai.law.checks.personal_data import scan_personal_data
from gongkai.law.checks.table import CHECKS, Check, open_blocks, run_checks
from gongkai.law.checks.verdicts import (
    CheckResult,
    CheckRule,
    CheckRules,
    LoosenedCheckError,
    Outcome,
    Severity,
    UnknownCheckError,
    Verdict,
)

__all__ = [
    "CHECKS",
    "Check",
    "CheckResult",
    "CheckRule",
    "CheckRules",
    "LoosenedCheckError",
    "Outcome",
    "Severity",
    "UnknownCheckError",
    "Verdict",
    "open_blocks",
    "run_checks",
    "scan_personal_data",
]
