"""Disputes at the desk: who sees them, who enters them, and what is shown."""

from datetime import date

import pytest
from tests.database import as_owner
from tests.desk.visitor import logged_in
from tests.disputes.contested import COURT, GOVERNMENT

from gongkai.disputes.models import Dispute
from gongkai.law.annual.counting import DisputeBlock, DisputeOutcome
from gongkai.organs.models import Appointment, Role

DISPUTES = "/desk/disputes/"
FORMS = ("change/", "answer/", "conclude/", "order/")
PAPERS = {
    "serial": "",
    "block": "reconsideration",
    "authority": GOVERNMENT,
    "number": "保政行复〔2026〕1号",
    "accepted_on": "2026-04-07",
    "notified_on": "2026-04-07",
    "act_is_ours": "on",
    "matter": "",
}


def seen(person, address=DISPUTES):
    answer = logged_in(person).get(address)
    assert answer.status_code == 200
    return answer.text


def page_of(dispute, tail=""):
    return f"{DISPUTES}{dispute.pk}/{tail}"


@pytest.mark.parametrize("person", ["wang", "li", "zhou", "sun"])
def test_officers_and_supervisors_see_the_disputes(contested, person):
    dispute = contested.contest(contested.answered(), number="1号", matter="说明")
    somebody = getattr(contested.cast, person)
    assert GOVERNMENT in seen(somebody)
    page = seen(somebody, page_of(dispute))
    for words in ("内部事务", "局办公室", "2026年4月7日", "2026年4月21日", "说明", "复议法"):
        assert words in page


def test_others_see_none(contested):
    dispute = contested.contest(contested.answered())
    assert GOVERNMENT not in seen(contested.cast.zhao)
    assert logged_in(contested.cast.zhao).get(page_of(dispute)).status_code == 404
    assert logged_in(contested.cast.qian).get(DISPUTES).status_code == 403
    for form in FORMS:
        assert logged_in(contested.cast.zhao).get(page_of(dispute, form)).status_code == 404
        assert logged_in(contested.cast.sun).get(page_of(dispute, form)).status_code == 403
    assert logged_in(contested.cast.sun).get(f"{DISPUTES}new/").status_code == 403


def test_papers_about_a_request_are_entered_and_lead_to_the_dispute(contested):
    request = contested.answered()
    client = logged_in(contested.cast.wang)
    assert f'value="{request.serial}"' in client.get(f"{DISPUTES}new/?serial={request.serial}").text
    answer = client.post(f"{DISPUTES}new/", PAPERS | {"serial": request.serial}, follow=True)
    dispute = Dispute.objects.get()
    assert answer.redirect_chain == [(page_of(dispute), 302)]
    assert "已登记，请在期限内提交" in answer.text
    assert request.serial in answer.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"serial": "2026-9999"}, "没有找到登记号为“2026-9999”的申请"),
        ({"serial": "x"}, "没有找到登记号"),
        ({"block": ""}, "请选择类别"),
        ({"accepted_on": "昨天"}, "受理日期的格式不对"),
        ({"accepted_on": "2026-04-09"}, "晚于收到副本日期"),
        ({}, "请写明争议的是什么行为"),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_stays(contested, changes, words):
    answer = logged_in(contested.cast.wang).post(f"{DISPUTES}new/", PAPERS | changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert "保政行复〔2026〕1号" in answer.text
    assert not Dispute.objects.exists()


def test_a_dispute_goes_its_way_by_the_pages(contested):
    request = contested.answered()
    client = logged_in(contested.cast.wang)
    client.post(f"{DISPUTES}new/", PAPERS | {"serial": request.serial})
    dispute = Dispute.objects.get()
    assert "登记提交行政复议答复" in client.get(page_of(dispute)).text
    given = {"answered_on": "2026-04-20", "lawyer": "示例律师", "text": "要点甲"}
    assert "示例律师" in client.post(page_of(dispute, "answer/"), given, follow=True).text
    given = {"outcome": "corrected", "concluded_on": "2026-05-20", "decision": "要旨乙"}
    page = client.post(page_of(dispute, "conclude/"), given, follow=True).text
    assert "结果纠正" in page
    assert "登记责令重新答复" in page
    given = {"received_on": "2026-05-21", "limit": "2026-06-18"}
    page = client.post(page_of(dispute, "order/"), given, follow=True).text
    assert "原申请须在期限内重新答复" in page
    given = {"authority": GOVERNMENT, "number": "2号", "accepted_on": "2026-04-07", "version": "4"}
    assert "已更正" in client.post(page_of(dispute, "change/"), given, follow=True).text
    assert "登记责令重新答复的期限" in client.get(page_of(dispute)).text


def test_an_answer_before_the_papers_is_refused_on_the_page(contested):
    dispute = contested.contest(contested.answered())
    given = {"answered_on": "2026-04-01", "lawyer": "", "text": "要点"}
    answer = logged_in(contested.cast.wang).post(page_of(dispute, "answer/"), given)
    assert answer.status_code == 422
    assert "早于收到副本日期" in answer.text
    assert "要点" in answer.text


def test_the_list_is_filtered_and_opens_a_cell_of_table_4(contested):
    contested.decided(contested.answered(), DisputeOutcome.CORRECTED, number="甲号")
    contested.contest(contested.answered(), DisputeBlock.SUIT_DIRECT, number="乙号")
    client = logged_in(contested.cast.wang)
    for query, shown, hidden in (
        ("?view=answer", "乙号", "甲号"),
        ("?view=ended", "甲号", "乙号"),
        ("?block=suit_direct", "乙号", "甲号"),
        ("?cell=reconsideration.corrected&year=2026", "甲号", "乙号"),
        ("?cell=suits.total&year=2026", "乙号", "甲号"),
    ):
        page = client.get(DISPUTES + query).text
        assert shown in page
        assert hidden not in page
    for query in ("?cell=nonsense&year=2026", "?cell=suits.total&year=x", "?cell=suits.total&year=2025"):
        page = client.get(DISPUTES + query).text
        assert "甲号" not in page
        assert "乙号" not in page
    supervisor, cell = logged_in(contested.cast.sun), "?cell=suits.total&year=2026"
    for organ, is_shown in ((contested.cast.justice, True), (contested.cast.finance, False)):
        page = supervisor.get(f"{DISPUTES}{cell}&organ={organ.pk}").text
        assert ("乙号" in page) is is_shown
    rows = client.get(f"{DISPUTES}?_export=csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert any("结果纠正" in row and COURT not in row for row in rows)


def test_the_rates_show_what_was_corrected(contested):
    request = contested.answered()
    contested.decided(request, DisputeOutcome.CORRECTED)
    client = logged_in(contested.cast.zhou)
    page = client.get(f"{DISPUTES}records/?year=2026").text
    for words in ("内部事务", "100.0%"):
        assert words in page
    assert "局办公室" in client.get(f"{DISPUTES}records/?year=2026&by=unit").text
    assert "王经办" in client.get(f"{DISPUTES}records/?year=2026&by=handler").text
    assert client.get(f"{DISPUTES}records/?year=x&by=x").status_code == 200
    export = client.get(f"{DISPUTES}records/?year=2026&_export=csv").content.decode("utf-8-sig")
    assert "纠错率" in export


def test_the_page_of_a_request_shows_its_disputes(contested):
    request = contested.answered()
    contested.contest(request, number="甲号")
    page = seen(contested.cast.wang, f"/desk/requests/{request.pk}/")
    assert "甲号" in page
    assert f"/desk/disputes/new/?serial={request.serial}" in page
    assert "登记复议诉讼</a>" not in seen(contested.cast.sun, f"/desk/requests/{request.pk}/")


def test_legal_officers_handle_disputes_too(contested):
    dispute = contested.contest(contested.answered())
    with as_owner():
        Appointment.objects.filter(user=contested.cast.li).update(role=Role.LEGAL)
    given = {"answered_on": "2026-04-20", "lawyer": "", "text": ""}
    client = logged_in(contested.cast.li)
    assert client.post(page_of(dispute, "answer/"), given).status_code == 302
    assert Dispute.objects.get().answered_on == date(2026, 4, 20)
