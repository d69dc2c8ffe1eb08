"""The page of jobs that did not succeed."""

import pytest
from tests.cast import SINCE
from tests.database import as_owner
from tests.desk.visitor import logged_in
from tests.jobs.queue import queued, state

from gongkai.jobs.queries import troubled
from gongkai.ledger.models import Entry
from gongkai.organs.models import Appointment, Role

PAGE = "/desk/jobs/"


def seen(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def jobs_of(cast, person):
    with cast.entered(person):
        return {job.pk: job.is_given_up for job in troubled()}


def test_the_page_tells_what_failed_why_and_in_detail(cast):
    queued(cast.justice)
    page = seen(logged_in(cast.zhou))
    for words in ("总会失败", "已停止", "对方没有应答", "技术详情", "Traceback…", "再试一次"):
        assert words in page


def test_a_job_whose_worker_ended_is_explained_too(cast):
    queued(cast.justice, told="")
    assert "办理时任务进程中断" in seen(logged_in(cast.zhou))


def test_a_job_that_is_tried_again_by_itself_has_no_button(cast):
    queued(cast.justice, "todo")
    page = seen(logged_in(cast.zhou))
    assert "等待自动重试" in page
    assert "再试一次" not in page


def test_without_trouble_the_page_says_what_would_be_here(cast):
    assert "没有未办成的任务" in seen(logged_in(cast.zhou))


def test_jobs_of_another_organ_are_not_shown(cast):
    queued(cast.finance, told="财政局的任务")
    assert "财政局的任务" not in seen(logged_in(cast.zhou))


def test_a_supervisor_looks_and_changes_nothing(cast):
    job = queued(cast.justice)
    client = logged_in(cast.sun)
    assert "再试一次" not in seen(client)
    assert client.post(f"{PAGE}{job}/retry/").status_code == 403
    assert jobs_of(cast, cast.zhou) == {job: True}


def test_a_clerk_has_no_business_here(cast):
    job = queued(cast.justice)
    client = logged_in(cast.wang)
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}{job}/retry/").status_code == 403


def test_trying_again_puts_the_job_into_the_queue_and_the_ledger(cast):
    job = queued(cast.justice)
    answer = logged_in(cast.zhou).post(f"{PAGE}{job}/retry/", follow=True)
    assert "已重新排队" in answer.content.decode()
    assert jobs_of(cast, cast.zhou) == {job: False}
    with cast.entered(cast.zhou):
        assert Entry.objects.get().by_id == cast.zhou.pk


def test_who_presses_twice_is_told_so(cast):
    job = queued(cast.justice)
    client = logged_in(cast.zhou)
    client.post(f"{PAGE}{job}/retry/")
    assert "不需要再试" in client.post(f"{PAGE}{job}/retry/", follow=True).content.decode()


def test_a_job_of_another_organ_is_not_tried_again(cast):
    job = queued(cast.finance)
    answer = logged_in(cast.zhou).post(f"{PAGE}{job}/retry/", follow=True)
    assert "不在您可以查看的范围内" in answer.content.decode()
    with cast.entered(cast.zhao):
        assert state(job) == ("failed", 10)


@pytest.mark.parametrize(("status", "shown"), [("failed", True), ("todo", False), ("x", True)])
def test_the_list_is_filtered_by_state(cast, status, shown):
    queued(cast.justice, told="对方没有应答")
    assert ("对方没有应答" in seen(logged_in(cast.zhou), f"{PAGE}?status={status}")) is shown


def test_the_list_is_exported(cast):
    job = queued(cast.justice)
    answer = logged_in(cast.zhou).get(f"{PAGE}?_export=csv")
    _, row = answer.content.decode("utf-8-sig").splitlines()
    assert row.split(",")[:2] == ["总会失败", "已停止"]
    assert str(job) in row


def test_a_retry_needs_a_post(cast):
    job = queued(cast.justice)
    assert logged_in(cast.zhou).get(f"{PAGE}{job}/retry/").status_code == 405


def test_the_administrator_of_the_topmost_organ_looks_after_the_jobs_of_the_installation(cast):
    job = queued(None, told="磁盘已满")
    assert "磁盘已满" not in seen(logged_in(cast.sun))
    with as_owner():
        Appointment.objects.create(user=cast.sun, organ=cast.city, role=Role.ADMINISTRATOR, since_on=SINCE)
    client = logged_in(cast.sun)
    page = seen(client)
    for words in ("磁盘已满", "整个平台", "再试一次"):
        assert words in page
    answer = client.post(f"{PAGE}{job}/retry/", follow=True)
    assert "已重新排队" in answer.content.decode()
    assert state(job) == ("todo", 0)


def test_an_administrator_of_one_organ_does_not(cast):
    job = queued(None, told="磁盘已满")
    client = logged_in(cast.qian)
    assert "磁盘已满" not in seen(client)
    answer = client.post(f"{PAGE}{job}/retry/", follow=True)
    assert "不在您可以查看的范围内" in answer.content.decode()
    assert state(job) == ("failed", 10)
