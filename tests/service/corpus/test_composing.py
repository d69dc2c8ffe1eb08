"""Sample items are the same every time: labels of searches name their keys and the ends of their numbers."""

from collections import Counter

import pytest

from gongkai import facts
from gongkai.catalogue.wordings import lines
from gongkai.law.disclosure import LONGEST_SUMMARY
from gongkai.service.corpus.composing import MARK, Named, count, samples

ORGANS = (
    Named("justice", "示例市司法局", "市司法局"),
    Named("finance", "示例市财政局", "市财政局"),
    Named("city", "示例市人民政府", "市政府"),
)
JUSTICE = samples(ORGANS[0])
SHORTEST, LONGEST = 100, 1500


def test_all_organs_together_are_as_many_as_told():
    assert sum(len(samples(organ)) for organ in ORGANS) == count()
    assert len(JUSTICE) == 532


def test_they_are_the_same_every_time():
    assert samples(ORGANS[0]) == JUSTICE


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("gz-003", "怎样办理委托书公证"),
        ("norm-001", "示例市司法局关于印发《示例市法律援助案件质量评估办法》的通知"),
        ("zcjd-001", "《示例市法律援助案件质量评估办法》政策解读"),
        ("tjxx-007", "2023年第三季度全市公证业务统计"),
        ("xzfy-al-003", "行政复议典型案例：某人不服不予公开信息答复案"),
    ],
)
def test_keys_keep_their_titles(key, title):
    assert {one.key: one.wording.title for one in JUSTICE}[key] == title


def test_keys_titles_and_document_numbers_are_given_once():
    for values in (
        [one.key for one in JUSTICE],
        [one.wording.title for one in JUSTICE],
        [one.wording.document_number for one in JUSTICE if one.wording.document_number],
    ):
        assert max(Counter(values).values()) == 1


def test_they_come_out_on_working_days_of_the_year_and_never_before_they_were_formed():
    calendar = facts.calendar()
    for one in JUSTICE:
        assert one.published_on.year == 2023
        assert calendar.is_workday(one.published_on)
        assert one.wording.formed_on <= one.published_on
    assert [one.published_on for one in JUSTICE] == sorted(one.published_on for one in JUSTICE)


def test_each_is_marked_and_as_long_as_real_ones():
    for one in JUSTICE:
        words = "".join(lines(one.wording.body))
        assert MARK in words
        assert SHORTEST <= len(words) <= LONGEST, one.key
        assert 0 < len(one.wording.summary) <= LONGEST_SUMMARY
        assert "{" not in one.wording.title + words


def test_what_explains_comes_after_what_it_explains():
    places = {one.key: place for place, one in enumerate(JUSTICE)}
    explaining = [one for one in JUSTICE if one.explains]
    assert len(explaining) == 14
    assert all(places[one.explains] < places[one.key] for one in explaining)


def test_document_numbers_run_without_a_gap():
    found = Counter(one.wording.document_number.partition("〔")[0] for one in JUSTICE)
    for code, many in found.items():
        if code:
            serials = {f"{code}〔2023〕{serial}号" for serial in range(1, many + 1)}
            assert serials == {
                one.wording.document_number
                for one in JUSTICE
                if one.wording.document_number.startswith(f"{code}〔")
            }
