"""Asking on the website: from the form to the receipt."""

import io
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate  # noqa: TID251  the pages ask the clock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.portal.requests.citizen import (
    ADDRESS,
    CODE,
    ID_NUMBER,
    PHONE,
    STAMP,
    TYPED,
    Citizen,
    jobs_done,
)
from tests.requests.office import RECEIVED, moment

from gongkai import facts
from gongkai.jobs.acting import acting, system_id
from gongkai.jobs.models import TroubledJob
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.ledger.subjects import subject
from gongkai.notices.models import Mail
from gongkai.portal.requests import asking, guarding, handing_in
from gongkai.requests.actions.intake import Asked
from gongkai.requests.models import InfoRequest, Paper
from gongkai.requests.queries import applicant_of, events
from gongkai.requests.tasks import mail_receipt


def requests(citizen):
    with acting([citizen.organ.pk]):
        return list(InfoRequest.objects.order_by("pk"))


def picture(name="身份证明.png"):
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue())


def test_the_form_is_open_to_everybody_sets_no_cookie_and_is_not_kept(citizen):
    page = citizen.get("ask/")
    assert page.status_code == 200
    assert not page.cookies
    assert "no-store" in page["Cache-Control"]
    assert "用途" not in page.text.replace("不需要说明用途", "")


def test_the_organs_page_leads_to_both_and_names_the_other_ways(citizen):
    page = citizen.get().text
    assert 'href="/justice/ask/"' in page
    assert 'href="/justice/follow/"' in page
    for told in ("示例市示例路1号", "071000", "0312-0000000", "口头"):
        assert told in page


def test_an_organ_that_is_not_there_is_not_asked(citizen):
    assert citizen.client.get("/nobody/ask/").status_code == 404
    assert citizen.client.post("/nobody/ask/receipt/", TYPED).status_code == 404


def test_mistakes_come_back_with_everything_that_was_typed(citizen):
    page = citizen.post("ask/", **{**TYPED, "id_number": "1306", "stamp": "s"})
    assert page.status_code == 422
    assert "有 1 处需要改正，已填写的内容都还在" in page.text
    assert "现在是4位" in page.text
    for typed in (TYPED["content"], TYPED["name"], PHONE, ADDRESS, 'value="1306"'):
        assert typed in page.text


def test_what_was_typed_is_shown_before_it_is_handed_in_and_can_be_mended(citizen):
    stamp = citizen.stamp()
    page = citizen.post("ask/", **TYPED, stamp=stamp)
    assert page.status_code == 200
    for typed in (TYPED["content"], TYPED["name"], ID_NUMBER, PHONE, ADDRESS, "邮寄到我的地址"):
        assert typed in page.text
    assert not requests(citizen)
    back = citizen.post("ask/", **TYPED, stamp=stamp, step="edit")
    assert back.status_code == 200
    assert "error-summary" not in back.text
    assert stamp in back.text
    for typed in (TYPED["content"], ID_NUMBER, PHONE):
        assert typed in back.text


def test_the_receipt_tells_number_code_days_and_why(citizen):
    page = citizen.hand_in()
    assert page.status_code == 200
    (request,) = requests(citizen)
    due = facts.calendar().add_workdays(localdate(), 20)
    for told in (
        request.serial,
        "以双方确认之日为收到申请之日",
        f"{due.year}年{due.month}月{due.day}日",
        "第20个工作日",
    ):
        assert told in page.text
    assert CODE.search(page.text)
    assert (request.channel, request.received_on, request.due_on) == ("web", localdate(), due)
    assert request.masked == "张＊＊"
    with acting([citizen.organ.pk]):
        assert applicant_of(request)["address"] == ADDRESS
        assert events(request, with_words=True)[0].content == TYPED["content"]
        assert set(Entry.objects.filter(about=subject(request)).values_list("by", flat=True)) == {system_id()}
        assert not broken()


def test_the_receipt_can_be_seen_again_for_a_while_and_not_by_others(citizen):
    request, code = citizen.asked()
    again = citizen.get("ask/receipt/")
    assert code in again.text
    assert request.serial in again.text
    stranger = citizen.stranger().get("ask/receipt/")
    assert (stranger.status_code, stranger["Location"]) == (302, "/justice/follow/")
    assert citizen.client.get("/finance/ask/receipt/").status_code == 302


CORRECTION = {
    "record": "援助人员名册中的执业年份“2016年”",
    "claimed": "2015年",
    "evidence": "执业证书复印件一份",
}


def test_a_correction_of_ones_own_record_is_asked_for_checked_and_taken_in_once(citizen):
    typed = {name: TYPED[name] for name in TYPED if name not in ("content", "form")} | CORRECTION
    stamp = STAMP.search(citizen.get("correct/").text)[1]
    wrong = citizen.post("correct/", **{**typed, "evidence": ""}, stamp=stamp)
    assert (wrong.status_code, "用什么证明" in wrong.text) == (422, True)
    assert CORRECTION["claimed"] in wrong.text
    checked = citizen.post("correct/", **typed, stamp=stamp).text
    assert 'action="/justice/correct/receipt/"' in checked
    assert "应当更正为" in checked
    pages = [citizen.post("correct/receipt/", **typed, stamp=stamp, attached=[picture()]) for _ in range(2)]
    assert [one.status_code for one in pages] == [200, 200]
    assert "已收到您的更正申请" in pages[0].text
    assert "没有重复登记" in pages[1].text
    (made,) = requests(citizen)
    stranger = citizen.stranger()
    stranger.follow(made.serial, CODE.search(pages[0].text)[0])
    assert "办理中" in stranger.get("follow/case/").text
    with acting([citizen.organ.pk]):
        assert (made.kind, made.state, made.channel) == ("correction", "S3", "web")
        (event,) = events(made, with_words=True)
        assert (event.record, event.evidence) == (
            f"{CORRECTION['record']}\n要求更正为：2015年",
            CORRECTION["evidence"],
        )
        assert Paper.objects.get().request == made
        (entry,) = Entry.objects.filter(act="law.CorrectionAsked")
        mail_receipt(entry=entry.pk, organ=citizen.organ.pk)
        text = Mail.objects.get().text
        assert "更正申请" in text
        assert CORRECTION["claimed"] not in text
        assert not broken()


def test_the_receipt_becomes_a_letter_to_download(citizen):
    citizen.asked()
    assert "正在生成" in citizen.get("ask/receipt/").text
    jobs_done(citizen.organ)
    page = citizen.get("ask/receipt/").text
    assert "下载登记回执" in page
    link = page[page.index("/justice/follow/case/letters/") :].partition('"')[0]
    assert b"".join(citizen.client.get(link).streaming_content).startswith(b"%PDF")


def test_a_double_click_makes_one_request_with_one_code(citizen):
    stamp = citizen.stamp()
    first, second = (citizen.hand_in(stamp=stamp) for _ in range(2))
    assert CODE.search(first.text)[0] == CODE.search(second.text)[0]
    assert "没有重复登记" in second.text
    assert len(requests(citizen)) == 1


def test_going_back_and_asking_for_something_else_makes_another_request(citizen):
    stamp = citizen.stamp()
    citizen.hand_in(stamp=stamp)
    citizen.hand_in(stamp=stamp, content="2024年行政复议案件统计表")
    assert [request.serial[-4:] for request in requests(citizen)] == ["0001", "0002"]


@pytest.mark.parametrize(
    "changes", [{guarding.TRAP: "https://spam.example"}, {"stamp": "forged"}, {"stamp": ""}]
)
def test_what_looks_like_a_machine_answers_a_question_and_is_then_taken_in(citizen, changes, monkeypatch):
    monkeypatch.setattr(guarding.secrets, "randbelow", lambda _: 3)
    sent = {**TYPED, "stamp": citizen.stamp(), **changes}
    page = citizen.post("ask/receipt/", **sent)
    assert page.status_code == 422
    assert "五加五等于几" in page.text
    assert TYPED["content"] in page.text
    assert not requests(citizen)
    token = page.text.partition('name="question" value="')[2].partition('"')[0]
    wrong = citizen.post("ask/receipt/", **sent, question=token, answer="11")
    assert "这个数不对" in wrong.text
    assert not requests(citizen)
    assert citizen.post("ask/receipt/", **sent, question=token, answer="十").status_code == 200
    assert len(requests(citizen)) == 1


def test_who_is_too_quick_and_who_asks_very_often_answer_a_question(citizen, monkeypatch, settings):
    monkeypatch.setattr(guarding, "LEAST", timedelta(seconds=60))
    assert "等于几" in citizen.hand_in().text
    monkeypatch.setattr(guarding, "LEAST", timedelta(seconds=-1))
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "portal_ask": "3/h/ip"}
    pages = [citizen.hand_in(content=f"第{number}份文件") for number in range(4)]
    assert "等于几" in pages[-1].text
    assert "等于几" not in pages[0].text


def test_attachments_are_kept_in_the_file(citizen):
    request, _ = citizen.asked(files=[picture(), SimpleUploadedFile("说明.txt", "说明".encode())])
    with acting([citizen.organ.pk]):
        assert request.version == Entry.objects.filter(about=subject(request)).count() == 4
        assert not broken()
        papers = Paper.objects.select_related("file")
        assert {(paper.file.name, paper.purpose) for paper in papers} == {
            ("身份证明.png", "application"),
            ("说明.txt", "application"),
        }


def test_a_file_that_cannot_be_kept_stops_nothing_else_and_leaves_no_gap(citizen):
    page = citizen.hand_in(files=[picture(), SimpleUploadedFile("病毒.exe", b"MZ" + b"\0" * 200)])
    assert page.status_code == 422
    for told in ("病毒.exe", "身份证明.png", "请重新选择", "另行邮寄", TYPED["content"]):
        assert told in page.text
    assert not requests(citizen)
    assert citizen.asked()[0].serial.endswith("-0001")


def test_taking_a_request_in_asks_the_database_little(citizen, django_assert_max_num_queries):
    when = handing_in.When(RECEIVED, moment(RECEIVED))
    asked = Asked(content="示例文件", applicant={"kind": "natural", "name": "张三丰"})
    handing_in.hand_in(citizen.organ, asked, [], when=when)  # the first of a year makes the counter
    with django_assert_max_num_queries(18):
        handing_in.hand_in(citizen.organ, asked, [SimpleUploadedFile("说明.txt", b"1")], when=when)


def test_a_form_far_too_large_is_refused_before_it_is_read(citizen, monkeypatch):
    monkeypatch.setattr(asking, "MOST_BYTES", 1000)
    page = citizen.hand_in(files=[SimpleUploadedFile("大.txt", b"x" * 2000)])
    assert page.status_code == 413
    assert "您填写的内容还在" in page.text


def test_far_too_many_files_are_refused_with_what_to_do(citizen):
    page = citizen.hand_in(files=[SimpleUploadedFile(f"{number}.txt", b"x") for number in range(30)])
    assert page.status_code == 413
    assert "您填写的内容还在" in page.text


def test_nothing_is_asked_of_a_form_whose_fields_were_bent(citizen):
    page = citizen.post("ask/receipt/", **{**TYPED, "kind": "king", "stamp": citizen.stamp()})
    assert page.status_code == 422
    assert "没有这一项" in page.text


HOSTILE = st.text(max_size=40) | st.sampled_from(["\0", "字" * 10_000, "<b>", "%00", "../../x"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from([*TYPED, "stamp", "step", guarding.TRAP, "question", "answer"]), HOSTILE)
)
def test_whatever_is_sent_is_answered(citizen, changes):
    for path in ("ask/", "ask/receipt/"):
        page = citizen.post(path, **{**TYPED, **changes})
        assert page.status_code in {200, 422}


@pytest.mark.parametrize("body", [b"content=%ED%A0%80%00&kind=natural", b"\xff\xfe", b"stamp=%00"])
def test_bytes_that_are_no_text_are_answered(citizen, body):
    page = citizen.client.post(
        "/justice/ask/receipt/", body, content_type="application/x-www-form-urlencoded"
    )
    assert page.status_code == 422


def test_the_form_needs_no_cookie_and_no_token_of_the_site(cast, office):  # noqa: ARG001  fixtures in use
    browser = Client(enforce_csrf_checks=True)
    stamp = STAMP.search(browser.get("/justice/ask/").text)[1]
    assert browser.post("/justice/ask/", {**TYPED, "stamp": stamp}).status_code == 200


def test_the_same_form_is_known_again_and_another_is_not():
    stamp = guarding.stamp()
    assert guarding.once(stamp, "a") == guarding.once(stamp, "a")
    assert (
        len({guarding.once(stamp, "a"), guarding.once(stamp, "b"), guarding.once(guarding.stamp(), "a")}) == 3
    )
    assert isinstance(guarding.once("forged", "a"), UUID)


def test_nothing_of_the_person_leaves_by_log_address_or_mail(citizen, caplog, capfd, settings, tmp_path):
    caplog.set_level("DEBUG")
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    request, code = citizen.asked(content="本人的档案")
    jobs_done(citizen.organ)
    other = Citizen(citizen.organ)
    answers = [
        citizen.get("ask/receipt/"),
        citizen.get("follow/case/"),
        other.follow(request.serial, code),
        other.get("follow/case/"),
        other.get(),
        other.get("ask/"),
        other.get("follow/"),
    ]
    with acting([citizen.organ.pk]):
        from_database = str(list(Entry.objects.values_list("data", flat=True)))
    told = [answer.text + str(answer.headers) + str(answer.cookies) for answer in answers]
    told += [caplog.text, *capfd.readouterr(), from_database, mails(citizen), jobs()]
    for private in (ID_NUMBER, PHONE, ADDRESS):
        assert not [text for text in told if private in text]
    bare = code.replace("-", "")
    assert not [answer for answer in answers[1:] if code in answer.text or bare in str(answer.headers)]
    assert code not in caplog.text + from_database + jobs()


def mails(citizen):
    with acting([citizen.organ.pk]):
        return str(list(Mail.objects.values_list("subject", "text", "html")))


def jobs():
    return str(list(TroubledJob.objects.values_list("args", flat=True)))
