"""The identities 勾稽关系 of tables 2, 3 and 4, each a rule of its own.

``IDENTITIES`` has every rule that needs the tables alone, in the order they are reported.
"""

from collections.abc import Callable

from gongkai.law.annual.findings import Finding
from gongkai.law.annual.identities.blanks import blank_cells
from gongkai.law.annual.identities.disputes import (
    t4_1_block_sums,
    t4_2_whole_numbers,
    t4_3_suits_after_reconsideration,
    t4_4_disputes_without_requests,
)
from gongkai.law.annual.identities.proactive import (
    t2_1_in_force,
    t2_3_numbers,
    t2_4_published,
    t2_5_items,
)
from gongkai.law.annual.identities.requests import (
    t3_1_row_sums,
    t3_2_result_totals,
    t3_3_balance,
    t3_4_whole_numbers,
    t3_5_carried_out,
    t3_6_many_carried_out,
)
from gongkai.law.annual.tables import Tables

IDENTITIES: tuple[Callable[[Tables], tuple[Finding, ...]], ...] = (
    blank_cells,
    t2_1_in_force,
    t2_3_numbers,
    t2_4_published,
    t2_5_items,
    t3_1_row_sums,
    t3_2_result_totals,
    t3_3_balance,
    t3_4_whole_numbers,
    t3_5_carried_out,
    t3_6_many_carried_out,
    t4_1_block_sums,
    t4_2_whole_numbers,
)

__all__ = [
    "IDENTITIES",
    "blank_cells",
    "t2_1_in_force",
    "t2_3_numbers",
    "t2_4_published",
    "t2_5_items",
    "t3_1_row_sums",
    "t3_2_result_totals",
    "t3_3_balance",
    "t3_4_whole_numbers",
    "t3_5_carried_out",
    "t3_6_many_carried_out",
    "t4_1_block_sums",
    "t4_2_whole_numbers",
    "t4_3_suits_after_reconsideration",
    "t4_4_disputes_without_requests",
]
