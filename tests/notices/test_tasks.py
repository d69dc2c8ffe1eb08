"""What follows from acts: invitations go out, and that a mail came back is told."""

import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import TODAY
from tests.notices.conftest import NOW
from tests.notices.test_bounces import REPORT, WHOLE

from gongkai.isolation import scope
from gongkai.jobs.acting import acting
from gongkai.ledger.models import Entry
from gongkai.notices import tasks
from gongkai.notices.inbox import News, mark_read, tell
from gongkai.notices.models import Kind, Mail, Notice, State
from gongkai.notices.queries import inbox
from gongkai.organs.actions import Person, invite, renew_invitation
from gongkai.organs.models import Role, User


def jobs(cast, task):
    with acting([cast.justice.pk]):
        return list(ProcrastinateJob.objects.filter(task_name=task).order_by("pk"))


def only_mail(cast):
    with acting([cast.justice.pk]):
        return Mail.objects.get()


@pytest.fixture
def invited(cast):
    with cast.entered(cast.qian):
        person = Person(email="wu@justice.example", name="吴新人")
        return invite(cast.justice, person, roles=[Role.CLERK], on=TODAY, at=NOW, by=cast.qian)


@pytest.mark.usefixtures("invited")
def test_an_invitation_is_sent_with_a_link_to_choose_a_password(cast):
    (job,) = jobs(cast, "notices.invite")
    tasks.send_invitation(**job.args)
    mail = only_mail(cast)
    assert (mail.to, mail.quiet_for_id) == ("wu@justice.example", None)
    assert "吴新人，您好" in mail.text
    (link,) = [line for line in mail.text.splitlines() if "/accounts/password/reset/key/" in line]
    page = Client().get(link.removeprefix("http://127.0.0.1:8000"), follow=False)
    # allauth takes the key out of the address and into the session
    assert page.status_code == 302
    assert page["Location"].endswith("-set-password/")


def test_a_renewed_invitation_is_sent_again_and_none_to_who_has_a_password(cast, invited):
    with cast.entered(cast.qian):
        renew_invitation(invited, on=TODAY, at=NOW, by=cast.qian)
    first, second = jobs(cast, "notices.invite")
    tasks.send_invitation(**first.args)
    with acting([cast.justice.pk]):
        assert Mail.objects.count() == 1
    with scope.entered(scope.GATE):
        User.objects.filter(pk=invited.pk).update(password="argon2$something")
    tasks.send_invitation(**second.args)
    with acting([cast.justice.pk]):
        assert Mail.objects.count() == 1


def reported(mail, status="5.1.1"):
    text = REPORT.format(to="bounces@sfj.example", status=status, original=WHOLE.format(id=mail))
    return text.encode()


@pytest.fixture
def take_in(monkeypatch):
    """Run the command with a message on its standard input; what it says."""

    def run(message):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(message)))
        out = io.StringIO()
        call_command("bounce", stdout=out)
        return out.getvalue()

    return run


def test_a_mail_reported_as_undeliverable_is_told_to_the_administrators(cast, posted, take_in):
    mail = posted()
    assert "已登记退回" in take_in(reported(mail))
    bounced = only_mail(cast)
    assert (bounced.state, bounced.last_error) == (
        State.BOUNCED,
        "smtp; 550 5.1.1 <li@justice.example>: User unknown",
    )
    (job,) = jobs(cast, "notices.tell_of_bounce")
    tasks.tell_of_bounce(**job.args)
    tasks.tell_of_bounce(**job.args)
    with cast.entered(cast.qian):
        notice = inbox(cast.qian).get()
        assert notice.title == "一封邮件被退回：答复期限"
        assert "li@justice.example" in notice.body
    with cast.entered(cast.zhou):
        assert Notice.objects.count() == 0


def test_a_mail_that_was_sent_can_still_come_back(cast, posted, post_office, take_in):
    mail = posted()
    tasks.send_mail(organ=cast.justice.pk, mail=mail)
    assert len(post_office.handler.accepted) == 1
    take_in(reported(mail))
    assert only_mail(cast).state == State.BOUNCED


def test_a_report_is_taken_in_once(cast, posted, take_in):
    mail = posted()
    take_in(reported(mail))
    assert "无需再次登记" in take_in(reported(mail))
    with cast.entered(cast.zhou):
        assert Entry.objects.count() == 1


def test_a_delay_is_no_bounce(cast, posted, take_in):
    assert "投递推迟" in take_in(reported(posted(), status="4.4.1"))
    assert only_mail(cast).state == State.WAITING


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("message", "words"),
    [
        (b"hello", "不是投递报告"),
        (reported("00000000-0000-4000-8000-000000000009"), "没有这封邮件"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_with_a_code_for_the_mail_system(take_in, message, words):
    with pytest.raises(CommandError, match=words) as refusal:
        take_in(message)
    assert refusal.value.returncode == 2


def test_what_is_old_is_cleared_away(cast, posted):
    posted()
    with cast.entered(cast.wang):
        for key in "12":
            news = News(kind=Kind.TASK, key=key, title="x")
            tell([cast.li.pk], news, organ=cast.justice.pk, at=NOW)
    with cast.entered(cast.li):
        mark_read(inbox(cast.li)[0], at=NOW)
    tasks.clear_away(at=NOW + timedelta(days=179))
    assert only_mail(cast)
    tasks.clear_away(at=NOW + timedelta(days=181))
    with acting([cast.justice.pk]):
        assert Mail.objects.count() == 0
        assert [notice.read_at for notice in Notice.objects.all()] == [None]
