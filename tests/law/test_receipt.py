"""收到申请之日 by channel."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.books import book

from gongkai import facts
from gongkai.law.events import Channel
from gongkai.law.receipt import FixedBy, receipt, receipt_rule

CASES = book(Path(__file__).with_name("cases") / "receipt.yaml")
PRACTICE = facts.practice()
DAYS = st.dates(date(2019, 5, 15), date(2030, 12, 31))


@pytest.mark.parametrize("case", CASES, ids=[case["it"] for case in CASES])
def test_the_channel_fixes_the_day_of_receipt(case):
    channel = Channel(case["channel"])
    found = receipt(
        channel,
        PRACTICE,
        submitted_on=case["submitted"],
        signed_on=case.get("signed"),
        confirmed_on=case.get("confirmed"),
    )
    assert (found.day if found else None) == case["received"]
    assert (found.alarm_from if found else None) == case.get("alarm")
    assert str(receipt_rule(channel, PRACTICE, on=case["submitted"]).basis) == case["cites"]


def test_every_channel_has_a_case():
    assert {case["channel"] for case in CASES} == set(Channel)


def test_an_oral_request_waits_for_confirmation_where_the_office_so_chose():
    choices = {name: getattr(PRACTICE, name) for name in PRACTICE.__slots__}
    strict = type(PRACTICE)(**{**choices, "oral_request_is_handed_in": False})
    day = date(2026, 9, 21)
    assert receipt_rule(Channel.ORAL, strict, on=day).fixed_by is FixedBy.CONFIRMATION
    assert receipt(Channel.ORAL, strict, submitted_on=day) is None


@given(st.sampled_from(Channel), DAYS, DAYS, DAYS)
def test_the_alarm_never_starts_after_the_legal_day(channel, one, two, three):
    submitted, signed, confirmed = sorted((one, two, three))
    found = receipt(channel, PRACTICE, submitted_on=submitted, signed_on=signed, confirmed_on=confirmed)
    assert submitted <= found.alarm_from <= found.day <= confirmed
    assert found.rule.channel is channel
