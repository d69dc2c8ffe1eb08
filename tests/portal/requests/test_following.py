"""Following a request by number and code: what can be seen, done and downloaded, and by nobody else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate  # noqa: TID251  the pages ask the clock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.portal.requests.citizen import Citizen, jobs_done
from tests.requests.office import ASKED_FOR, moment

from gongkai import facts
from gongkai.files.models import Extract
from gongkai.files.receiving import receive
from gongkai.isolation import scope
from gongkai.law import events as law
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.ledger.subjects import subject
from gongkai.letters.models import Letter
from gongkai.portal.requests import guarding, passes
from gongkai.portal.requests.progress import following
from gongkai.requests.actions import answering, handling, intake
from gongkai.requests.models import CaseLetter, InfoRequest, Paper
from gongkai.requests.queries import case_of, events

WRONG = "没有查到"


@pytest.fixture
def today():
    return localdate()


def registered(office, request, on):
    request = InfoRequest.objects.get(pk=request.pk)
    intake.register(request, law.Applicant.NATURAL, [ASKED_FOR], on=on, by=office.cast.wang)
    return handling.assign(request, office.unit, office.cast.wang, on=on, by=office.cast.wang)


def asked_to_supplement(office, request, on, deadline):
    tie = answering.begin_letter(request, "L02", on=on, by=office.cast.wang)
    slots = {
        "unclear": "没有写明年份",
        "points": ["请写明是哪一年的统计表"],
        "guidance": "可以在政府信息公开目录中查找名称",
        "deadline": deadline.isoformat(),
    }
    office.filled(tie, slots, on=on)
    told = {"was_unclear": True, "papers_refused": False}
    handling.write_finding(request, "supplement", told, on=on, by=office.cast.wang)
    office.signed(tie, on=on)
    return answering.send_letter(tie, proof="XA1", on=on, by=office.cast.wang)


def released(office, request, on):
    file, _ = receive(
        office.cast.justice, "统计表.txt", ["统计表".encode()], on=on, at=moment(on), by=office.cast.wang
    )
    handling.add_paper(request, file, Paper.Purpose.RELEASED, on=on, by=office.cast.wang)
    handling.write_finding(request, "third_party", {"data": []}, on=on, by=office.cast.wang)
    Extract.objects.create(stored=file.stored, organ=file.organ, text="统计表", read_at=moment(on))
    slots = {
        "information": [f"《{ASKED_FOR}》，共3页"],
        "mode": "attached",
        "form": "纸质复印件",
        "attachments": [ASKED_FOR],
    }
    return office.answered(request, "L13", slots, on=on)


def fetched(answer):
    """The whole of a file that is handed out."""
    return b"".join(answer.streaming_content)


def refused(page):
    return page.status_code, WRONG in page.text


def test_number_and_code_open_the_case_however_they_are_typed(citizen):
    request, code = citizen.asked()
    for number, typed in (
        (request.serial, code),
        (f" 第{request.year}－{request.number}号 ", code.lower().replace("-", " ")),
        (request.serial, "".join(chr(ord(sign) + 0xFEE0) for sign in code)),
    ):
        browser = citizen.stranger()
        page = browser.follow(number, typed)
        assert (page.status_code, page["Location"]) == (302, "/justice/follow/case/")
        shown = browser.get("follow/case/")
        assert shown.status_code == 200
        for told in (request.serial, "已收到，等待登记", "双方确认收到", "第20个工作日", "0312-0000000"):
            assert told in shown.text


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(citizen):
    request, code = citizen.asked()
    answers = [
        citizen.stranger().follow(number, typed)
        for number, typed in (("2026-9999", code), (request.serial, "2345-6789-ABCD"), ("x", "y"))
    ]
    assert [refused(answer) for answer in answers] == [(422, True)] * 3
    told = {answer.text.partition("error-summary")[2].partition("</ul>")[0] for answer in answers}
    assert len(told) == 1
    assert not any(passes.NAME in answer.cookies for answer in answers)


def test_a_code_opens_nothing_at_another_organ(citizen):
    request, code = citizen.asked()
    page = citizen.client.post("/finance/follow/", {"number": request.serial, "code": code})
    assert refused(page) == (422, True)
    assert citizen.client.get("/finance/follow/case/").status_code == 302


def test_wrong_codes_are_counted_by_number_and_by_place(citizen, settings):
    request, code = citizen.asked()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "portal_number": "3/h/key"}
    for _ in range(3):
        citizen.follow(request.serial, "2345-6789-ABCD")
    page = citizen.follow(request.serial, code)
    assert page.status_code == 422
    assert "输错的次数太多" in page.text
    assert WRONG in citizen.follow("2026-0777", code).text
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "portal_code": "2/h/ip"}
    citizen.follow("2026-0888", code)
    citizen.follow("2026-0889", code)
    assert "输错的次数太多" in citizen.follow("2026-0890", code).text


def test_right_codes_are_never_counted(citizen, settings):
    request, code = citizen.asked()
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "portal_number": "2/h/key",
        "portal_code": "2/h/ip",
    }
    assert {citizen.stranger().follow(request.serial, code).status_code for _ in range(5)} == {302}


def test_the_pass_is_sealed_short_and_for_these_pages_only(citizen, monkeypatch):
    request, code = citizen.asked()
    browser = citizen.stranger()
    cookie = browser.follow(request.serial, code).cookies[passes.NAME]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/justice/", "Strict", True)
    assert cookie["max-age"] == 1800
    for secret in (request.serial, code.replace("-", ""), request.code_digest):
        assert secret not in cookie.value
    later = passes.show
    monkeypatch.setattr(passes, "show", lambda *given, at: later(*given, at=at + timedelta(minutes=31)))
    page = browser.get("follow/case/")
    assert page["Location"] == "/justice/follow/?ended=1"
    assert "查询只保留30分钟" in browser.get("follow/?ended=1").text


@pytest.mark.parametrize("value", ["", "x", "é", "gAAAAA=="])
def test_a_pass_that_was_made_up_opens_nothing(citizen, value):
    citizen.client.cookies[passes.NAME] = value
    assert citizen.get("follow/case/").status_code == 302


def test_a_renewed_code_ends_what_the_old_one_opened(citizen, office, today):
    request, _ = citizen.asked()
    assert citizen.get("follow/case/").status_code == 200
    handling.renew_code(InfoRequest.objects.get(pk=request.pk), on=today, by=office.cast.wang)
    assert citizen.get("follow/case/").status_code == 302


def test_leaving_forgets_the_case(citizen):
    citizen.asked()
    assert citizen.post("follow/leave/")["Location"] == "/justice/"
    assert citizen.get("follow/case/").status_code == 302


def test_letters_and_released_papers_are_downloaded(citizen, office, today):
    request, _ = citizen.asked()
    jobs_done(citizen.organ)
    tie = released(office, registered(office, request, today), today)
    page = citizen.get("follow/case/").text
    assert "已答复" in page
    assert tie.letter.number in page
    for suffix, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = citizen.get(f"follow/case/letters/{tie.letter_id}.{suffix}")
        assert fetched(answer).startswith(start)
        assert "attachment" in answer["Content-Disposition"]
    paper = Paper.objects.get(purpose="released")
    answer = citizen.get(f"follow/case/papers/{paper.pk}/")
    assert fetched(answer).decode() == "统计表"
    assert citizen.get(f"follow/case/letters/{tie.letter_id}.exe").status_code == 404
    assert citizen.get("follow/case/papers/99999/").status_code == 404


def test_drafts_letters_to_others_and_other_cases_are_not_seen(citizen, office, today):
    first, _ = citizen.asked()
    mine = registered(office, first, today)
    draft = answering.begin_letter(mine, "L13", on=today, by=office.cast.wang)
    neighbour = citizen.stranger()
    other, _ = neighbour.asked(content="别的文件")
    theirs = asked_to_supplement(
        office, registered(office, other, today), today, facts.calendar().add_workdays(today, 10)
    )
    for letter in (draft.letter_id, theirs.letter_id):
        assert citizen.get(f"follow/case/letters/{letter}.pdf").status_code == 404
    assert fetched(neighbour.get(f"follow/case/letters/{theirs.letter_id}.pdf")).startswith(b"%PDF")
    with following(mine.code_digest):
        assert list(InfoRequest.objects.all()) == [mine]
        assert set(Entry.objects.values_list("about", flat=True)) == {subject(mine)}
        assert not Entry.objects.exclude(act__startswith="law.").exists()
        assert not Letter.objects.exists()
        assert {tie.request_id for tie in CaseLetter.objects.all()} == {mine.pk}
    with scope.entered(scope.PUBLIC):
        assert not Entry.objects.exists()
        assert not InfoRequest.objects.exists()


def test_a_supplement_starts_the_term_anew(citizen, office, today):
    request, _ = citizen.asked()
    deadline = facts.calendar().add_workdays(today, 10)
    asked_to_supplement(office, registered(office, request, today), today, deadline)
    page = citizen.get("follow/case/").text
    assert "等待您补正" in page
    sheet = citizen.get("follow/case/supplement/").text
    assert "请写明是哪一年的统计表" in sheet
    empty = citizen.post("follow/case/supplement/", text="")
    assert empty.status_code == 422
    assert "请按通知书的要求写明" in empty.text
    file = SimpleUploadedFile("补充.txt", "2025年".encode())
    answer = citizen.post("follow/case/supplement/", text="是2025年的", attached=[file])
    assert answer["Location"] == "/justice/follow/case/?done=supplement"
    assert "已经收到您的补正" in citizen.client.get(answer["Location"]).text
    request.refresh_from_db()
    assert request.state == "S3"
    supplemented = events(request, with_words=True)[-1]
    assert supplemented == law.Supplemented(on=today, content="是2025年的")
    assert Paper.objects.get(request=request, purpose="supplement").file.name == "补充.txt"
    assert not broken()


def test_a_supplement_sent_twice_counts_once_and_another_is_told_why_not(citizen, office, today):
    request, _ = citizen.asked()
    deadline = facts.calendar().add_workdays(today, 10)
    asked_to_supplement(office, registered(office, request, today), today, deadline)
    answers = [citizen.post("follow/case/supplement/", text="是2025年的") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    late = citizen.post("follow/case/supplement/", text="是2024年的")
    assert late.status_code == 422
    assert "“收到补正”须在“等待补正”时进行" in late.text
    assert "是2024年的" in late.text
    count = [
        event for event in events(InfoRequest.objects.get(pk=request.pk)) if type(event) is law.Supplemented
    ]
    assert len(count) == 1


def test_a_late_supplement_is_kept_and_its_reason_is_left_to_the_office(citizen, office, today):
    received = today - timedelta(days=12)
    made = office.submit(on=received)
    request, code = made.request, made.code
    asked_to_supplement(office, registered(office, request, received), received, received + timedelta(days=2))
    browser = Citizen(citizen.organ)
    browser.follow(request.serial, code)
    assert "没有按期补正的原因" in browser.get("follow/case/supplement/").text
    browser.post("follow/case/supplement/", text="是2025年的", why_late="住院")
    request.refresh_from_db()
    assert request.state == "S2"
    assert case_of(request).supplement.late_on == today
    assert "住院" in events(request, with_words=True)[-1].content


def test_reasons_are_given_when_asked_for(citizen, office, today):
    request, _ = citizen.asked()
    request = registered(office, request, today)
    assert citizen.get("follow/case/reasons/")["Location"] == "/justice/follow/case/"
    event = law.ReasonsAsked(on=today, counts="今年第40件", deadline=today + timedelta(days=10))
    handling.happen(request, event, on=today, by=office.cast.wang)
    assert "等待您说明理由" in citizen.get("follow/case/").text
    assert citizen.post("follow/case/reasons/", text="写论文").status_code == 302
    request.refresh_from_db()
    assert request.state == "S3"


def test_a_request_is_withdrawn_only_by_saying_so(citizen, office, today):
    request, _ = citizen.asked()
    assert citizen.get("follow/case/withdraw/").status_code == 302  # not before it is registered
    registered(office, request, today)
    assert "不能恢复" in citizen.get("follow/case/withdraw/").text
    assert "请勾选" in citizen.post("follow/case/withdraw/").text
    assert citizen.post("follow/case/withdraw/", sure="on").status_code == 302
    request.refresh_from_db()
    assert (request.state, request.ending) == ("X3", "L31")
    page = citizen.get("follow/case/?done=withdraw").text
    assert "申请已经撤回" in page
    assert "已经办结" in page


def test_what_was_typed_outlives_the_pass(citizen, office, today):
    request, code = citizen.asked()
    deadline = facts.calendar().add_workdays(today, 10)
    asked_to_supplement(office, registered(office, request, today), today, deadline)
    del citizen.client.cookies[passes.NAME]
    gate = citizen.post("follow/case/supplement/", text="是2025年的")
    assert gate.status_code == 403
    assert "是2025年的" in gate.text
    kept = {"kept_what": "supplement", "kept_text": "是2025年的"}
    wrong = citizen.follow(request.serial, "x", **kept)
    assert "是2025年的" in wrong.text
    sheet = citizen.follow(request.serial, code, **kept)
    assert sheet.status_code == 200
    assert "是2025年的" in sheet.text
    assert citizen.post("follow/case/supplement/", text="是2025年的").status_code == 302


def test_a_file_that_cannot_be_kept_leaves_the_supplement_to_be_sent_again(citizen, office, today):
    request, _ = citizen.asked()
    deadline = facts.calendar().add_workdays(today, 10)
    asked_to_supplement(office, registered(office, request, today), today, deadline)
    file = SimpleUploadedFile("病毒.exe", b"MZ" + b"\0" * 200)
    page = citizen.post("follow/case/supplement/", text="是2025年的", attached=[file])
    assert page.status_code == 422
    assert "病毒.exe" in page.text
    assert "是2025年的" in page.text
    assert InfoRequest.objects.get(pk=request.pk).state == "S2"


def test_what_is_done_in_a_case_cannot_be_sent_from_another_site(citizen):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = citizen.client.cookies
    citizen.asked()
    assert browser.post("/justice/follow/case/withdraw/", {"sure": "on"}).status_code == 403


def test_an_act_that_is_none_is_not_found(citizen):
    citizen.asked()
    assert citizen.get("follow/case/destroy/").status_code == 404


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30) | st.just("字" * 10_000), st.text(max_size=30) | st.just("\0"))
def test_whatever_is_typed_as_number_and_code_is_answered(citizen, monkeypatch, number, code):
    monkeypatch.setattr(guarding, "may_try", lambda *_: True)
    assert citizen.follow(number, code).status_code == 422


def test_reading_a_case_asks_the_database_little(citizen, django_assert_max_num_queries):
    citizen.asked()
    jobs_done(citizen.organ)
    with django_assert_max_num_queries(30):
        assert citizen.get("follow/case/").status_code == 200
