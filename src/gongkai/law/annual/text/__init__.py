"""The narrative against the tables: the verb decides what a figure must agree with.

``TEXT_RULES`` compare it with the tables, ``WORDING_RULES`` with itself; the rest need more.
"""

from collections.abc import Callable

from gongkai.law.annual.claims import Narrative
from gongkai.law.annual.findings import Finding
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.text.counts import (
    applicants_as_told,
    carried_as_told,
    closed_as_told,
    decisions_as_told,
    disputes_as_told,
    norms_as_told,
    received_as_told,
    results_as_told,
)
from gongkai.law.annual.text.fees import fee_parts_add_up, fee_sentence, t3_7_fee_told
from gongkai.law.annual.text.ratios import growth_as_told, shares_as_told
from gongkai.law.annual.text.wording import (
    all_upheld_as_told,
    carried_out_is_not_closed,
    every_request_has_a_result,
    parts_add_up,
    results_add_up,
    withdrawn_inside_other,
)

TEXT_RULES: tuple[Callable[[Narrative, Tables], tuple[Finding, ...]], ...] = (
    received_as_told,
    closed_as_told,
    carried_as_told,
    results_as_told,
    applicants_as_told,
    disputes_as_told,
    norms_as_told,
    decisions_as_told,
    shares_as_told,
    results_add_up,
    every_request_has_a_result,
    all_upheld_as_told,
    t3_7_fee_told,
)
WORDING_RULES: tuple[Callable[[Narrative], tuple[Finding, ...]], ...] = (
    parts_add_up,
    carried_out_is_not_closed,
    fee_parts_add_up,
)

__all__ = [
    "TEXT_RULES",
    "WORDING_RULES",
    "all_upheld_as_told",
    "applicants_as_told",
    "carried_as_told",
    "carried_out_is_not_closed",
    "closed_as_told",
    "decisions_as_told",
    "disputes_as_told",
    "every_request_has_a_result",
    "fee_parts_add_up",
    "fee_sentence",
    "growth_as_told",
    "norms_as_told",
    "parts_add_up",
    "received_as_told",
    "results_add_up",
    "results_as_told",
    "shares_as_told",
    "t3_7_fee_told",
    "withdrawn_inside_other",
]
