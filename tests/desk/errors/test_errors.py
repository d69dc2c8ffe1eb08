"""What readers reported at the desk: listed, answered, closed, seen by nobody else."""

import pytest
from tests.channels.actions.test_errors import reported
from tests.desk.visitor import logged_in

from gongkai.channels.models import ErrorReport
from gongkai.ledger.models import Entry


def again(cast, report):
    with cast.entered(cast.zhou):
        return ErrorReport.objects.get(pk=report.pk)


def test_a_report_is_listed_opened_and_answered(cast):
    report = reported(cast)
    client = logged_in(cast.wang)
    page = client.get("/desk/errors/").text
    assert f'href="/desk/errors/{report.pk}/"' in page
    page = client.get(f"/desk/errors/{report.pk}/").text
    assert "第二段有错字" in page
    assert "du@reader.example" in page
    address = f"/desk/errors/{report.pk}/answer/"
    assert "请先核实" in client.post(address, {"text": "已改正"}).text
    answer = client.post(address, {"text": "已改正。", "is_right": "yes", "version": "1"}, follow=True)
    assert "处理结果会发到留言人的邮箱" in answer.text
    found = again(cast, report)
    assert (found.state, found.is_right, found.answer) == ("answered", True, "已改正。")
    assert "不能再次办理" in client.post(address, {"text": "x", "is_right": "no", "version": "2"}).text


def test_a_report_is_closed_with_a_reason(cast):
    report = reported(cast)
    client = logged_in(cast.wang)
    client.post(f"/desk/errors/{report.pk}/close/", {"reason": "广告", "version": "1"})
    assert again(cast, report).state == "closed"
    with cast.entered(cast.zhou):
        assert Entry.objects.get(act="channels.ErrorReportClosed").data == {"reason": "广告"}
    assert "关闭纠错留言" in logged_in(cast.zhou).get("/desk/activity/").text


@pytest.mark.parametrize(("who", "status"), [("zhao", 404), ("qian", 403), ("li", 200), ("sun", 200)])
def test_who_may_look_and_who_may_answer(cast, who, status):
    report = reported(cast)
    client = logged_in(getattr(cast, who))
    answer = client.get(f"/desk/errors/{report.pk}/")
    assert answer.status_code == status
    assert "du@reader.example" not in answer.text
    assert client.get(f"/desk/errors/{report.pk}/answer/").status_code in (403, 404)


def test_the_list_is_filtered_and_handed_out_without_words(cast):
    reported(cast)
    client = logged_in(cast.wang)
    assert "没有符合条件" in client.get("/desk/errors/?state=closed").text
    text = client.get("/desk/errors/?_export=csv").content.decode("utf-8-sig")
    assert "错别字" in text
    assert "第二段有错字" not in text
    assert "reader.example" not in text
