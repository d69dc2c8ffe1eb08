"""Totals of the time before: brought in once, never over what this system counted, and taken back."""

from datetime import date

import pytest
from tests.cast import TODAY
from tests.database import as_owner

from gongkai.channels.actions.earlier import CountedTwiceError, Origin, RevokedError, bring_in, revoke
from gongkai.channels.figures import visits_of_year
from gongkai.channels.importing import HEADERS, read
from gongkai.channels.models import SiteDay
from gongkai.ledger.models import Entry

ORIGIN = Origin("原网站统计系统2023年导出", "改用本系统，补录以前的数据")


def totals(*rows):
    return read([HEADERS, *rows], on=TODAY).rows


def brought(cast, *rows):
    with cast.entered(cast.zhou):
        return bring_in(cast.justice, totals(*rows), ORIGIN, on=TODAY, by=cast.zhou)


def of_year(cast, year):
    with cast.entered(cast.zhou):
        found = visits_of_year(cast.justice.pk, year)
        return found.views, found.visitors


def test_what_is_brought_in_is_counted_and_written_down(cast):
    batch = brought(
        cast, ["2022", "98000", "41000"], ["2023-01", "11200", "4600"], ["2023-02-01", "380", "160"]
    )
    assert of_year(cast, 2022) == (98000, 41000)
    assert of_year(cast, 2023) == (11580, 4760)
    with cast.entered(cast.zhou):
        entry = Entry.objects.get(about=f"channels.earlierimport:{batch.pk}")
        assert entry.data == {
            "source": ORIGIN.source,
            "reason": ORIGIN.reason,
            "totals": 3,
            "views": 109580,
            "visitors": 45760,
        }


def test_no_day_is_counted_twice(cast):
    brought(cast, ["2023-05", "100", "10"])
    with as_owner():
        SiteDay.objects.create(organ=cast.justice, on=date(2025, 3, 10), views=1, visitors=1)
    for row, told in (
        (["2023-05-31", "1", "1"], "与2026-11-25导入的“原网站统计系统2023年导出”中2023-05-01—2023-05-31"),
        (["2023", "1", "1"], "会重复计算"),
        (["2025-03-10", "1", "1"], "从2025-03-10起自行计数"),
        (["2025", "1", "1"], "自行计数"),
    ):
        with pytest.raises(CountedTwiceError, match=told):
            brought(cast, ["2021", "7", "7"], row)
    assert of_year(cast, 2021) == (0, 0)
    brought(cast, ["2025-03-09", "1", "1"])
    assert of_year(cast, 2025) == (2, 2)


def test_what_was_taken_back_is_counted_no_more_and_can_be_brought_in_anew(cast):
    batch = brought(cast, ["2023-05", "100", "10"])
    with cast.entered(cast.zhou):
        revoke(batch, "两列填反", on=TODAY, by=cast.zhou)
        assert batch.totals.count() == 0
        with pytest.raises(RevokedError):
            revoke(batch, "再来一次", on=TODAY, by=cast.zhou)
    assert of_year(cast, 2023) == (0, 0)
    brought(cast, ["2023-05", "90", "9"])
    assert of_year(cast, 2023) == (90, 9)
