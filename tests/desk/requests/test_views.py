"""The desk's pages of disclosure on request, as the people of an office use them."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.desk.visitor import logged_in
from tests.requests.actions.test_answering import RELEASE
from tests.requests.office import ASKED_FOR, PERSON, RECEIVED

from gongkai.desk.requests.moving import BY_NUMBER
from gongkai.law import events as law
from gongkai.law.checks import open_blocks
from gongkai.law.outcomes import Evidence
from gongkai.letters.models import Letter
from gongkai.organs.models import Appointment, Role
from gongkai.requests.actions import answering, handling
from gongkai.requests.dossier import Dossier
from gongkai.requests.models import CaseLetter, InfoRequest

TODAY = date(2026, 10, 12)
SECRETS = (PERSON["phone"], PERSON["id_number"], PERSON["address"], PERSON["name"])


@pytest.fixture
def today(monkeypatch):
    """The pages are looked at on this day."""
    for module in ("cases", "intake", "letters", "moves", "examining", "tables"):
        monkeypatch.setattr(f"gongkai.desk.requests.{module}.localdate", lambda: TODAY)
    return TODAY


@pytest.fixture
def made(office):
    """A request in the hands of a clerk."""
    return office.handled()


def told(answer):
    """What the page says went wrong."""
    text = answer.content.decode()
    return (
        re.sub(r"<[^>]+>|\s+", " ", text[text.find("error-summary") :][:1500])
        if "error-summary" in text
        else text
    )


def page(client, address, status=200, **sent):
    answer = client.post(address, sent) if sent else client.get(address)
    assert answer.status_code == status, told(answer)
    return answer.content.decode()


def posted(client, where, **sent):
    """What a person does: opens the page, fills in its form, sends it; where that leads."""
    version = re.search(r'name="version" value="(\d+)"', client.get(where).content.decode())
    answer = client.post(where, {"version": version[1], **sent} if version else sent)
    assert answer.status_code == 302, told(answer)
    return answer["Location"]


@pytest.mark.usefixtures("today")
def test_the_list_shows_what_presses_and_no_person(office, made):
    found = law.Searched(on=TODAY, systems=("公文系统",), keywords=("统计",), by="王经办", result="有")
    handling.happen(made, found, on=TODAY, by=office.cast.wang)
    shown = page(logged_in(office.cast.wang), "/desk/requests/")
    assert made.serial in shown
    assert "张＊＊" in shown
    assert "答复申请人" in shown
    assert not any(secret in shown for secret in SECRETS)
    exported = logged_in(office.cast.wang).get("/desk/requests/?_export=csv").content.decode("utf-8-sig")
    assert made.serial in exported
    assert not any(secret in exported for secret in SECRETS)


@pytest.mark.usefixtures("today", "made")
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("view=open", 1),
        ("view=closed", 0),
        ("view=new", 0),
        ("view=late", 0),
        ("view=mine", 1),
        ("serial=2026-0001", 1),
        ("serial=x", 0),
        ("gist=复议", 1),
        ("channel=fax", 0),
        ("received_from=2026-09-22", 0),
    ],
)
def test_the_list_is_filtered(office, query, count):
    shown = page(logged_in(office.cast.wang), f"/desk/requests/?{query}")
    assert ("2026-0001</a>" in shown) is bool(count)


@pytest.mark.usefixtures("today", "made")
@pytest.mark.parametrize(
    ("cell", "is_there"),
    [
        ("cell=new.total&year=2026", True),
        ("cell=new.natural&year=2026", True),
        ("cell=new.company&year=2026", False),
        ("cell=new.total&year=2025", False),
        ("cell=carried_out.total&year=2026&organ=0", False),
        ("cell=nonsense.total&year=2026&view=open", True),
    ],
)
def test_a_cell_of_the_report_opens_its_requests(office, cell, is_there):
    shown = page(logged_in(office.cast.wang), f"/desk/requests/?{cell}")
    assert ("2026-0001</a>" in shown) is is_there


@pytest.mark.usefixtures("today")
def test_the_case_says_what_it_is_by_when_and_what_comes_next(office, made):
    shown = page(logged_in(office.cast.wang), f"/desk/requests/{made.pk}/")
    for words in ("2026年10月26日", "审查并答复", "现在不能办理的", ASKED_FOR, "第20个工作日", "国庆节放假"):
        assert words in shown
    assert not any(secret in shown for secret in SECRETS)


@pytest.mark.usefixtures("today")
def test_nothing_of_another_organ_is_there(office, made):
    client = logged_in(office.cast.zhao)
    for address in ("", "examination/", "answer/", "applicant/", "moves/E27/", "register/"):
        assert client.get(f"/desk/requests/{made.pk}/{address}").status_code == 404


@pytest.mark.usefixtures("today")
def test_who_only_looks_changes_nothing(office, made):
    client = logged_in(office.cast.sun)
    shown = page(client, f"/desk/requests/{made.pk}/")
    assert "审查并答复" in shown or "等待" in shown
    assert "查看完整信息" not in shown
    for address in ("applicant/", "moves/E27/", "assign/", "answer/"):
        assert client.get(f"/desk/requests/{made.pk}/{address}").status_code == 403


@pytest.mark.usefixtures("today")
def test_the_applicant_is_shown_for_a_purpose_and_that_is_written_down(office, made):
    client, address = logged_in(office.cast.wang), f"/desk/requests/{made.pk}/applicant/"
    assert not any(secret in page(client, address) for secret in SECRETS)
    answer = client.post(address, {"purpose": "填写邮寄信封"})
    assert PERSON["address"] in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "查看申请人完整信息" in page(client, f"/desk/requests/{made.pk}/")


ENTERED = {
    "channel": "signed_mail",
    "submitted_on": "2026-10-09",
    "signed_on": "2026-10-10",
    "signed_by": "收发室",
    "tracking": "EE123456789CN",
    "content": ASKED_FOR,
    "kind": "natural",
    "name": "张三丰",
    "id_kind": "居民身份证",
    "id_number": "130602199001010012",
    "phone": "13800138000",
    "form": "纸质复印件",
    "way": "post",
}


@pytest.mark.usefixtures("today")
def test_a_letter_in_the_post_is_entered_registered_and_given_out(office):
    client = logged_in(office.cast.wang)
    where = posted(client, "/desk/requests/new/", **ENTERED)
    shown = page(client, where)
    assert "查询码" in shown
    assert "以行政机关（含收发室、门卫）签收之日为收到申请之日" in shown
    request = InfoRequest.objects.get()
    assert request.received_on == date(2026, 10, 10)
    posted(client, f"{where}register/", applicant_kind="natural", items="甲文件\n乙文件")
    request.refresh_from_db()
    assert page(client, f"{where}split/").count("另立一件") == 1
    posted(client, f"{where}split/", **{"item-2": "on"})
    assert InfoRequest.objects.count() == 2
    request.refresh_from_db()
    posted(client, f"{where}assign/", unit=office.unit.pk, handler=office.cast.li.pk)
    request.refresh_from_db()
    assert (request.state, request.handler) == ("S3", office.cast.li)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"id_number": "130602199001010013"}, "请核对证件后重新填写"),
        ({"phone": ""}, "至少填写一种"),
        ({"submitted_on": "2026-10-13"}, "日期在今天之后"),
        ({"content": ""}, "请填写申请内容"),
        ({"content": "a\x00b"}, "空字符"),
    ],
)
def test_what_is_entered_wrongly_is_told_and_kept(office, wrong, told):
    shown = page(logged_in(office.cast.wang), "/desk/requests/new/", status=422, **{**ENTERED, **wrong})
    assert told in shown
    assert "EE123456789CN" in shown
    assert not InfoRequest.objects.exists()


@pytest.mark.usefixtures("today")
def test_a_scan_that_cannot_be_kept_leaves_no_request_behind(office):
    sent = {**ENTERED, "uploads": SimpleUploadedFile("病毒.exe", b"MZ" + b"\0" * 200)}
    shown = page(logged_in(office.cast.wang), "/desk/requests/new/", status=422, **sent)
    assert "没有保存" in shown
    assert not InfoRequest.objects.exists()


@pytest.mark.usefixtures("today")
def test_a_correction_is_entered_at_the_counter_and_answered_from_what_was_told(office):
    client = logged_in(office.cast.wang)
    asked = {**ENTERED, "matter": "correction", "channel": "counter", "way": "online"}
    asked["content"] = "援助人员名册中的执业年份“2016年”"
    shown = page(client, "/desk/requests/new/", status=422, **asked)
    assert "更正申请请填写要求更正为" in shown
    assert "更正申请请填写申请人的证据" in shown
    where = posted(client, "/desk/requests/new/", **asked, claimed="2015年", evidence="执业证书复印件")
    made = InfoRequest.objects.get()
    assert (made.kind, made.state) == ("correction", "S3")
    posted(client, f"{where}letters/L30/new/")
    slots = Letter.objects.get().slots
    assert (slots["record"], slots["claimed"]) == (asked["content"], "2015年")
    assert slots["proof"] == "执业证书复印件"
    answer = client.post(f"{where}applicant/", {"purpose": "填写邮寄信封"})
    assert "在本网站凭查询码下载" in answer.content.decode()


@pytest.mark.usefixtures("today")
def test_every_open_step_is_there_though_a_letter_is_still_on_its_way(office):
    request = office.registered()
    tie = answering.begin_letter(request, "L01", on=TODAY, by=office.cast.wang)
    office.signed(tie, on=TODAY)
    answering.send_letter(tie, proof="XA1", on=TODAY, by=office.cast.wang)
    shown = page(logged_in(office.cast.wang), f"/desk/requests/{request.pk}/")
    assert 'assign/">分办</a>' in shown
    assert "登记送达《政府信息公开申请登记回执》" in shown


@pytest.mark.usefixtures("today")
def test_a_request_that_is_to_be_answered_anew_is_open_again(office, made):
    """It stays closed for the report, and is among the open and the overdue until the new reply is out."""
    client, by = logged_in(office.cast.wang), office.cast.wang
    handling.write_finding(made, "third_party", {"data": []}, on=RECEIVED, by=by)
    office.answered(made, "L13", RELEASE, on=RECEIVED)
    assert not made.is_open
    assert "2026-0001</a>" not in page(client, "/desk/requests/?view=open")
    for event in (
        law.ReconsiderationNotified(on=RECEIVED, simplified=False),
        law.OrderedToReReply(on=RECEIVED, by="保定市人民政府", limit=date(2026, 10, 9)),
    ):
        handling.happen(made, event, on=TODAY, by=by)
    assert made.is_open
    assert made.closed_on == RECEIVED
    for view in ("open", "late", "mine"):
        assert "2026-0001</a>" in page(client, f"/desk/requests/?view={view}")
    assert "2026-0001</a>" not in page(client, "/desk/requests/?view=closed")
    steps = page(client, f"/desk/requests/{made.pk}/examination/")
    assert "与原答复的比对" in steps
    posted(client, f"/desk/requests/{made.pk}/examination/re_reply/", same_facts_and_reasons="no")
    tie = answering.begin_letter(made, "L32", follows="L15", on=TODAY, by=by)
    dossier = Dossier(made, tie, TODAY)
    assert "C34" not in {one.id for one in open_blocks(dossier.results())}
    assert tie.letter.slots["ordered_by"] == "保定市人民政府"
    assert Evidence.EARLIER_REPLY in {item.shows for item in dossier.casefile().bundle.held}


@pytest.mark.usefixtures("today")
def test_who_objected_is_told_before_a_release(office, made):
    by, party = office.cast.wang, "第三方1"
    known = {"name": "示例科技有限公司（示例）", "address": "示例市示例路9号"}
    handling.name_consultee(made, law.Party.THIRD_PARTY, known, on=RECEIVED, by=by)
    for event in (
        law.ConsultSent(on=RECEIVED, party=party, kind=law.Party.THIRD_PARTY),
        law.ConsultReceived(on=RECEIVED, party=party),
        law.ConsultAnswered(on=RECEIVED, party=party, agrees=False),
        law.Drafted(on=RECEIVED, letter="L13"),
    ):
        handling.happen(made, event, on=TODAY, by=by)
    client, where = logged_in(by), f"/desk/requests/{made.pk}/"
    shown = page(client, where)
    assert f'name="party" value="{party}"' in shown
    assert "告知第三方1决定公开" in shown
    posted(client, f"{where}letters/L07/new/", party=party)
    assert CaseLetter.objects.get(letter__code="L07").party == party
    assert "告知第三方1决定公开" not in page(client, where)


@pytest.mark.usefixtures("today")
def test_a_move_that_is_not_open_says_why_and_keeps_what_was_typed(office, made):
    client = logged_in(office.cast.wang)
    address = f"/desk/requests/{made.pk}/moves/E11/"
    assert "现在不能办理" in page(client, address)
    shown = page(client, address, status=422, on="2026-10-12", proof_of_service="XA1234567")
    assert "XA1234567" in shown
    assert "须在“等待补正”时进行" in shown


@pytest.mark.usefixtures("today")
def test_somebody_else_acted_meanwhile(office, made):
    client = logged_in(office.cast.wang)
    sent = {
        "on": "2026-10-12",
        "systems": "公文系统",
        "keywords": "统计",
        "result": "有",
        "version": made.version - 1,
    }
    shown = page(client, f"/desk/requests/{made.pk}/moves/E28/", status=422, **sent)
    assert "其他人已经处理过" in shown
    assert "公文系统" in shown


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("number", sorted(BY_NUMBER.keys() - {"E18"}))
def test_every_move_has_its_form(office, made, number):
    assert "<form" in page(logged_in(office.cast.wang), f"/desk/requests/{made.pk}/moves/{number}/")


@pytest.mark.usefixtures("today")
def test_only_the_head_extends(office, made):
    address = f"/desk/requests/{made.pk}/moves/E18/"
    assert logged_in(office.cast.wang).get(address).status_code == 403
    head = logged_in(office.cast.zhou)
    posted(head, address, on="2026-10-12", workdays=10, reason="需要检索多年的纸质档案")
    clerk = logged_in(office.cast.wang)
    where = posted(clerk, f"/desk/requests/{made.pk}/letters/L04/new/")
    tie = CaseLetter.objects.get()
    assert tie.letter.slots["extended_to"] == "2026-11-09"
    posted(clerk, where, **_slots(tie.letter, reason="需要检索多年的纸质档案"))
    shown = page(head, where)
    assert "签发并编号" in shown, shown[shown.rindex("必须改正") :][:900]


def _slots(letter, **more):
    plain = {
        key: "\n".join(value) if isinstance(value, list) else value for key, value in letter.slots.items()
    }
    return {**plain, "delivery": letter.delivery, **more}


@pytest.mark.usefixtures("today")
def test_an_answer_from_examination_to_service(office, made):
    cast = office.cast
    clerk, head = logged_in(cast.wang), logged_in(cast.zhou)
    case = f"/desk/requests/{made.pk}/"
    assert "补不补" in page(clerk, f"{case}examination/")
    posted(clerk, f"{case}examination/third_party/", **{"none-data": "on"})
    posted(clerk, f"{case}examination/form/", wanted="纸质复印件", given="纸质复印件")
    assert "已核查，没有" in page(clerk, f"{case}examination/")
    assert "予以公开" in page(clerk, f"{case}answer/")
    where = posted(clerk, f"{case}letters/L13/new/")
    tie = CaseLetter.objects.get()
    shown = page(clerk, where)
    assert "还不能成文" in shown
    posted(
        clerk,
        where,
        **_slots(
            tie.letter,
            information="《统计表》，共3页",
            mode="attached",
            form="纸质复印件",
            attachments="统计表",
        ),
    )
    shown = page(clerk, where)
    assert "如不服本答复" in shown
    assert "必须改正" not in shown, shown[shown.index("必须改正") :][:1500]
    posted(clerk, f"{where}submit/")
    review = f"{case}moves/E29/"
    assert clerk.post(review, {"on": "2026-10-12", "review": "legal", "passed": "yes"}).status_code == 403
    with cast.entered(cast.qian):
        for role in (Role.LEGAL, Role.REVIEWER):
            Appointment.objects.create(
                user=cast.zhou, organ=cast.justice, role=role, since_on=date(2024, 1, 1)
            )
    for kind in ("disclosure", "secrecy", "legal"):
        posted(head, review, on="2026-10-12", review=kind, passed="yes")
    assert clerk.post(f"{where}sign/").status_code == 403
    posted(head, f"{where}sign/")
    letter = Letter.objects.get()
    assert letter.number == "示司公复〔2026〕1号"
    posted(clerk, f"{where}send/", on="2026-10-12", proof="XA00000000013", is_sealed="on")
    posted(clerk, f"{where}serve/", on="2026-10-12", received_by="张三丰")
    made.refresh_from_db()
    assert (made.state, made.row) == ("S10", "granted")
    shown = page(clerk, where)
    assert "已送达" in shown
    assert "XA00000000013" in shown
    answer = clerk.get(f"/desk/files/{letter.pdf.pk}/download/")
    assert b"".join(answer.streaming_content)[:4] == b"%PDF"


@pytest.mark.usefixtures("today")
def test_a_third_party_is_entered_and_asked(office, made):
    clerk = logged_in(office.cast.wang)
    where = posted(
        clerk,
        f"/desk/requests/{made.pk}/consult/",
        kind=law.Party.THIRD_PARTY.value,
        name="示例科技有限公司（示例）",
        address="示例市示例路9号",
    )
    shown = page(clerk, where)
    assert "示例科技有限公司" in shown
    assert CaseLetter.objects.get().party == "第三方1"
    assert "第三方1" in page(clerk, f"/desk/requests/{made.pk}/")


@pytest.mark.usefixtures("today")
def test_filters_are_kept_under_a_name(office):
    client = logged_in(office.cast.wang)
    posted(client, "/desk/requests/views/", name="逾期的", query="view=late&evil=%22%3E")
    shown = page(client, "/desk/requests/")
    assert "逾期的" in shown
    assert "evil" not in shown
    assert "逾期的" not in page(logged_in(office.cast.li), "/desk/requests/")


@pytest.mark.usefixtures("today")
def test_the_head_of_letters_is_filled_in(office):
    client = logged_in(office.cast.qian)
    shown = page(client, "/desk/requests/letterhead/")
    assert "复议机关（本级人民政府）全称" in shown
    assert "保定市人民政府" in shown
    assert logged_in(office.cast.wang).get("/desk/requests/letterhead/").status_code == 403
