"""Mail from the commit to the server and back, by processes of their own that may die at any moment."""

import os
import subprocess
import sys

import pytest
from tests.database import KEYS, SERVER
from tests.jobs.queue import drain, kill, rows, state, until, worker
from tests.notices.conftest import NOW
from tests.notices.test_bounces import REPORT, WHOLE

from gongkai.isolation.roles import Role
from gongkai.jobs import tasks
from gongkai.jobs.acting import acting
from gongkai.notices.models import Mail, State
from gongkai.notices.outbox import Letter, post_mail
from gongkai.service.database import url


@pytest.fixture
def server(post_office):
    """Where the worker finds the mail server."""
    return {"GONGKAI_SMTP_HOST": "127.0.0.1", "GONGKAI_SMTP_PORT": str(post_office.port)}


def post(cast):
    """Post a mail in a transaction that is committed; its job."""
    with cast.entered(cast.wang):
        letter = Letter(subject="答复期限", text="请看")
        post_mail("li@justice.example", letter, organ=cast.justice.pk, at=NOW)
    ((job,),) = rows("SELECT id FROM procrastinate_jobs WHERE task_name = 'notices.send_mail'")
    return job


def mail(cast):
    with acting([cast.justice.pk]):
        return Mail.objects.get()


def test_a_worker_sends_what_was_posted(committed, post_office):
    job = post(committed)
    drain()
    assert state(job) == ("succeeded", 1)
    assert len(post_office.handler.accepted) == 1
    assert mail(committed).state == State.SENT


def test_a_mail_under_way_when_its_worker_is_killed_is_sent_by_the_next(
    own_database, committed, post_office, server, tmp_path
):
    post_office.handler.hangs = True
    job = post(committed)
    with worker(own_database, tmp_path / "log", **server) as first:
        until(lambda: post_office.handler.asked)
        kill(first)
    post_office.handler.hangs = False
    assert (state(job)[0], mail(committed).state) == ("doing", State.WAITING)
    tasks.taken_up(0)
    drain()
    assert state(job) == ("succeeded", 2)
    assert len(post_office.handler.accepted) == 1
    assert mail(committed).state == State.SENT


def test_a_mail_whose_server_was_away_is_sent_when_it_is_back(committed, post_office, settings):
    job = post(committed)
    settings.EMAIL_PORT = 1
    drain()
    settings.EMAIL_PORT = post_office.port
    assert state(job) == ("todo", 1)
    assert "没有丢失" in mail(committed).last_error
    rows("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE id = %s RETURNING id", job)
    drain()
    assert len(post_office.handler.accepted) == 1
    assert mail(committed).state == State.SENT


def taken_in(database, message):
    """``gongkai mail bounce`` as a mail system calls it; its exit code and what it says."""
    environment = os.environ | {"DATABASE_URL": url(os.environ[SERVER], database, Role.APP, KEYS[Role.APP])}
    command = [sys.executable, "-m", "gongkai", "mail", "bounce"]
    done = subprocess.run(command, env=environment, input=message, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_the_mail_system_hands_in_a_report(own_database, committed):
    post(committed)
    report = REPORT.format(
        to="bounces@sfj.example", status="5.1.1", original=WHOLE.format(id=mail(committed).pk)
    ).encode()
    code, told = taken_in(own_database, report)
    assert (code, mail(committed).state) == (0, State.BOUNCED), told
    assert "已登记退回" in told
    code, told = taken_in(own_database, b"hello")
    assert (code, "不是投递报告" in told) == (2, True), told


def test_a_report_that_comes_while_the_database_is_away_is_asked_for_again(own_database):
    code, told = taken_in(f"{own_database}_absent", b"hello")
    assert code == 75
    assert "数据库" in told
