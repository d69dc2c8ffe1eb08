from tests.real_tables import record, tables_of

from gongkai import facts
from gongkai.law.annual.tables import Tables, filled
from gongkai.law.annual.totals import (
    block_total,
    group_rows,
    group_total,
    has_disputes,
    has_proactive,
    has_requests,
    row_total,
)

SHANGHAI = tables_of(record("上海市人民政府办公厅", 2019))
NOTHING = Tables(facts.form("2021"), {}, {}, {})


def test_a_blank_total_is_read_as_the_sum_of_its_row():
    assert filled((258, 12, None, None, 1, 1, None)) == [258, 12, 0, 0, 1, 1, 272]
    assert row_total(SHANGHAI, "granted") == 272


def test_a_total_that_is_written_stands_even_if_wrong():
    assert filled((1, 1, None, None, None, None, 5))[-1] == 5


def test_a_group_is_the_sum_of_its_rows_on_either_form():
    assert group_total(SHANGHAI, "unavailable") == 337
    assert group_rows(SHANGHAI, "other") == ("other",)
    assert group_rows(NOTHING, "other") == ("other.correction_lapsed", "other.fee_lapsed", "other.other")


def test_what_was_not_found_stays_unknown():
    assert row_total(NOTHING, "granted") is None
    assert group_total(NOTHING, "denied") is None
    assert block_total(NOTHING, "suit_direct") is None
    assert block_total(SHANGHAI, "suit_after_reconsideration") is None


def test_a_block_without_its_total_is_added_up():
    tables = Tables(facts.form("2021"), {}, {}, {"suit_direct": {"upheld": 2, "other": 1, "total": None}})
    assert block_total(tables, "suit_direct") == 3


def test_tables_say_whether_they_have_figures():
    assert (has_proactive(SHANGHAI), has_requests(SHANGHAI), has_disputes(SHANGHAI)) == (True, True, True)
    assert (has_proactive(NOTHING), has_requests(NOTHING), has_disputes(NOTHING)) == (False, False, False)
