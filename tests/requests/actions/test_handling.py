"""Moving requests on."""

from datetime import date

import pytest
from tests.requests.office import PERSON, RECEIVED

from gongkai.law import events as law
from gongkai.ledger.actions import ChangedMeanwhileError
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.ledger.subjects import subject
from gongkai.requests.actions import handling
from gongkai.requests.actions.pending import NotAllowedError
from gongkai.requests.models import Applicant, InfoRequest
from gongkai.requests.queries import applicant_of, case_of, due_by, events, moves, open_requests, overdue


def test_two_clerks_at_once_one_is_told_of_the_other(office):
    request = office.registered()
    seen = request.version
    again = InfoRequest.objects.get(pk=request.pk)
    handling.assign(request, office.unit, office.cast.wang, on=RECEIVED, by=office.cast.wang, expected=seen)
    with pytest.raises(ChangedMeanwhileError):
        handling.assign(again, office.unit, office.cast.li, on=RECEIVED, by=office.cast.li, expected=seen)
    assert InfoRequest.objects.get().handler == office.cast.wang


def test_the_version_counts_the_entries_about_the_request(office):
    request = office.handled()
    handling.name_handler(request, office.cast.li, on=RECEIVED, by=office.cast.wang)
    assert request.version == Entry.objects.filter(about=subject(request)).count()


def test_what_the_procedure_does_not_allow_is_not_stored(office):
    request = office.handled()
    before = request.version
    with pytest.raises(NotAllowedError, match="须先"):
        handling.happen(request, law.Drafted(on=RECEIVED, letter="L18"), on=RECEIVED, by=office.cast.wang)
    fresh = InfoRequest.objects.get()
    assert (fresh.state, fresh.version) == ("S3", before)


def test_a_consultation_suspends_the_clock_and_what_is_learned_later_goes_where_its_day_belongs(office):
    request = office.handled()
    sent = law.ConsultSent(on=date(2026, 9, 28), party="第三方1", kind=law.Party.THIRD_PARTY)
    handling.happen(request, sent, on=date(2026, 9, 28), by=office.cast.wang)
    assert request.clock == "suspended"
    search = law.Searched(
        on=date(2026, 10, 9), systems=("公文系统",), keywords=("统计表", "复议"), by="王经办", result="找到"
    )
    handling.happen(request, search, on=date(2026, 10, 9), by=office.cast.wang)
    came = law.ConsultReceived(on=date(2026, 9, 30), party="第三方1")  # the postal slip came in late
    handling.happen(request, came, on=date(2026, 10, 10), by=office.cast.wang)
    answer = law.ConsultAnswered(on=date(2026, 10, 13), party="第三方1", agrees=True, reasons="没有意见")
    handling.happen(request, answer, on=date(2026, 10, 13), by=office.cast.wang)
    assert request.due_on == date(2026, 11, 4)  # vector 5 of the law
    assert [type(event).__name__ for event in events(request)][-4:] == [
        "ConsultSent",
        "ConsultReceived",
        "Searched",
        "ConsultAnswered",
    ]
    assert "没有意见" not in " ".join(str(entry.data) for entry in Entry.objects.all())


def test_lists_find_what_presses(office):
    request = office.handled()
    assert list(open_requests()) == [request]
    assert list(due_by(date(2026, 10, 1), date(2026, 10, 8))) == [request]  # the notice to supplement
    assert list(overdue(date(2026, 10, 27))) == [request]
    assert not overdue(date(2026, 10, 26)).exists()


def test_each_move_says_whether_it_is_open_and_why_not(office):
    found = {move.number: move for move in moves(case_of(office.handled()), date(2026, 9, 22))}
    assert found["E09"].allowed
    assert not found["E31"].allowed
    assert "须在“已拟稿，待签发”时进行" in found["E31"].reason


def test_looking_at_the_applicant_is_written_down(office):
    request = office.registered()
    shown = handling.show_applicant(request, "电话核对补正内容", on=RECEIVED, by=office.cast.wang)
    assert shown["phone"] == PERSON["phone"]
    assert "code" not in shown
    entry = Entry.objects.filter(about=subject(request)).order_by("-seq").first()
    assert (entry.act, entry.data) == ("requests.ApplicantShown", {"purpose": "电话核对补正内容"})


def test_what_is_purged_leaves_every_figure(office):
    request = office.handled()
    with pytest.raises(NotAllowedError, match="归档后再清除"):
        handling.purge_applicant(request, on=RECEIVED, by=office.cast.wang)
    withdrawn = law.Withdrawn(on=RECEIVED, proof="撤回书")
    handling.happen(request, withdrawn, on=RECEIVED, by=office.cast.wang)
    handling.happen(request, law.Archived(on=RECEIVED, number="1"), on=RECEIVED, by=office.cast.wang)
    before = case_of(request)
    counted = (request.row, request.applicant_kind, request.received_on, request.closed_on)
    handling.purge_applicant(request, on=RECEIVED, by=office.cast.wang)
    assert applicant_of(request) == {}
    assert case_of(request) == before
    fresh = InfoRequest.objects.get()
    assert (fresh.row, fresh.applicant_kind, fresh.received_on, fresh.closed_on) == counted
    assert counted == ("other.other", "natural", RECEIVED, RECEIVED)
    assert PERSON["name"] not in f"{fresh.masked}{fresh.gist}"
    assert not broken()


def test_a_finding_that_does_not_fit_is_refused(office):
    request = office.handled()
    with pytest.raises(NotAllowedError, match="审查记录填写有误"):
        handling.write_finding(request, "harm", {"x": 1}, on=RECEIVED, by=office.cast.wang)
    found = handling.write_finding(
        request,
        "separation",
        {"is_separable": False, "why_not": "合为一体"},
        on=RECEIVED,
        by=office.cast.wang,
    )
    assert found.data["why_not"] == "合为一体"


def test_a_new_code_takes_the_place_of_the_old(office):
    request = office.submit().request
    before = request.code_digest
    code = handling.renew_code(request, on=RECEIVED, by=office.cast.wang)
    assert request.code_digest != before
    assert Applicant.objects.get().data["code"] == code


def test_nothing_of_another_organ_is_seen(office):
    request = office.registered()
    with office.cast.entered(office.cast.zhao):
        assert not InfoRequest.objects.exists()
        assert not Applicant.objects.exists()
        with pytest.raises(InfoRequest.DoesNotExist):
            handling.name_handler(request, office.cast.zhao, on=RECEIVED, by=office.cast.zhao)
