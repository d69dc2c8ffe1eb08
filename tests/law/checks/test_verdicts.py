import pytest

from gongkai import data, facts
from gongkai.law.checks import (
    CheckResult,
    CheckRules,
    LoosenedCheckError,
    Outcome,
    Severity,
    UnknownCheckError,
    Verdict,
)
from gongkai.law.checks.verdicts import lacking, verdict
from gongkai.law.statutes import GIR

WARNINGS = {"C03", "C04", "C09", "C17", "C18", "C23", "C24", "C28", "C33", "C36"}


def result(found: Verdict, *, id_: str = "C08") -> CheckResult:
    return CheckResult(facts.checks().by_id[id_], found, (GIR.art(36, item=4),))


def test_what_is_wrong_comes_first_and_what_is_missing_is_still_named():
    found = verdict(GIR.art(30), ok="", faults=["错一", None, "错二"], missing=["材料"])
    assert found.outcome is Outcome.FAILED
    assert found.message == "不符合《条例》第三十条：错一；错二；另缺材料，请补录。"


def test_missing_facts_alone_are_missing_never_ok():
    found = verdict(GIR.art(30), ok="齐全。", missing=["日期", None, "期限"])
    assert found.outcome is Outcome.MISSING
    assert found.message == "缺日期、期限，请补录后再核（《条例》第三十条）。"


def test_nothing_wrong_and_nothing_missing_is_ok():
    assert verdict(GIR.art(30), ok="齐全。", faults=[None], missing=[None]) == Verdict(Outcome.OK, "齐全。")


def test_only_a_failure_that_lies_wholly_in_the_past_is_past():
    assert verdict("某条", ok="", past=["已逾期"]).past
    assert not verdict("某条", ok="", past=["已逾期"], faults=["地址错误"]).past
    assert not verdict("某条", ok="", past=["已逾期"], missing=["凭证"]).past


def test_an_empty_list_is_known_and_an_empty_text_is_not():
    assert lacking({"检索词": (), "期限": "", "机关": None, "标志": False}) == ["期限", "机关"]


@pytest.mark.parametrize(
    ("found", "stops", "logged"),
    [
        (Verdict(Outcome.OK, ""), False, False),
        (Verdict(Outcome.NOT_APPLICABLE, ""), False, False),
        (Verdict(Outcome.MISSING, ""), True, False),
        (Verdict(Outcome.FAILED, ""), True, False),
        (Verdict(Outcome.FAILED, "", past=True), False, True),
    ],
)
def test_a_block_that_is_open_stops_the_signing_unless_it_lies_in_the_past(found, stops, logged):
    assert result(found).stops_signing is stops
    assert result(found).is_logged is logged
    assert not result(found, id_="C09").stops_signing


def test_the_shipped_rules_name_every_check_with_a_source():
    rules = facts.checks()
    assert {id_ for id_, rule in rules.by_id.items() if rule.severity is Severity.WARN} == WARNINGS
    assert all(rule.title and rule.source for rule in rules.by_id.values())


def test_what_no_text_confirms_is_marked_and_asks_a_lawyer_a_question():
    for rule in facts.checks().by_id.values():
        assert rule.confirmed or rule.question.endswith("？"), rule.id
        assert not (rule.confirmed and rule.tag in {"2", "D", "U"}), rule.id
        assert rule.tag in {"S", "P", "2", "D", "U"}


def test_a_file_that_lacks_a_check_is_refused():
    entries = {id_: entry for id_, entry in data.read_toml("checks.toml").items() if id_ != "C36"}
    with pytest.raises(UnknownCheckError, match="C36"):
        CheckRules.from_facts(entries)


def test_an_office_may_make_a_check_stricter_and_take_that_back():
    rules = facts.checks().tightened({"C09": Severity.BLOCK})
    assert rules.by_id["C09"].severity is Severity.BLOCK
    assert facts.checks().by_id["C09"].severity is Severity.WARN
    assert facts.checks().tightened({"C09": Severity.WARN}) == facts.checks()


def test_an_office_may_not_make_a_check_milder():
    with pytest.raises(LoosenedCheckError, match="不得降为提醒"):
        facts.checks().tightened({"C08": Severity.WARN})


def test_an_office_cannot_set_a_check_that_does_not_exist():
    with pytest.raises(UnknownCheckError, match="C99"):
        facts.checks().tightened({"C99": Severity.BLOCK})


def test_a_result_shows_its_rule():
    found = result(Verdict(Outcome.FAILED, "缺少检索"))
    assert (found.id, found.severity, found.message) == ("C08", Severity.BLOCK, "缺少检索")
    assert found.is_open
