"""The receipt that follows from a request handed in on the website: a mail and a letter, each once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.utils.timezone import localdate, now  # noqa: TID251  its jobs ask the clock
from tests.jobs.queue import drain, kill, rows, until, worker
from tests.requests.office import ASKED_FOR, HEAD, PERSON, RECEIVED, moment

from gongkai.isolation import scope
from gongkai.jobs import tasks as queue
from gongkai.jobs.acting import acting
from gongkai.law import events as law
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.ledger.subjects import subject
from gongkai.letters.actions import NotReadyError, set_letterhead
from gongkai.letters.models import Letter
from gongkai.notices.models import Mail
from gongkai.organs.models import Organ
from gongkai.portal.requests.handing_in import When, hand_in
from gongkai.requests.actions import intake
from gongkai.requests.actions.intake import Arrival, Asked
from gongkai.requests.codes import printed
from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import applicant_of
from gongkai.requests.tasks import mail_parts, mail_receipt, write_receipt

CLICKS = 4
JUST_NOW = "SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE 'requests.%%' AND status = 'todo'"


def online(office, content=ASKED_FOR, **changes):
    """Handed in today by the website's form."""
    asked = Asked(content=content, applicant={**PERSON, **changes}, once=uuid4())
    arrival = Arrival(channel=law.Channel.WEB, submitted_on=localdate())
    return intake.submit_once(office.cast.justice, asked, arrival, at=now(), by=office.cast.wang)


def entry_of(request):
    return Entry.objects.get(about=subject(request), act="law.Confirmed").pk


def do(job, request):
    job(entry=entry_of(request), organ=request.organ_id)


def mails(request):
    with acting([request.organ_id]):
        return list(Mail.objects.all())


def test_a_request_asks_for_its_receipt_in_the_same_transaction(office):
    online(office)
    with acting([office.cast.justice.pk]):
        assert rows(JUST_NOW) == [(2,)]


def test_the_mail_tells_number_and_code_and_nothing_else_of_the_person(office):
    made = online(office)
    for _ in range(2):
        do(mail_receipt, made.request)
    (mail,) = mails(made.request)
    assert mail.to == PERSON["email"]
    for told in (made.request.serial, printed(made.code), "/justice/follow/"):
        assert told in mail.text
    for private in (PERSON["name"], PERSON["id_number"], PERSON["phone"], PERSON["address"], ASKED_FOR):
        assert private not in mail.subject + mail.text


def test_who_gave_no_address_gets_no_mail(office):
    made = online(office, email="")
    do(mail_receipt, made.request)
    assert mails(made.request) == []


def test_each_part_of_a_split_request_is_told_of_with_its_own_code(office):
    made = online(office)
    on, by = localdate(), office.cast.wang
    intake.register(made.request, law.Applicant.NATURAL, ["甲", "乙", "丙"], on=on, by=by)
    parts = intake.split(made.request, [["乙"], ["丙"]], on=on, at=now(), by=by)
    entry = Entry.objects.get(about=subject(made.request), act="law.Split").pk
    for _ in range(2):
        mail_parts(entry=entry, organ=made.request.organ_id)
    texts = sorted(mail.text for mail in mails(made.request))
    assert len(texts) == len(parts)
    for text, part in zip(texts, parts, strict=True):
        assert part.serial in text
        assert printed(applicant_of(part)["code"]) in text
        assert printed(made.code) not in text


def test_the_letter_is_numbered_signed_and_handed_out_once(office):
    made = online(office)
    for _ in range(2):
        do(write_receipt, made.request)
    letter = Letter.objects.get()
    number = f"示司公登〔{localdate().year}〕1号"
    assert (letter.code, letter.number, letter.state) == ("L01", number, "served")
    assert letter.slots["items"] == [ASKED_FOR]
    assert letter.slots["due_on"] == made.request.due_on.isoformat()
    assert not broken()


@pytest.mark.parametrize(
    "content",
    ["13912345678的登记资料", "《政府信息公开条例》第九十九条的解释", "住在6222021234567890128的账"],
)
def test_words_that_a_check_stops_keep_nobody_waiting_for_the_receipt(office, content):
    made = online(office, content)
    do(write_receipt, made.request)
    letter = Letter.objects.get()
    assert letter.state == "served"
    assert letter.number.endswith("1号")
    assert content not in str(letter.slots)
    assert letter.slots["items"] == [f"第{made.request.serial}号申请书所列信息"]


def test_without_a_code_of_the_organ_the_job_says_what_to_fill_in_and_the_mail_goes_out(office):
    made = online(office)
    with office.cast.entered(office.cast.qian):
        Organ.objects.filter(pk=office.cast.justice.pk).update(document_code="")
    with pytest.raises(NotReadyError, match="机关代字"):
        do(write_receipt, made.request)
    do(mail_receipt, made.request)
    assert len(mails(made.request)) == 1


def test_what_came_otherwise_is_left_to_the_office(office):
    by_mail = office.submit(channel=law.Channel.EMAIL, confirmed_on=RECEIVED).request
    at_the_desk = office.submit().request
    for request in (by_mail, at_the_desk):
        do(mail_receipt, request)
        do(write_receipt, request)
    assert not Letter.objects.exists()
    assert mails(by_mail) == []


@pytest.mark.usefixtures("own_database")
def test_the_same_form_from_several_processes_at_once_makes_one_request(committed):
    asked = Asked(content=ASKED_FOR, applicant=PERSON, once=uuid4())
    start = Barrier(CLICKS)

    def click(_):
        try:
            start.wait()
            with scope.entered(scope.PUBLIC):
                organ = Organ.objects.get(pk=committed.justice.pk)
                return hand_in(organ, asked, [], when=When(localdate(), now()))
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as browsers:
        made = list(browsers.map(click, range(CLICKS)))
    assert len({one.code for one in made}) == 1
    assert sorted(one.is_new for one in made) == [False] * (CLICKS - 1) + [True]
    with acting([committed.justice.pk]):
        assert InfoRequest.objects.get().number == 1
        assert rows(JUST_NOW) == [(2,)]
        assert not broken()


def test_a_worker_killed_after_the_receipt_leaves_mail_and_letter_to_the_next(
    own_database,
    committed,
    post_office,
    tmp_path,
):
    server = {"GONGKAI_SMTP_HOST": "127.0.0.1", "GONGKAI_SMTP_PORT": str(post_office.port)}
    with committed.entered(committed.qian):
        Organ.objects.filter(pk=committed.justice.pk).update(document_code="示司")
        set_letterhead(committed.justice, HEAD, on=RECEIVED, by=committed.qian)
    post_office.handler.hangs = True
    with scope.entered(scope.PUBLIC):
        asked = Asked(content=ASKED_FOR, applicant=PERSON, once=uuid4())
        organ = Organ.objects.get(pk=committed.justice.pk)
        made = hand_in(organ, asked, [], when=When(localdate(), moment(localdate())))
    with worker(own_database, tmp_path / "log", **server) as first:
        until(lambda: post_office.handler.asked)
        kill(first)
    post_office.handler.hangs = False
    for _ in range(2):
        queue.taken_up(0)
        drain()
    # the office is written to as well: it has something due
    (sent,) = [mail for mail in post_office.handler.accepted if mail["To"] == PERSON["email"]]
    assert printed(made.code) in sent.get_body(("plain",)).get_content()
    with acting([organ.pk]):
        assert Letter.objects.get().state == "served"
        assert Mail.objects.filter(to=PERSON["email"]).count() == InfoRequest.objects.count() == 1
        assert not broken()
