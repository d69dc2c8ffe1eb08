"""What of disclosure on request is due, and whose business it is."""

from datetime import date, timedelta

import pytest
from tests.requests.actions.test_answering import ON, RELEASE, looked_through
from tests.requests.office import ASKED_FOR, PERSON, RECEIVED

from gongkai.handlers import DUE_SOURCES
from gongkai.law import events as law
from gongkai.notices.digest import digest
from gongkai.notices.due import items
from gongkai.organs.models import Appointment
from gongkai.requests.actions import answering, handling
from gongkai.requests.sources import requests_due, waited

DUE = date(2026, 10, 26)
SECRETS = (*(value for value in PERSON.values() if len(value) > 6), PERSON["name"], ASKED_FOR)


def due(office, on):
    found = list(requests_due(office.cast.justice.pk, on))
    assert not any(secret in item.title for item in found for secret in SECRETS)
    return found


def told(office, on):
    """Titles and last days, with who is to see to it."""
    names = {person.pk: person.name for person in (office.cast.wang, office.cast.li, office.cast.zhou)}
    return [(one.title, one.due, {names[person] for person in one.people}) for one in due(office, on)]


def drafted(office):
    request = office.handled()
    looked_through(request, office)
    tie = answering.begin_letter(request, "L13", on=ON, by=office.cast.wang)
    office.filled(tie, RELEASE, on=ON)
    answering.submit_reply(tie, on=ON, by=office.cast.wang)
    return request, tie


def reviewed(office, request, review, *, passed=True, on=ON):
    event = law.Reviewed(on=on, review=review, by="李审核", passed=passed)
    handling.happen(request, event, on=on, by=office.cast.wang)


def test_a_new_request_is_due_at_once_to_the_clerks_and_the_head(office):
    office.submit()
    assert told(office, RECEIVED) == [("申请2026-0001：待登记", date(2026, 9, 22), {"王经办", "周主任"})]
    assert due(office, RECEIVED)[0].url.startswith("/desk/requests/")


def test_one_by_ordinary_mail_waits_for_the_confirmation(office):
    office.submit(channel=law.Channel.ORDINARY_MAIL)
    assert [one.title for one in due(office, RECEIVED)] == ["申请2026-0001：待与申请人确认、登记"]


@pytest.mark.parametrize(
    ("on", "is_due"),
    [(date(2026, 10, 20), False), (date(2026, 10, 21), True), (DUE, True), (date(2026, 11, 9), True)],
)
def test_a_limit_is_due_from_three_working_days_before_to_its_handler(office, on, is_due):
    request = office.handled()
    search = law.Searched(on=date(2026, 10, 12), systems=("公文",), keywords=("x",), by="王经办", result="有")
    handling.happen(request, search, on=date(2026, 10, 12), by=office.cast.wang)
    expected = [("申请2026-0001：答复申请人", DUE, {"王经办"})] if is_due else []
    assert told(office, on) == expected


def test_who_has_left_is_nobodys_handler(office):
    request = office.registered()
    handling.name_handler(request, office.cast.li, on=RECEIVED, by=office.cast.wang)
    on = date(2026, 10, 8)  # the last day to ask for a supplement
    assert told(office, on) == [("申请2026-0001：发出补正通知", on, {"李审核"})]
    with office.cast.entered(office.cast.qian):
        Appointment.objects.filter(user=office.cast.li).update(until_on=RECEIVED)
    assert told(office, on)[0][2] == {"王经办", "周主任"}


def test_a_draft_waits_for_its_reviews_then_for_its_signature(office):
    request, _ = drafted(office)
    due_on = date(2026, 10, 15)
    assert told(office, ON) == [
        ("申请2026-0001的答复：待公开审查", due_on, {"李审核", "周主任"}),
        ("申请2026-0001的答复：待保密审查", due_on, {"周主任"}),
        ("申请2026-0001的答复：待法制审核", due_on, set()),
    ]
    reviewed(office, request, law.Review.DISCLOSURE)
    reviewed(office, request, law.Review.SECRECY)
    assert [one.title for one in due(office, ON)] == ["申请2026-0001的答复：待法制审核"]
    reviewed(office, request, law.Review.LEGAL)
    assert told(office, ON) == [("申请2026-0001的答复：待签发", due_on, {"周主任"})]


def test_a_failed_review_is_for_the_handler_and_a_new_draft_is_reviewed_anew(office):
    request, tie = drafted(office)
    reviewed(office, request, law.Review.DISCLOSURE, passed=False)
    assert told(office, ON) == [("申请2026-0001的答复：审查未通过，待修改", date(2026, 10, 15), {"王经办"})]
    later = ON + timedelta(1)
    answering.submit_reply(tie, on=later, by=office.cast.wang)
    assert len(due(office, later)) == 3


def test_a_letter_that_was_signed_waits_to_be_sent_and_one_that_came_back_to_be_sent_again(office):
    request, tie = drafted(office)
    office.reviewed(request, on=ON)
    office.signed(tie, on=ON)
    title = tie.letter.title
    assert told(office, ON) == [
        (f"《{title}》已签发，待发出（申请2026-0001）", date(2026, 10, 15), {"王经办"})
    ]
    assert due(office, ON)[0].url.endswith(f"/letters/{tie.letter_id}/")
    answering.send_letter(tie, proof="XA1", on=ON, by=office.cast.wang)
    assert due(office, ON) == []
    back = date(2026, 10, 19)
    answering.return_letter(tie, "无人签收", on=back, by=office.cast.wang)
    assert told(office, back) == [(f"《{title}》被退回，待重新送达（申请2026-0001）", back, {"王经办"})]


@pytest.mark.parametrize(
    ("limit", "on", "expected"),
    [
        (None, ON, date(2026, 10, 15)),
        (None, date(2026, 10, 20), date(2026, 10, 20)),
        (date(2026, 10, 13), ON, date(2026, 10, 13)),
        (date(2026, 10, 13), date(2026, 10, 20), date(2026, 10, 13)),
    ],
)
def test_what_waits_inside_is_due_in_three_working_days_but_never_after_its_limit(limit, on, expected):
    assert waited(ON, limit, on) == expected


def test_the_daily_digest_tells_it(office):
    office.submit()
    organ = office.cast.justice.pk
    assert requests_due in DUE_SOURCES
    news = digest(office.cast.wang.pk, items(organ, RECEIVED), [], on=RECEIVED, organ=organ)
    assert "申请2026-0001：待登记（9月22日）" in news.body
    assert digest(office.cast.li.pk, items(organ, RECEIVED), [], on=RECEIVED, organ=organ) is None
