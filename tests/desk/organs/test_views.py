"""Looking at an organ, its people and the organs below: who may, and what is shown."""

import re
from datetime import date

import pytest
from tests.cast import SINCE, TODAY
from tests.database import as_owner
from tests.desk.visitor import logged_in

from gongkai.organs.models import Appointment, LeadingPost, Organ, Role, Unit, User

ORGANS = "/desk/organs/"
JUSTICE = f"{ORGANS}justice/"
FORMS = (
    "change/",
    "open/",
    "units/open/",
    "posts/fill/",
    "people/invite/",
    "people/appoint/",
)


def seen(person, address=JUSTICE):
    answer = logged_in(person).get(address)
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def furnished(cast):
    """The justice bureau with units, a leading group that changed, and an organ below it."""
    with as_owner():
        office = Unit.objects.create(
            organ=cast.justice, name="局办公室", is_disclosure_office=True, phone="0312-3089000"
        )
        Unit.objects.create(organ=cast.justice, name="老科室", is_active=False)
        for holder, since, until in (("吴局长", 2026, None), ("前局长", 2020, date(2025, 12, 31))):
            LeadingPost.objects.create(
                organ=cast.justice,
                post="leader",
                holder=holder,
                since_on=date(since, 1, 1),
                until_on=until,
            )
        Appointment.objects.filter(user=cast.wang).update(unit=office)
        Organ.objects.create(
            superior=cast.justice,
            name="保定市公证处",
            short_name="公证处",
            slug="notary",
            level="city",
            kind="authorised",
            credit_code="11130600000000009X",
            region_code="130600",
        )
    return cast


@pytest.mark.parametrize("person", ["wang", "li", "zhou", "qian", "sun"])
def test_everybody_of_the_staff_sees_the_organ(furnished, person):
    page = seen(getattr(furnished, person))
    for words in (
        "11130600000000001A",
        "1306000001",
        "县级以上地方人民政府的司法行政部门",
        "保定市人民政府",
        "全国统一的放假安排",
        "局办公室",
        "公开工作机构",
        "0312-3089000",
        "吴局长",
        "以前的成员（1）",
        "王经办",
    ):
        assert words in page


def test_the_first_address_shows_the_organ_of_whoever_asks(cast):
    assert "<h1>保定市司法局</h1>" in seen(cast.wang, ORGANS)
    assert "<h1>保定市财政局</h1>" in seen(cast.zhao, ORGANS)
    assert "<h1>保定市人民政府</h1>" in seen(cast.sun, ORGANS)


def test_only_the_administrator_is_offered_to_change(furnished):
    offers = ("修改机关信息", "邀请人员", "增加内设机构", "登记领导小组职务", "增加下级机关", "撤销")
    page = seen(furnished.qian)
    assert [words for words in offers if words not in page] == []
    for person in (furnished.wang, furnished.sun):
        page = seen(person)
        assert [words for words in offers if f"{words}</a>" in page or f"{words}</button>" in page] == []


@pytest.mark.parametrize("person", ["wang", "li", "zhou", "sun"])
@pytest.mark.parametrize("form", FORMS)
def test_who_may_not_change_is_refused_the_form(cast, person, form):
    client = logged_in(getattr(cast, person))
    assert client.get(JUSTICE + form).status_code == 403
    assert client.post(JUSTICE + form).status_code == 403


@pytest.mark.parametrize("address", ["", "people/", "below/", "people/1/", *FORMS])
def test_a_foreign_organ_is_not_found(cast, address):
    for organ in ("finance", "city", "nowhere"):
        assert logged_in(cast.qian).get(f"{ORGANS}{organ}/{address}").status_code == 404


def test_an_administrator_of_one_organ_reads_another_where_he_has_a_role(cast):
    with as_owner():
        Appointment.objects.create(user=cast.qian, organ=cast.finance, role=Role.CLERK, since_on=SINCE)
    client = logged_in(cast.qian)
    assert "修改机关信息" not in client.get(f"{ORGANS}finance/").text
    assert client.get(f"{ORGANS}finance/change/").status_code == 403


def test_who_has_no_role_has_no_organ_to_look_at(cast):
    with as_owner():
        Appointment.objects.filter(user=cast.wang).update(until_on=date(2025, 1, 1))
    assert logged_in(cast.wang).get(ORGANS).status_code == 403


@pytest.mark.django_db
def test_who_is_not_logged_in_is_asked_to(client):
    assert client.get(ORGANS)["Location"].startswith("/accounts/login/")


def test_a_supervisor_sees_the_organs_below_as_a_tree(furnished):
    page = seen(furnished.sun, f"{ORGANS}city/")
    tree = page[page.index("下级机关</h2>") :]
    assert tree.index("司法局") < tree.index("公证处")
    assert "<h1>保定市公证处</h1>" in seen(furnished.sun, f"{ORGANS}notary/")


def test_a_clerk_sees_no_organs_below(furnished):
    assert "公证处" not in seen(furnished.wang)
    assert logged_in(furnished.wang).get(f"{ORGANS}notary/").status_code == 404
    assert "没有可以查看的下级机关" in seen(furnished.wang, f"{JUSTICE}below/")


def test_the_organs_below_are_filtered_and_exported(furnished):
    page = seen(furnished.sun, f"{ORGANS}city/below/?name=公证")
    assert "保定市公证处" in page
    assert "保定市财政局" not in page
    answer = logged_in(furnished.sun).get(f"{ORGANS}city/below/?_export=csv")
    _, *rows = answer.content.decode("utf-8-sig").splitlines()
    assert {row.split(",")[0] for row in rows} == {"保定市司法局", "保定市财政局", "保定市公证处"}


def names(client, query=""):
    return re.findall(r'people/\d+/">([^<]+)</a>', client.get(f"{JUSTICE}people/{query}").text)


def test_people_are_filtered_by_role_unit_and_state(furnished):
    with as_owner():
        office = Unit.objects.get(name="局办公室")
        User.objects.filter(pk=furnished.li.pk).update(is_active=False)
        User.objects.filter(pk=furnished.zhou.pk).update(password="!x")
    client = logged_in(furnished.qian)
    assert len(names(client)) == 4
    assert names(client, "?role=clerk") == ["王经办"]
    assert names(client, f"?unit={office.pk}") == ["王经办"]
    assert names(client, f"?unit={office.pk}&role=head") == []
    assert names(client, "?state=suspended") == ["李审核"]
    assert names(client, "?state=awaited") == ["周主任"]
    assert set(names(client, "?state=in_use")) == {"王经办", "钱管理"}
    assert names(client, "?name=经办") == ["王经办"]
    assert len(names(client, "?role=nonsense&unit=x&state=\x00")) == 4


def test_people_are_sorted_and_exported(cast):
    client = logged_in(cast.qian)
    assert names(client, "?sort=email") == ["李审核", "钱管理", "王经办", "周主任"]
    answer = client.get(f"{JUSTICE}people/?sort=email&_export=csv")
    head, first, *_ = answer.content.decode("utf-8-sig").splitlines()
    assert head == "姓名,内设机构,角色,状态,电子邮箱,手机号码,邀请时间,最近登录"
    assert first.startswith("李审核,—,审核人,在用,li@justice.example")
    assert client.get(f"{JUSTICE}people/?_export=xlsx").status_code == 200


def test_addresses_and_log_ins_are_for_who_looks_after_people(cast):
    for address in (f"{JUSTICE}people/", f"{JUSTICE}people/?_export=csv", f"{JUSTICE}people/{cast.li.pk}/"):
        private = cast.li.email.encode()
        assert private not in logged_in(cast.wang).get(address).content
        assert private not in logged_in(cast.sun).get(address).content
        assert private in logged_in(cast.qian).get(address).content


def test_a_person_is_shown_with_roles_now_and_before(cast):
    with as_owner():
        Appointment.objects.create(
            user=cast.wang,
            organ=cast.justice,
            role=Role.LEGAL,
            since_on=SINCE,
            until_on=date(2025, 1, 1),
        )
    page = seen(cast.wang, f"{JUSTICE}people/{cast.wang.pk}/")
    for words in ("经办人", "现任", "法制审核员", "已结束", "2024年1月1日起，至2025年1月1日"):
        assert words in page


def test_a_person_of_another_organ_is_not_found_here(cast):
    assert logged_in(cast.qian).get(f"{JUSTICE}people/{cast.zhao.pk}/").status_code == 404
    assert logged_in(cast.qian).get(f"{JUSTICE}people/999999999999999999999/").status_code == 404


def test_somebody_of_another_organ_with_a_role_here_is_of_the_staff(cast):
    with as_owner():
        Appointment.objects.create(user=cast.zhao, organ=cast.justice, role=Role.LEGAL, since_on=TODAY)
    client = logged_in(cast.qian)
    assert "赵财政" in names(client)
    page = client.get(f"{JUSTICE}people/{cast.zhao.pk}/").text
    assert "此人属于其他机关" in page
    assert cast.zhao.email not in page
    assert client.post(f"{JUSTICE}people/{cast.zhao.pk}/suspend/").status_code == 403
