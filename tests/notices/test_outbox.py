"""Mail through a real server: sent once, put off, refused, waiting, and never lost."""

import json
import socket
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.database import as_owner
from tests.notices import certificate
from tests.notices.conftest import NOW
from tests.notices.smtp import RudeAtTheEnd

from gongkai.isolation import scope
from gongkai.jobs.acting import acting
from gongkai.jobs.errors import JobError
from gongkai.ledger.models import Entry
from gongkai.notices import outbox, tasks
from gongkai.notices.models import Mail, QuietHours, Sms, State
from gongkai.notices.outbox import send_mail, send_sms
from gongkai.notices.transport import NotAcceptedError
from gongkai.notices.wording import AddressError

KEY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def sent(cast):
    """Do the job of a mail, and look at the mail afterwards."""

    def send(mail):
        send_mail(organ=cast.justice.pk, mail=mail)
        return now_of(cast, mail)

    return send


def now_of(cast, mail):
    with acting([cast.justice.pk]):
        return Mail.objects.get(pk=mail)


def waiting_jobs(cast, task):
    with acting([cast.justice.pk]):
        return list(
            ProcrastinateJob.objects.filter(task_name=task, status="todo")
            .order_by("pk")
            .values_list("scheduled_at", flat=True)
        )


def test_a_mail_is_sent_and_its_text_forgotten(post_office, posted, sent):
    mail = sent(posted(text="请点此设置密码"))
    assert (mail.state, mail.text, mail.attempts) == (State.SENT, "", 1)
    (arrived,) = post_office.handler.accepted
    assert (arrived["To"], arrived["Subject"]) == ("li@justice.example", "答复期限")
    assert arrived["Message-ID"] == mail.message_id
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert "请点此设置密码" in arrived.get_content()


def test_a_mail_marked_sent_is_not_sent_twice(post_office, posted, sent):
    mail = posted()
    sent(mail)
    sent(mail)
    assert len(post_office.handler.accepted) == 1


def test_a_mail_that_a_job_posts_again_is_the_same_mail(post_office, cast, sent):
    for _ in range(2):
        with cast.entered(cast.wang):
            letter = outbox.Letter(subject="答复期限", text="请看")
            outbox.post_mail("li@justice.example", letter, organ=cast.justice.pk, at=NOW, key=UUID(KEY))
    sent(KEY)
    sent(KEY)
    assert len(post_office.handler.accepted) == 1


def test_bounces_come_back_to_an_address_that_names_the_mail(post_office, posted, sent, settings):
    settings.MAIL_BOUNCES = "bounces@sfj.example"
    settings.DEFAULT_FROM_EMAIL = "市司法局 <gongkai@sfj.example>"
    mail = sent(posted())
    assert post_office.handler.envelopes[0][0] == f"bounces+{mail.pk}@sfj.example"
    assert post_office.handler.accepted[0]["From"] == "市司法局 <gongkai@sfj.example>"


@pytest.mark.parametrize(
    ("to", "code"), [("unknown@justice.example", "550"), ("spam@justice.example", "554")]
)
@pytest.mark.usefixtures("post_office")
def test_a_mail_refused_for_good_has_bounced_at_once(cast, posted, sent, to, code):
    mail = sent(posted(to))
    assert (mail.state, mail.text) == (State.BOUNCED, "")
    assert "5." in mail.last_error
    with cast.entered(cast.zhou):
        entry = Entry.objects.get()
    assert (entry.act, entry.data) == ("notices.MailBounced", {"code": code})
    assert "@" not in str(entry.data)


def test_a_mail_that_should_come_later_waits_and_is_tried_again(cast, post_office, posted):
    mail = posted("later@justice.example")
    with pytest.raises(NotAcceptedError, match="没有丢失"):
        send_mail(organ=cast.justice.pk, mail=mail)
    waits = now_of(cast, mail)
    assert (waits.state, waits.attempts, waits.text) == (State.WAITING, 1, "请看")
    assert "稍后再试" in waits.last_error
    assert post_office.handler.accepted == []


def test_a_server_that_is_away_loses_nothing(cast, posted, settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()
        mail = posted()
        with pytest.raises(NotAcceptedError, match="暂时无法使用"):
            send_mail(organ=cast.justice.pk, mail=mail)
    assert now_of(cast, mail).state == State.WAITING


def test_a_server_that_hangs_does_not_hold_the_job(cast, post_office, posted):
    post_office.handler.hangs = True
    mail = posted()
    with pytest.raises(NotAcceptedError):
        send_mail(organ=cast.justice.pk, mail=mail)
    assert now_of(cast, mail).state == State.WAITING


def test_how_the_talk_ends_changes_nothing_once_the_mail_was_taken(post_office, posted, sent):
    post_office.kind = RudeAtTheEnd
    assert sent(posted()).state == State.SENT
    assert len(post_office.handler.accepted) == 1


def test_a_server_without_the_encryption_asked_for_is_sent_nothing(cast, post_office, posted, settings):
    settings.EMAIL_USE_TLS = True
    mail = posted()
    with pytest.raises(NotAcceptedError, match="加密方式"):
        send_mail(organ=cast.justice.pk, mail=mail)
    assert post_office.handler.accepted == []


def test_a_mail_goes_encrypted_to_a_server_whose_certificate_is_trusted(
    locked_post_office, posted, sent, monkeypatch
):
    server, found = locked_post_office
    monkeypatch.setenv("SSL_CERT_FILE", str(found))
    assert sent(posted()).state == State.SENT
    (arrived,) = server.handler.accepted
    assert arrived["Subject"] == "答复期限"
    ((_, protocol, _),) = server.handler.ciphers
    assert protocol in {"TLSv1.2", "TLSv1.3"}


@pytest.mark.parametrize("address", [None, "127.0.0.2"])
def test_nothing_is_sent_to_a_server_that_cannot_prove_its_name(
    cast, locked_post_office, posted, monkeypatch, tmp_path, address
):
    server, found = locked_post_office
    if address:  # trusted, but made out to another; the running server speaks with it from now on
        server.SMTP_kwargs["tls_context"].load_cert_chain(
            certificate.make(tmp_path, address).with_name("server.pem")
        )
        monkeypatch.setenv("SSL_CERT_FILE", str(found))
    mail = posted()
    with pytest.raises(NotAcceptedError, match="证书不受信任，或者与所填的服务器名不符"):
        send_mail(organ=cast.justice.pk, mail=mail)
    assert server.handler.asked == 0
    assert now_of(cast, mail).state == State.WAITING


def test_a_server_that_wants_encryption_takes_nothing_in_the_clear(
    cast, locked_post_office, posted, settings
):
    settings.EMAIL_USE_TLS = False
    mail = posted()
    with pytest.raises(NotAcceptedError):
        send_mail(organ=cast.justice.pk, mail=mail)
    assert locked_post_office[0].handler.asked == 0
    assert now_of(cast, mail).state == State.WAITING


def test_no_header_is_smuggled_in_by_a_subject(post_office, posted, sent):
    sent(posted(subject="答复期限\r\nBcc: thief@evil.example\u2028\x00X: y"))
    (arrived,) = post_office.handler.accepted
    assert arrived["Bcc"] is None
    assert post_office.handler.envelopes[0][1] == ["li@justice.example"]
    assert arrived["Subject"] == "答复期限 Bcc: thief@evil.example X: y"


def test_a_text_with_what_cannot_be_stored_is_sent_without_it(post_office, posted, sent):
    assert sent(posted(text="第一行\x00\ud800\n第二行")).state == State.SENT
    assert post_office.handler.accepted[0].get_content().splitlines() == ["第一行", "第二行"]


@pytest.mark.parametrize(
    "to", ["", "li", "li@x.example\nBcc: t@evil.example", "li@x.example\x00", "a@b.example, c@d.example"]
)
def test_what_is_no_address_is_refused(posted, to):
    with pytest.raises(AddressError, match="格式不对"):
        posted(to)


def test_in_quiet_hours_a_mail_waits_for_the_next_working_morning(
    cast, post_office, posted, sent, monkeypatch
):
    night = NOW.replace(hour=14)  # 22:00 in China
    monkeypatch.setattr(outbox, "now", lambda: night)
    mail = posted(quiet_for=cast.li.pk)
    assert sent(mail).state == State.WAITING
    assert post_office.handler.accepted == []
    first, later = waiting_jobs(cast, "notices.send_mail")
    assert first is None
    assert later.astimezone(outbox.localtime(NOW).tzinfo).isoformat() == "2026-11-26T08:00:00+08:00"
    monkeypatch.setattr(outbox, "now", lambda: later)
    assert sent(mail).state == State.SENT


@pytest.mark.usefixtures("post_office")
def test_what_a_person_waits_for_is_sent_by_night(posted, sent, monkeypatch):
    monkeypatch.setattr(outbox, "now", lambda: NOW.replace(hour=14))
    assert sent(posted()).state == State.SENT


@pytest.mark.usefixtures("post_office")
def test_a_person_without_quiet_hours_is_told_by_night(cast, posted, sent, monkeypatch):
    with cast.entered(cast.li):
        QuietHours.objects.create(user=cast.li, begins="00:00", ends="00:00", on_days_off=False)
    monkeypatch.setattr(outbox, "now", lambda: NOW.replace(hour=14))
    assert sent(posted(quiet_for=cast.li.pk)).state == State.SENT


def test_nobody_at_the_desk_reads_a_mail(cast, posted):
    posted(text="链接")
    for person in (cast.wang, cast.qian, cast.sun):
        with cast.entered(person):
            assert Mail.objects.count() == 0
            assert Mail.objects.update(to="thief@evil.example") == 0


def test_at_the_gate_a_mail_is_written_and_not_read(cast):
    with scope.entered(scope.GATE):
        letter = outbox.Letter(subject="重设密码", text="链接")
        outbox.post_mail("li@justice.example", letter, organ=cast.justice.pk, at=NOW)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Mail.objects.count()
    with acting([cast.justice.pk]):
        assert Mail.objects.get().text == "链接"


def test_a_mail_that_no_job_will_send_is_found(cast, posted):
    mail = posted()
    with acting([cast.justice.pk]):
        assert tasks.orphans(Mail, cast.justice.pk, "mail", before=NOW.replace(hour=9)) == []
    with as_owner():
        ProcrastinateJob._base_manager.all()._raw_delete(using="default")
    with acting([cast.justice.pk]):
        assert tasks.orphans(Mail, cast.justice.pk, "mail", before=NOW) == []
        assert tasks.orphans(Mail, cast.justice.pk, "mail", before=NOW.replace(hour=9)) == [mail]
    tasks.sweep(at=NOW.replace(hour=9))
    assert waiting_jobs(cast, "notices.send_mail") == [None]


def test_a_text_message_becomes_a_file(cast, settings, tmp_path):
    settings.SMS_FILE_PATH = tmp_path
    with cast.entered(cast.wang):
        outbox.post_sms(
            "13812345678", "今日到期\n2件", organ=cast.justice.pk, at=NOW, quiet_for=None, key=UUID(KEY)
        )
    for _ in range(2):
        send_sms(organ=cast.justice.pk, message=KEY)
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_text()) == {"to": "13812345678", "text": "今日到期 2件"}
    with acting([cast.justice.pk]):
        assert (Sms.objects.get().state, Sms.objects.get().attempts) == (State.SENT, 1)


class Away:
    def send(self, **_):
        raise JobError("短信平台暂时无法使用")


def test_a_text_message_that_is_not_taken_waits(cast, settings):
    settings.SMS_BACKEND = "tests.notices.test_outbox.Away"
    with cast.entered(cast.wang):
        outbox.post_sms("13812345678", "到期", organ=cast.justice.pk, at=NOW, quiet_for=None, key=UUID(KEY))
    with pytest.raises(JobError):
        send_sms(organ=cast.justice.pk, message=KEY)
    with acting([cast.justice.pk]):
        assert (Sms.objects.get().state, Sms.objects.get().last_error) == (
            State.WAITING,
            "短信平台暂时无法使用",
        )
