"""The pages of a supervisor: figures that open their requests, and 督办."""

import re
from datetime import date

import pytest
from tests.database import as_owner
from tests.desk.visitor import logged_in
from tests.requests.office import PERSON, RECEIVED

from gongkai.jobs.acting import acting
from gongkai.law import events as law
from gongkai.notices.models import Notice
from gongkai.organs.models import Organ
from gongkai.requests.actions import handling
from gongkai.requests.models import InfoRequest, Urging
from gongkai.requests.tasks import recompute
from gongkai.requests.tasks.supervising import receive

TODAY = date(2026, 10, 28)
NOTE = "请在本周内答复。"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    for place in (
        "desk.supervision.views",
        "desk.supervision.tables",
        "desk.requests.tables",
        "desk.requests.cases",
        "requests.tasks.supervising",
        "requests.tasks.recomputing",
    ):
        monkeypatch.setattr(f"gongkai.{place}.localdate", lambda: TODAY)


@pytest.fixture
def busy(office):
    """An office with one request overdue, one that presses, two not opened, and one withdrawn."""
    late = office.handled()
    office.handled(on=date(2026, 9, 23))
    office.submit(on=date(2026, 10, 28))
    office.submit(on=date(2026, 10, 20), channel=law.Channel.ORDINARY_MAIL)
    gone = office.handled()
    withdrawn = law.Withdrawn(on=RECEIVED, proof="撤回申请书")
    handling.happen(gone, withdrawn, on=RECEIVED, by=office.cast.wang)
    recompute(organ=office.cast.justice.pk)
    return late


def figures(client, organ):
    """What the page shows of an organ: figure and address, by what it is called."""
    text = client.get("/desk/supervision/").text
    row = next(row for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL) if organ in row)
    cells = re.findall(r'data-label="([^"]+)">\s*(.*?)\s*</td>', row, re.DOTALL)
    return {
        label: (int(re.sub("<[^>]+>", "", cell)), re.search(r'href="([^"]+)"', cell))
        for label, cell in cells
        if label != "机关"
    }


@pytest.mark.usefixtures("busy")
def test_each_figure_opens_the_requests_that_it_counts(office):
    client = logged_in(office.cast.sun)
    found = figures(client, "保定市司法局")
    assert {label: count for label, (count, _) in found.items()} == {
        "办理中": 4,
        "已逾期": 1,
        "将到期": 1,
        "待确认": 1,
        "未登记": 1,
    }
    for count, link in found.values():
        if link:
            listed = client.get(link[1].replace("&amp;", "&")).text
            assert f"共 {count} 条" in listed
    assert all(count == 0 and link is None for count, link in figures(client, "保定市财政局").values())


@pytest.mark.usefixtures("busy")
def test_the_sums_over_all_open_theirs_too(office):
    client = logged_in(office.cast.sun)
    text = client.get("/desk/supervision/").text
    totals = re.findall(r'<a href="([^"]+organ=below)"><strong class="number">(\d+)</strong>', text)
    assert len(totals) == 5
    for address, count in totals:
        listed = client.get(address.replace("&amp;", "&")).text
        assert f"共 {count} 条" in listed


@pytest.mark.usefixtures("busy")
def test_the_figures_are_exported(office):
    table = logged_in(office.cast.sun).get("/desk/supervision/?_export=csv").content.decode("utf-8-sig")
    assert table.splitlines()[0].startswith("机关,办理中,已逾期")
    assert "保定市司法局,4," in table


def test_only_supervisors_supervise(office):
    request = office.handled()
    for person in (office.cast.wang, office.cast.zhou, office.cast.qian):
        client = logged_in(person)
        for address in ("", "urged/", f"urge/{request.pk}/"):
            assert client.get(f"/desk/supervision/{address}").status_code == 403
        assert "/desk/supervision/" not in client.get("/desk/").text
    assert "/desk/supervision/" in logged_in(office.cast.sun).get("/desk/").text


def test_a_request_of_the_own_organ_is_not_urged(office):
    request = office.handled()
    with as_owner():
        InfoRequest.objects.filter(pk=request.pk).update(organ=office.cast.city)
    assert logged_in(office.cast.sun).get(f"/desk/supervision/urge/{request.pk}/").status_code == 403


def test_a_request_is_urged_and_both_sides_see_it(office):
    request = office.handled()
    above, below = logged_in(office.cast.sun), logged_in(office.cast.wang)
    case = f"/desk/requests/{request.pk}/"
    assert f"/desk/supervision/urge/{request.pk}/" in above.get(case).text
    assert "督办" not in below.get(case).text
    page = above.get(f"/desk/supervision/urge/{request.pk}/").text
    assert "保定市司法局" in page
    answer = above.post(f"/desk/supervision/urge/{request.pk}/", {"note": NOTE})
    assert answer["Location"] == case
    assert NOTE in above.get(case).text
    with acting([office.cast.justice.pk]):
        receive(Urging.objects.get())
    with office.cast.entered(office.cast.wang):
        assert Notice.objects.filter(user=office.cast.wang).exists()
    for client in (above, below):
        shown = client.get(case).text
        assert "收到督办" in shown
        assert NOTE in shown
        assert "保定市人民政府" in shown
    listed = above.get("/desk/supervision/urged/").text
    assert request.serial in listed
    assert NOTE in listed
    assert "督办" in logged_in(office.cast.zhou).get("/desk/activity/").text


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("", "请填写督办意见"),
        ("长" * 501, "最多500个字"),
        (f"请致电{PERSON['phone']}", f"请删去：{PERSON['phone']}"),
        (f"{PERSON['name']}多次来电", f"请删去：{PERSON['name']}"),
    ],
)
def test_what_cannot_be_sent_stays_on_the_page_with_what_to_do(office, note, told):
    request = office.handled()
    answer = logged_in(office.cast.sun).post(f"/desk/supervision/urge/{request.pk}/", {"note": note})
    assert answer.status_code == 422
    assert told in answer.text
    assert note in answer.text
    with office.cast.entered(office.cast.sun):
        assert not Urging.objects.exists()


def test_a_closed_request_shows_no_button_and_refuses(office):
    request = office.handled()
    withdrawn = law.Withdrawn(on=RECEIVED, proof="撤回申请书")
    handling.happen(request, withdrawn, on=RECEIVED, by=office.cast.wang)
    client = logged_in(office.cast.sun)
    assert "/desk/supervision/urge/" not in client.get(f"/desk/requests/{request.pk}/").text
    answer = client.post(f"/desk/supervision/urge/{request.pk}/", {"note": NOTE})
    assert "已经办结" in answer.text


def test_the_list_is_filtered_by_organ_only_for_who_sees_several(office):
    request = office.handled()
    above, below = logged_in(office.cast.sun), logged_in(office.cast.wang)
    assert 'name="organ"' in above.get("/desk/requests/").text
    assert 'name="organ"' not in below.get("/desk/requests/").text
    link = f"/desk/requests/{request.pk}/"
    assert link in above.get(f"/desk/requests/?organ={office.cast.justice.pk}").text
    assert link not in above.get(f"/desk/requests/?organ={office.cast.finance.pk}").text
    assert link in above.get("/desk/requests/?organ=below").text
    assert link in below.get(f"/desk/requests/?organ={office.cast.finance.pk}").text  # not a filter there
    assert above.get("/desk/requests/?organ=999999").status_code == 200


def test_a_closed_organ_is_shown_while_something_is_open_there(office):
    client = logged_in(office.cast.sun)
    with as_owner():
        Organ.objects.exclude(pk=office.cast.city.pk).update(is_active=False)
    assert "没有可以监督的下级机关" in client.get("/desk/supervision/").text
    office.handled()
    shown = client.get("/desk/supervision/").text
    assert "保定市司法局" in shown
    assert "保定市财政局" not in shown


def test_an_empty_list_of_urgings_teaches(office):
    assert "还没有督办过" in logged_in(office.cast.sun).get("/desk/supervision/urged/").text
