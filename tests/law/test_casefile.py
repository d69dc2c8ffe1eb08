from datetime import date

import pytest
from tests.law.casefiles import RULES, lawful
from tests.law.stories import events

from gongkai.law.casefile import CaseFile, Conclusion, Draft, folded
from gongkai.law.events import Drafted, Sent, Submitted
from gongkai.law.outcomes import UnknownLetterError
from gongkai.law.statutes import GIR

COUNTER = [[date(2026, 9, 21), "提交申请"], [date(2026, 9, 21), "登记并分办"]]
LATE_NOTICE = [date(2026, 10, 12), "发出补正通知", {"deadline": date(2026, 10, 30)}]


def test_what_the_procedure_refuses_stays_in_the_file_and_counts_for_nothing():
    told = events([*COUNTER, LATE_NOTICE])
    case, refused = folded(told, RULES)
    assert case == folded(told[:-1], RULES)[0]
    (refusal,) = refused
    assert refusal.event == told[-1]
    assert "第7个工作日" in refusal.reason
    assert refusal.provision == GIR.art(30)


def test_events_before_there_was_a_regulation_are_refused_not_crashed_on():
    told = events([[date(2005, 3, 1), "提交申请"], [date(2005, 3, 1), "登记并分办"]])
    file = CaseFile.of(told, on=date(2026, 10, 19), rules=RULES)
    assert file.clock is None
    assert file.due_on is None
    asked = events([[date(2005, 3, 2), "发出补正通知", {"deadline": date(2005, 3, 30)}]])
    (refusal,) = folded([*told, *asked], RULES)[1]
    assert "尚未施行" in refusal.reason


def test_a_file_without_events_has_neither_case_nor_clock():
    file = CaseFile.of([], on=date(2026, 10, 19), rules=RULES)
    assert (file.case, file.clock, file.items, file.asked_on, file.sent_on) == (None,) * 5
    assert file.asked_text == ""
    assert file.endings == frozenset()


def test_the_days_of_a_file_are_those_of_its_clock():
    file = CaseFile.of(events(COUNTER), on=date(2026, 10, 19), rules=RULES)
    assert (file.received_on, file.due_on) == (date(2026, 9, 21), date(2026, 10, 26))


def test_a_correction_is_received_when_it_is_asked_for():
    file = CaseFile.of(events([[date(2026, 9, 21), "申请更正"]]), on=date(2026, 10, 19), rules=RULES)
    assert file.received_on == date(2026, 9, 21)


def test_an_order_to_reply_anew_begins_a_new_round():
    file = lawful("L32")
    assert [event.letter for event in file.happened(Drafted)] == ["L18", "L32"]
    assert [event.letter for event in file.this_round(Drafted)] == ["L32"]
    assert file.happened(Sent)
    assert file.sent_on is None
    assert len(file.this_round(Submitted)) == 0


def test_the_endings_are_those_of_letter_conclusions_and_withheld_parts():
    draft = Draft(letter="L15", conclusions=(Conclusion(item=1, letter="L15", withheld=("L16d", "L16e")),))
    file = CaseFile(on=date(2026, 10, 19), rules=RULES, draft=draft)
    assert file.endings == {"L15", "L16d", "L16e"}


def test_a_letter_that_does_not_exist_cannot_be_drafted():
    with pytest.raises(UnknownLetterError, match="L99"):
        Draft(letter="L99")
    with pytest.raises(UnknownLetterError, match="L16z"):
        Conclusion(item=1, letter="L15", withheld=("L16z",))
    with pytest.raises(UnknownLetterError, match="L00"):
        Draft(letter="L32", answers_by="L00")


def test_searches_among_the_events_count_where_none_are_written_down_at_length():
    file = lawful("L18")
    assert file.all_searches == file.searches
    brief = CaseFile.of(file.events, on=file.on, rules=RULES).all_searches
    assert [search.systems for search in brief] == [("公文系统",)]
    assert CaseFile.of(events(COUNTER), on=file.on, rules=RULES).all_searches is None


def test_reasons_are_those_of_the_conclusion_and_unknown_without_one():
    file = lawful("L19")
    assert file.reasons_for("L19") == ("该信息由市交通运输部门在履行职责过程中制作",)
    assert file.reasons_for("L13") == (None,)
    assert CaseFile(on=file.on, rules=RULES).reasons_for("L19") == (None,)
