"""Taking requests in."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.requests.office import ASKED_FOR, PERSON, RECEIVED, moment

from gongkai.law import events as law
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.ledger.subjects import subject
from gongkai.requests.actions import intake
from gongkai.requests.actions.intake import Arrival, Asked
from gongkai.requests.actions.pending import NotAllowedError
from gongkai.requests.codes import ALPHABET, code_digest, printed
from gongkai.requests.models import Applicant, InfoRequest
from gongkai.requests.queries import applicant_of, case_of, events, same_person


def test_a_request_gets_its_number_first_and_its_clock_at_once(office):
    made = office.submit()
    request = InfoRequest.objects.get()
    assert request.serial == "2026-0001"
    assert request.received_on == RECEIVED  # the receipt sent at once confirms it
    assert request.due_on == date(2026, 10, 26)
    assert (request.next_limit_on, request.next_limit) == (date(2026, 10, 8), "发出补正通知")
    assert (request.state, request.masked) == ("S0", "张＊＊")
    assert request.code_digest == code_digest(office.cast.justice.pk, printed(made.code).lower())
    assert set(made.code) <= set(ALPHABET)


def test_numbers_have_no_gap_and_start_anew_each_year(office):
    serials = [office.submit(on=day).request.serial for day in (RECEIVED, RECEIVED, date(2025, 3, 3))]
    assert serials == ["2026-0001", "2026-0002", "2025-0001"]


def test_a_form_sent_twice_makes_one_request(office):
    once = uuid4()
    asked = Asked(content=ASKED_FOR, applicant=PERSON, once=once)
    arrival = Arrival(channel=law.Channel.WEB, submitted_on=RECEIVED)
    given_twice = [
        intake.submit_once(office.cast.justice, asked, arrival, at=moment(RECEIVED), by=office.cast.wang)
        for _ in range(2)
    ]
    first, second = given_twice
    assert first.request == second.request
    assert first.code == second.code
    assert (first.is_new, second.is_new) == (True, False)
    assert InfoRequest.objects.count() == 1


def test_what_the_ledger_keeps_tells_nothing_of_the_person(office):
    request = office.registered()
    told = " ".join(str(entry.data) for entry in Entry.objects.filter(about=subject(request)))
    for secret in (PERSON["name"], PERSON["phone"], PERSON["id_number"], PERSON["address"], ASKED_FOR):
        assert secret not in told
    assert events(request, with_words=True)[0].content == ASKED_FOR
    assert applicant_of(request)["phone"] == PERSON["phone"]
    assert PERSON["phone"].encode() not in b"".join(
        bytes(row) for (row,) in _raw(f"SELECT data FROM {Applicant._meta.db_table}")
    )
    assert not broken()


def test_a_gist_shows_no_numbers_of_the_applicant(office):
    request = office.submit("我是张三丰，电话13800138000，想要身份证130602199001010012的档案").request
    assert "13800138000" not in request.gist
    assert "130602199001010012" not in request.gist
    assert "张三丰" not in request.gist


@pytest.mark.parametrize(
    ("channel", "arrival", "received"),
    [
        (law.Channel.COUNTER, {}, RECEIVED),
        (law.Channel.SIGNED_MAIL, {"signed_on": date(2026, 9, 22), "tracking": "EE1"}, date(2026, 9, 22)),
        (law.Channel.ORDINARY_MAIL, {}, None),
        (law.Channel.EMAIL, {"confirmed_on": date(2026, 9, 23), "confirmed_how": "电话"}, date(2026, 9, 23)),
        (law.Channel.FAX, {}, None),
    ],
)
def test_the_channel_fixes_the_day_of_receipt(office, channel, arrival, received):
    request = office.submit(channel=channel, **arrival).request
    assert request.received_on == received
    assert request.due_on is None if received is None else request.due_on > received
    assert request.alarm_on  # the office's own alarm runs from the submission in any case


def test_what_has_no_day_of_receipt_cannot_be_registered(office):
    request = office.submit(channel=law.Channel.FAX).request
    with pytest.raises(NotAllowedError, match="请先登记双方确认"):
        intake.register(request, law.Applicant.NATURAL, ["x"], on=RECEIVED, by=office.cast.wang)
    assert case_of(request).serial == ""


def test_one_letter_becomes_several_requests_with_the_same_day_of_receipt(office):
    request = office.registered("甲文件", "乙文件", "丙文件")
    on = date(2026, 9, 22)
    children = intake.split(request, [["乙文件"], ["丙文件"]], on=on, at=moment(on), by=office.cast.wang)
    assert [child.serial for child in children] == ["2026-0002", "2026-0003"]
    assert {child.received_on for child in children} == {RECEIVED}
    assert case_of(request).children == ("2026-0002", "2026-0003")
    assert case_of(children[0]).items == ("•",)
    assert events(children[0], with_words=True)[-1].items == ("乙文件",)
    with pytest.raises(NotAllowedError, match="不能再次拆分"):
        intake.split(request, [["乙文件"]], on=on, at=moment(on), by=office.cast.wang)
    assert not broken()


def test_earlier_requests_of_the_same_person_are_found(office):
    first = office.submit().request
    other = office.submit(applicant={**PERSON, "id_number": "", "phone": "139 0000 0000"}).request
    second = office.submit(applicant={**PERSON, "name": "张三豐", "phone": ""}).request
    assert list(same_person(second)) == [first]
    assert not same_person(other).exists()


def test_a_correction_is_a_case_of_its_own(office):
    made = intake.ask_correction(
        office.cast.justice,
        Asked(content="本人出生日期登记为1990年1月1日", applicant=PERSON),
        evidence="出生医学证明",
        channel=law.Channel.COUNTER,
        on=RECEIVED,
        at=moment(RECEIVED),
        by=office.cast.wang,
    )
    assert made.request.kind == "correction"
    assert made.request.row == ""
    assert made.request.due_on == date(2026, 10, 26)


@given(st.text(alphabet=ALPHABET, min_size=12, max_size=12))
def test_a_code_is_found_however_it_is_typed(code):
    assert code_digest(1, code) == code_digest(1, printed(code).lower().replace("-", " "))
    assert code_digest(1, code) != code_digest(2, code)


def _raw(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()
