"""Inviting, correcting and suspending people, giving and ending roles: what is kept, and what is refused."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import SINCE
from tests.database import as_owner
from tests.desk.visitor import logged_in

from gongkai.jobs.acting import acting
from gongkai.organs.models import Appointment, Role, Unit, User

PEOPLE = "/desk/organs/justice/people/"
ZHENG = {"name": "郑新人", "email": "zheng@justice.example", "phone": "", "roles": ["clerk", "publisher"]}


@pytest.fixture
def client(cast):
    return logged_in(cast.qian)


def post(client, address, data=None):
    """The page after the post, wherever it leads."""
    return client.post(PEOPLE + address, data or {}, follow=True).text


def refused(client, address, data):
    """The form again, with what was wrong."""
    answer = client.post(PEOPLE + address, data)
    assert answer.status_code == 422
    return answer.text


def kept(cast, ask):
    with cast.entered(cast.qian):
        return ask()


def invite(client, cast, **changes):
    post(client, "invite/", ZHENG | changes)
    return kept(cast, lambda: User.objects.get(email=(ZHENG | changes)["email"]))


def mails_asked_for(cast):
    with acting([cast.justice.pk]):
        return ProcrastinateJob.objects.filter(task_name="notices.invite").count()


def test_an_invited_person_waits_with_roles_and_a_unit(cast, client):
    with as_owner():
        office = Unit.objects.create(organ=cast.justice, name="局办公室")
    page = post(client, "invite/", ZHENG | {"unit": office.pk})
    for words in ("邀请邮件正在发出", "郑新人", "待接受邀请", "经办人、发布员", "局办公室"):
        assert words in page
    assert mails_asked_for(cast) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "请填写姓名。"),
        ({"email": "zheng"}, "电子邮箱的格式不对"),
        ({"email": "wang@justice.example"}, "已有用户使用"),
        ({"email": "zhao@finance.example"}, "共同的上级机关"),
        ({"email": "SYSTEM@gongkai.invalid"}, "已有用户使用"),
        ({"phone": "打我电话"}, "电话只能用数字"),
        ({"roles": []}, "请至少选择一个角色"),
        ({"roles": ["emperor"]}, "角色中没有这一项"),
        ({"unit": "999"}, "内设机构中没有这一项"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_and_what_was_typed_stays(cast, client, changes, words):
    page = refused(client, "invite/", ZHENG | changes)
    assert words in page
    assert ('value="郑新人"' in page) is ("name" not in changes)
    assert ('value="zheng@justice.example"' in page) is ("email" not in changes)
    assert mails_asked_for(cast) == 0


def test_the_summary_of_errors_leads_to_the_first_of_several_boxes(client):
    page = refused(client, "invite/", ZHENG | {"roles": []})
    assert 'href="#id_roles_0"' in page
    assert 'id="id_roles_0"' in page


def test_a_unit_of_another_organ_or_a_closed_one_is_no_choice(cast, client):
    with as_owner():
        foreign = Unit.objects.create(organ=cast.finance, name="预算科")
        closed = Unit.objects.create(organ=cast.justice, name="老科室", is_active=False)
    for unit in (foreign, closed):
        assert "内设机构中没有这一项" in refused(client, "invite/", ZHENG | {"unit": unit.pk})


def test_an_invitation_is_renewed_until_it_was_accepted(cast, client):
    zheng = invite(client, cast)
    assert "重新发出邀请邮件" in post(client, f"{zheng.pk}/renew/")
    assert mails_asked_for(cast) == 2
    assert "不需要再次邀请" in post(client, f"{cast.wang.pk}/renew/")


def test_a_wrong_address_is_corrected(cast, client):
    zheng = invite(client, cast)
    given = {"name": "郑新人", "email": "zheng.x@justice.example", "phone": "13800000000"}
    page = post(client, f"{zheng.pk}/change/", given | {"version": "1"})
    assert "人员信息已保存" in page
    assert "zheng.x@justice.example" in page
    assert mails_asked_for(cast) == 2
    told = refused(client, f"{zheng.pk}/change/", given | {"name": "郑人", "version": "1"})
    assert "其他人已经处理过此事项" in told
    assert "姓名：郑新人" in told


def test_the_address_of_who_logs_in_stays(cast, client):
    given = {"name": "王经办", "email": "w@justice.example", "version": "0"}
    page = refused(client, f"{cast.wang.pk}/change/", given)
    assert "另行邀请" in page
    assert "<h1>修改人员信息：王经办</h1>" in page


def test_a_person_is_suspended_and_reinstated(cast, client):
    other = logged_in(cast.wang)
    address = f"{cast.wang.pk}/"
    assert "王经办已停用" in post(client, f"{address}suspend/")
    assert other.get("/desk/")["Location"].startswith("/accounts/login/")
    assert "已经停用" in post(client, f"{address}suspend/")
    page = client.get(PEOPLE + address).text
    assert "授予角色</a>" not in page
    assert "王经办已恢复" in post(client, f"{address}reinstate/")
    assert "没有停用" in post(client, f"{address}reinstate/")


def test_the_last_administrator_stays(cast, client):
    assert "至少要有一名系统管理员" in post(client, f"{cast.qian.pk}/suspend/")
    own = kept(cast, lambda: Appointment.objects.get(user=cast.qian))
    told = refused(client, f"{cast.qian.pk}/roles/{own.pk}/end/", {"until_on": "2026-11-26"})
    assert "至少要有一名系统管理员" in told


def test_a_role_is_given_and_ended(cast, client):
    address = f"{cast.wang.pk}/roles/"
    given = {"role": "legal", "since_on": "2026-03-02"}
    page = post(client, f"{address}give/", given)
    assert "角色已授予" in page
    assert "法制审核员" in page
    assert "已经是法制审核员" in refused(client, f"{address}give/", given)
    assert "请选择角色。" in refused(client, f"{address}give/", given | {"role": ""})
    role = kept(cast, lambda: Appointment.objects.get(role=Role.LEGAL))
    ending = f"{address}{role.pk}/end/"
    assert "不能撤销" in client.get(PEOPLE + ending).text
    assert "不能早于开始日期" in refused(client, ending, {"until_on": "2026-03-01"})
    assert "请填写结束日期" in refused(client, ending, {"until_on": ""})
    assert "的角色“法制审核员”已结束" in post(client, ending, {"until_on": "2026-03-03"})
    assert "无需再次结束" in refused(client, ending, {"until_on": "2026-03-03"})


def test_a_role_of_somebody_else_is_not_ended_under_this_name(cast, client):
    role = kept(cast, lambda: Appointment.objects.get(user=cast.li))
    assert client.get(f"{PEOPLE}{cast.wang.pk}/roles/{role.pk}/end/").status_code == 404


def test_a_suspended_person_gets_no_role(cast, client):
    post(client, f"{cast.wang.pk}/suspend/")
    told = refused(client, f"{cast.wang.pk}/roles/give/", {"role": "legal", "since_on": "2026-03-02"})
    assert "请先恢复" in told


def test_somebody_out_of_sight_is_not_appointed(client):
    given = {"email": "zhao@finance.example", "role": "clerk", "since_on": "2026-03-02"}
    page = refused(client, "appoint/", given)
    assert "没有找到使用这个邮箱的人员" in page
    assert 'value="zhao@finance.example"' in page


def test_who_looks_after_two_organs_appoints_across_them(cast):
    with as_owner():
        Appointment.objects.create(user=cast.sun, organ=cast.city, role=Role.ADMINISTRATOR, since_on=SINCE)
    client = logged_in(cast.sun)
    given = {"email": "ZHAO@finance.example", "role": "clerk", "since_on": "2026-03-02"}
    page = post(client, "appoint/", given)
    assert "<h1>赵财政</h1>" in page
    assert "角色已授予" in page
    role = kept(cast, lambda: Appointment.objects.get(user=cast.zhao, organ=cast.justice))
    page = post(client, f"{cast.zhao.pk}/roles/{role.pk}/end/", {"until_on": "2026-03-03"})
    assert "<h1>人员</h1>" in page
    assert "赵财政的角色“经办人”已结束" in page


@pytest.mark.parametrize("person", ["li", "zhou", "sun"])
@pytest.mark.parametrize("address", ["suspend/", "reinstate/", "renew/", "change/", "roles/give/"])
def test_who_may_not_changes_nobody(cast, person, address):
    answer = logged_in(getattr(cast, person)).post(f"{PEOPLE}{cast.wang.pk}/{address}")
    assert answer.status_code == 403
    assert kept(cast, lambda: User.objects.get(pk=cast.wang.pk).is_active)


@pytest.mark.parametrize("address", ["suspend/", "reinstate/", "renew/", "change/", "roles/give/"])
def test_nobody_of_a_foreign_organ_is_found(cast, client, address):
    assert client.post(f"{PEOPLE}{cast.zhao.pk}/{address}").status_code == 404
    assert client.post(f"/desk/organs/finance/people/{cast.zhao.pk}/{address}").status_code == 404
