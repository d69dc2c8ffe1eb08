"""Table 4 as the database counts it equals the table that the law counts."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import facts
from gongkai.disputes import figures
from gongkai.disputes.models import Dispute
from gongkai.law.annual.counting import DisputeBlock, DisputeOutcome, disputes_table

DAYS = st.dates(date(2023, 6, 1), date(2027, 3, 1))
ENDS = st.none() | st.tuples(st.sampled_from(DisputeOutcome), st.integers(0, 700))
ONE = st.tuples(st.sampled_from(DisputeBlock), DAYS, ENDS, st.booleans())
# To count the cells takes far longer than to write the rows, so few examples have many of them.
DRAWN = st.lists(ONE, max_size=3) | st.lists(ONE, min_size=20, max_size=60)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRAWN)
def test_the_database_counts_what_the_law_counts(office, drawn):
    organ = office.cast.justice
    Dispute.objects.bulk_create(made(organ, *one) for one in drawn)
    form = facts.form("2021")
    for year in range(2022, 2030):
        table = figures.table_of([organ.pk], year)
        assert table == disputes_table(year, figures.counted([organ.pk]), form)
        assert figures.tables_of_all(year).get(organ.pk, table) == table
        for block, counts in table.items():
            for column, count in counts.items():
                assert figures.behind([organ.pk], year, block, column).count() == count
        suits = sum(table[block]["total"] for block in ("suit_direct", "suit_after_reconsideration"))
        assert figures.behind([organ.pk], year, "suits").count() == suits
    swept_away(organ)


def made(organ, block, accepted_on, end, is_ours=1):
    outcome, later = end or ("", 0)
    return Dispute(
        organ=organ,
        block=block.value,
        authority="示例",
        act_is_ours=bool(is_ours),
        notified_on=accepted_on,
        accepted_on=accepted_on,
        limit_on=accepted_on,
        outcome=outcome,
        concluded_on=accepted_on + timedelta(days=later) if end else None,
        words={},
    )


def swept_away(organ):
    """Disputes are never deleted; an example hands its own over to nobody's table instead."""
    Dispute.objects.filter(organ=organ).update(act_is_ours=False)


@pytest.mark.parametrize(("block", "column"), [("nonsense", "total"), ("suits", "nonsense")])
def test_a_cell_that_is_not_there_is_refused(office, block, column):
    with pytest.raises(figures.NoSuchCellError, match="表四没有"):
        figures.behind([office.cast.justice.pk], 2026, block, column)


def test_another_organ_s_disputes_are_not_counted(office):
    made(office.cast.justice, DisputeBlock.SUIT_DIRECT, date(2026, 3, 2), None).save()
    with office.cast.entered(office.cast.zhao):
        assert figures.tables_of_all(2026) == {}
    with office.cast.entered(office.cast.sun):
        assert figures.tables_of_all(2026)[office.cast.justice.pk]["suit_direct"]["pending"] == 1
