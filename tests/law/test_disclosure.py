from datetime import date

import pytest

from gongkai import facts
from gongkai.law.disclosure import (
    CLASSES,
    GROUNDS,
    GUIDE_ELEMENTS,
    Attribute,
    attribute_mistake,
    classes_of,
    guide_gaps,
    publication_due,
)


def test_fifteen_classes_are_everybodys_and_those_of_article_21_go_by_level():
    assert [one.basis.item for one in classes_of("state")] == list(range(1, 16))
    assert {one.code for one in classes_of("city")} - {one.code for one in classes_of("township")} == {
        f"21-{number}" for number in range(1, 8)
    }
    assert len({one.code for one in CLASSES}) == len(CLASSES)


def test_twenty_working_days_run_from_the_day_after_forming():
    due = publication_due(date(2026, 9, 21), facts.calendar())
    assert due.last_day == date(2026, 10, 26)
    assert not due.provisional


def test_a_day_beyond_the_known_notices_is_provisional():
    assert publication_due(date(2027, 3, 1), facts.calendar()).provisional


@pytest.mark.parametrize("ground", [ground.code for ground in GROUNDS])
def test_what_is_kept_back_names_a_ground_and_says_why(ground):
    assert attribute_mistake(Attribute.CLOSED, ground, "含未公布的案件线索") == ""
    assert "写明理由" in attribute_mistake(Attribute.CLOSED, ground, " ")


@pytest.mark.parametrize(
    ("attribute", "ground", "reason", "words"),
    [
        (Attribute.CLOSED, "other", "不便公开", "法定理由"),
        (Attribute.ON_REQUEST, "", "", "写明理由"),
        (Attribute.ACTIVE, "internal", "", "请删去"),
    ],
)
def test_an_unsound_attribute_says_what_to_do(attribute, ground, reason, words):
    assert words in attribute_mistake(attribute, ground, reason)


def test_on_request_needs_a_reason_and_no_ground():
    assert attribute_mistake(Attribute.ON_REQUEST, "", "只涉及特定相对人") == ""


def test_a_guide_lacks_what_article_12_lists_and_it_does_not_tell():
    everything = [code for code, _ in GUIDE_ELEMENTS]
    assert guide_gaps(everything) == ()
    assert guide_gaps([]) == tuple(label for _, label in GUIDE_ELEMENTS)
    assert guide_gaps(set(everything) - {"hours", "fax"}) == ("办公时间", "传真号码")
