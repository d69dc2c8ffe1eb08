"""Letters of a case, from draft to service."""

import re
from datetime import date

import pytest
from tests.requests.office import ASKED_FOR, moment

from gongkai.files.actions import InUseError, remove
from gongkai.files.receiving import receive
from gongkai.law import events as law
from gongkai.ledger.queries import broken
from gongkai.letters.actions import FrozenError, NotReadyError
from gongkai.letters.models import Letter, Series
from gongkai.requests.actions import answering, handling
from gongkai.requests.actions.answering import ChecksFailedError
from gongkai.requests.actions.pending import NotAllowedError
from gongkai.requests.dossier import Dossier
from gongkai.requests.models import Paper
from gongkai.requests.queries import case_of, letters_of

ON = date(2026, 10, 12)
RELEASE = {
    "information": [f"《{ASKED_FOR}》，共3页"],
    "mode": "attached",
    "form": "纸质复印件",
    "attachments": [ASKED_FOR],
}


def looked_through(request, office):
    handling.write_finding(request, "third_party", {"data": []}, on=ON, by=office.cast.wang)


def test_a_release_from_draft_to_archive(office):
    request = office.handled()
    looked_through(request, office)
    tie = office.answered(request, "L13", RELEASE, on=ON)
    assert tie.letter.number == "示司公复〔2026〕1号"
    assert (request.state, request.row, request.closed_on) == ("S9", "granted", ON)
    assert request.clock == "answered"
    assert not request.is_late
    answering.serve_letter(
        tie, received_by="本人", on=date(2026, 10, 15), today=date(2026, 10, 16), by=office.cast.wang
    )
    archived = law.Archived(on=date(2026, 10, 19), number="2026-依申请-1")
    handling.happen(request, archived, on=date(2026, 10, 19), by=office.cast.wang)
    assert request.archived_on == date(2026, 10, 19)
    assert tie.letter.docx.stored.path.read_bytes()[:2] == b"PK"
    assert tie.letter.pdf.stored.path.read_bytes()[:4] == b"%PDF"
    assert not broken()


def test_what_a_letter_or_a_case_rests_on_cannot_be_removed(office):
    request = office.handled()
    looked_through(request, office)
    letter = office.answered(request, "L13", RELEASE, on=ON).letter
    proof, _ = receive(office.cast.justice, "回执.txt", [b"1"], on=ON, at=moment(ON), by=office.cast.wang)
    handling.add_paper(request, proof, Paper.Purpose.EVIDENCE, on=ON, by=office.cast.wang)
    uses = {
        letter.docx: f"已签发的文书《{letter.title}》（{letter.number}）",
        letter.pdf: "已签发的文书",
        proof: f"申请{request.serial}的卷内材料（证据材料）",
    }
    for file, use in uses.items():
        with pytest.raises(InUseError, match=re.escape(use)):
            remove(file, on=ON, at=moment(ON), by=office.cast.wang)


def test_what_is_written_down_is_completed_from_the_records(office):
    request = office.handled()
    told = {"pages": 40, "told_where": False}
    handling.write_finding(request, "fee", told, on=ON, by=office.cast.wang)
    tie = answering.begin_letter(request, "L28", on=ON, by=office.cast.wang)
    slots = {"tariff": "pages", "amount": 100, "count_basis": "40页", "pay_way": "缴款码"}
    office.filled(tie, {**slots, "calculation": ["10页 × 10元 = 100元"]}, on=ON)
    facts = Dossier(request, tie, ON).casefile().fee
    assert (facts.pages, facts.told_where, facts.tariff, facts.amount) == (40, False, "pages", 100)
    office.signed(tie, on=ON)


def test_what_the_file_knows_need_not_be_typed(office):
    request = office.handled()
    tie = answering.begin_letter(request, "L13", on=ON, by=office.cast.wang)
    slots = tie.letter.slots
    assert slots["addressee"] == "张三丰"
    assert slots["you"] == "person"
    assert slots["received_on"] == "2026-09-21"
    assert slots["channel"] == "web"
    assert slots["content"] == ASKED_FOR


def test_a_check_that_blocks_stops_the_signing_and_says_what_to_do(office):
    request = office.handled()
    search = law.Searched(on=ON, systems=("公文系统",), keywords=("统计表",), by="王经办", result="没有")
    handling.happen(request, search, on=ON, by=office.cast.wang)
    tie = answering.begin_letter(request, "L18", on=ON, by=office.cast.wang)
    answering.submit_reply(tie, on=ON, by=office.cast.wang)
    office.reviewed(request, on=ON)
    with pytest.raises(ChecksFailedError) as caught:
        office.signed(tie, on=ON)
    assert "C08" in {result.id for result in caught.value.results}
    assert not Series.objects.exists()
    assert Letter.objects.get().state == "draft"


def test_numbers_are_taken_only_by_what_was_signed(office):
    request = office.handled()
    looked_through(request, office)
    tie = answering.begin_letter(request, "L13", on=ON, by=office.cast.wang)
    answering.submit_reply(tie, on=ON, by=office.cast.wang)
    office.reviewed(request, on=ON)
    with pytest.raises((NotReadyError, ChecksFailedError)):  # nothing says what is released
        office.signed(tie, on=ON)
    other = office.handled()
    looked_through(other, office)
    assert office.answered(other, "L13", RELEASE, on=ON).letter.number == "示司公复〔2026〕1号"


def test_a_signed_letter_is_frozen(office):
    request = office.handled()
    looked_through(request, office)
    tie = office.answered(request, "L13", RELEASE, on=ON)
    with pytest.raises(FrozenError, match="不能再改动"):
        office.filled(tie, {"form": "电子文件"}, on=ON)


def test_a_notice_to_supplement_is_the_move_of_the_procedure(office):
    request = office.handled()
    on = date(2026, 9, 28)
    told = {"was_unclear": True, "papers_refused": False}
    handling.write_finding(request, "supplement", told, on=on, by=office.cast.wang)
    tie = answering.begin_letter(request, "L02", on=on, by=office.cast.wang)
    assert "邮寄至" in tie.letter.slots["return_way"]
    office.filled(
        tie,
        {
            "unclear": "没有写明年份",
            "points": ["请写明哪一年"],
            "guidance": "可以在政府信息公开目录中查找名称",
            "deadline": "2026-10-20",
        },
        on=on,
    )
    office.signed(tie, on=on)
    answering.send_letter(tie, proof="XA1", on=on, by=office.cast.wang)
    assert (request.state, request.clock) == ("S2", "stopped")
    assert (request.next_limit_on, request.next_limit) == (date(2026, 10, 20), "申请人补正")
    came = law.Supplemented(on=date(2026, 10, 19), content="2025年")
    handling.happen(request, came, on=date(2026, 10, 19), by=office.cast.wang)
    assert request.due_on == date(2026, 11, 16)  # vector 7 of the law
    second = answering.begin_letter(request, "L02", on=date(2026, 10, 19), by=office.cast.wang)
    assert case_of(request).supplement.supplemented_on == date(2026, 10, 19)
    office.filled(
        second,
        {"unclear": "x", "points": ["y"], "guidance": "z", "deadline": "2026-11-20"},
        on=date(2026, 10, 19),
    )
    with pytest.raises(NotAllowedError, match="只能发出一次"):
        office.signed(second, on=date(2026, 10, 20))


def test_a_third_party_is_consulted_by_a_letter_that_tells_nothing_of_the_applicant(office):
    request = office.handled()
    on = date(2026, 9, 28)
    party = handling.name_consultee(
        request,
        law.Party.THIRD_PARTY,
        {"name": "示例科技有限公司（示例）", "address": "示例市示例路9号"},
        on=on,
        by=office.cast.wang,
    )
    tie = answering.begin_letter(request, "L05", consultee=party, on=on, by=office.cast.wang)
    leak = {"record": ASKED_FOR, "concerning": "张三丰要求的配方，电话13800138000"}
    office.filled(tie, leak, on=on)
    with pytest.raises(ChecksFailedError, match="C31"):
        office.signed(tie, on=on)
    office.filled(tie, {"concerning": "第二部分的配方"}, on=on)
    office.signed(tie, on=on)
    answering.send_letter(tie, proof="XA2", on=on, by=office.cast.wang)
    assert request.state == "S4"
    answering.serve_letter(tie, on=date(2026, 9, 30), today=date(2026, 10, 9), by=office.cast.wang)
    assert (request.next_limit_on, request.next_limit) == (date(2026, 10, 27), "第三方1答复意见")


def test_a_returned_letter_is_sent_again(office):
    request = office.handled()
    looked_through(request, office)
    tie = office.answered(request, "L13", RELEASE, on=ON)
    answering.return_letter(tie, "查无此人", on=date(2026, 10, 16), by=office.cast.wang)
    assert request.state == "S8"
    answering.send_letter(tie, proof="XA3", on=date(2026, 10, 19), by=office.cast.wang)
    assert request.state == "S9"
    assert letters_of(request).count() == 1
