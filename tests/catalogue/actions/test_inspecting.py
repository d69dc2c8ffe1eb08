"""The gate: what it finds holds an item back until it is removed or justified."""

import pytest
from tests.catalogue.press import TODAY
from tests.files import made

from gongkai.catalogue.actions.inspecting import GateError, inspect, justify
from gongkai.catalogue.actions.publishing import PublishingError
from gongkai.catalogue.choices import State
from gongkai.catalogue.models import Finding
from gongkai.catalogue.queries.desk import open_findings
from gongkai.ledger.models import Entry

LEAK = "<p>值班手机13800138000，请各科室周知并做好登记。</p>"


def justified(press, finding, reason="系本机关对外公布的值班手机", by=None):
    by = by or press.cast.li
    with press.cast.entered(by):
        return justify(finding, reason=reason, on=TODAY, by=by)


def test_an_open_finding_holds_an_item_back(press):
    item = press.ready(body=LEAK)
    with pytest.raises(PublishingError, match="1处没有处理"):
        press.publish(item)
    assert not item.number


def test_a_justified_finding_lets_it_pass(press):
    item = press.ready(body=LEAK)
    justified(press, Finding.objects.get())
    press.publish(item)
    assert item.state == State.PUBLISHED


def test_a_removed_finding_is_gone(press):
    item = press.submitted(body=LEAK)
    press.rejected(item, State.FIRST, press.cast.li)
    press.revise(item, body="<p>请拨打值班电话，并做好登记。</p>")
    press.submit(item)
    assert not Finding.objects.exists()


def test_a_justification_stays_while_the_same_thing_is_found(press):
    item = press.submitted(body=LEAK)
    justified(press, Finding.objects.get())
    press.rejected(item, State.FIRST, press.cast.li)
    press.revise(item, title="换了标题的通知")
    press.submit(item)
    assert not open_findings(item).exists()
    press.rejected(item, State.FIRST, press.cast.li)
    press.revise(item, body=LEAK.replace("13800138000", "13900139000"))
    press.submit(item)
    assert open_findings(item).count() == 1


def test_a_drafter_does_not_answer_for_the_own_text(press):
    press.submitted(body=LEAK)
    with pytest.raises(GateError, match="拟稿人"):
        justified(press, Finding.objects.get(), by=press.cast.wang)


def test_a_justification_says_why(press):
    press.submitted(body=LEAK)
    with pytest.raises(GateError, match="理由"):
        justified(press, Finding.objects.get(), reason=" 无 ")


def test_what_is_out_needs_no_gate(press):
    item = press.ready(body=LEAK)
    finding = justified(press, Finding.objects.get())
    press.publish(item)
    with pytest.raises(GateError, match="已发布"):
        justified(press, finding)
    with press.cast.entered(press.jiang), pytest.raises(GateError, match="不需要检查"):
        inspect(item, on=TODAY, by=press.jiang)


def test_files_are_looked_through_too(press):
    item = press.draft()
    press.attach(item, made.docx("联系人手机13800138000"))
    press.submit(item)
    found = Finding.objects.get()
    assert (found.kind, found.place) == ("mobile", "附件“附件.docx”：正文第2段")
    assert "13800138000" in found.told[0]


def test_what_was_found_is_sealed_and_never_enters_the_ledger(press):
    press.submitted(body=LEAK)
    justified(press, Finding.objects.get())
    assert "13800138000" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_a_telephone_of_a_unit_is_let_pass(press):
    press.cast.wang.refresh_from_db()
    with press.cast.entered(press.cast.qian):
        press.organ.units.create(name="值班室", phone="138-0013-8000")
    press.submitted(body=LEAK)
    assert not Finding.objects.exists()


def test_the_gate_can_be_asked_again(press):
    item = press.ready()
    with press.cast.entered(press.jiang):
        inspect(item, on=TODAY, by=press.jiang)
    assert Entry.objects.filter(act="catalogue.ItemInspected").count() == 2
