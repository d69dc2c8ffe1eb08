"""Drafting items."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.catalogue.press import BODY, TODAY, WORDING, columned, moment
from tests.files import made

from gongkai.catalogue.actions import drafting
from gongkai.catalogue.actions.columns import close_column
from gongkai.catalogue.actions.drafting import FrozenError, WordingError
from gongkai.catalogue.choices import State
from gongkai.catalogue.models import Attachment, Item, Version
from gongkai.catalogue.queries.desk import versions
from gongkai.ledger.actions import ChangedMeanwhileError
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken, version
from gongkai.ledger.subjects import subject


def acts(item):
    return [
        entry.act.partition(".")[2] for entry in Entry.objects.filter(about=subject(item)).order_by("seq")
    ]


def test_a_draft_has_its_clock_and_its_first_version(press):
    item = press.draft()
    assert item.due_on == date(2026, 10, 26)
    assert (item.state, item.version, item.number) == (State.DRAFT, 1, "")
    assert Version.objects.get(item=item).title == WORDING.title
    assert acts(item) == ["ItemDrafted"]


def test_a_changed_text_is_counted_from_its_change(press):
    assert press.draft(changed_on=date(2026, 9, 25)).due_on > date(2026, 10, 26)


def test_what_is_not_published_of_ones_own_accord_has_no_last_day(press):
    assert press.draft(attribute="on_request", reason="只涉及特定相对人").due_on is None


def test_every_version_is_kept(press):
    item = press.draft()
    press.revise(item, body="<p>改过的正文。</p>")
    press.revise(item, title="改过的标题")
    assert [(one.number, one.title, one.body) for one in versions(item)] == [
        (3, "改过的标题", "<p>改过的正文。</p>"),
        (2, WORDING.title, "<p>改过的正文。</p>"),
        (1, WORDING.title, BODY),
    ]


def test_the_words_of_a_draft_never_enter_the_ledger(press):
    item = press.draft()
    press.revise(item, title="尚未公布的标题")
    told = str(list(Entry.objects.filter(about=subject(item)).values_list("data", flat=True)))
    assert "尚未公布" not in told
    assert WORDING.title not in told
    assert broken() == []


def test_a_body_is_cleaned_when_it_is_kept(press):
    item = press.draft(body='<p onclick="x()">甲<script>x()</script></p><iframe src="//x"></iframe>')
    assert item.body == "<p>甲</p>"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"title": "  "}, "标题"),
        ({"formed_on": TODAY + timedelta(days=1)}, "不能晚于今天"),
        ({"changed_on": TODAY + timedelta(days=1)}, "不能晚于今天"),
        ({"effective_on": TODAY, "expires_on": TODAY - timedelta(days=1)}, "有效期至"),
        ({"attribute": "closed"}, "法定理由"),
        ({"attribute": "on_request"}, "写明理由"),
    ],
)
def test_an_unsound_wording_is_refused_and_says_what_to_change(press, words, told):
    with pytest.raises(WordingError, match=told):
        press.draft(**words)
    assert not Item.objects.exists()


def test_a_closed_column_takes_nothing_new(press):
    with press.cast.entered(press.cast.zhou):
        close_column(press.column, on=TODAY, by=press.cast.zhou)
    with pytest.raises(WordingError, match="停用"):
        press.draft()


def test_two_people_at_once_one_is_told_of_the_other(press):
    item = press.draft()
    seen = version(item)
    again = Item.objects.get(pk=item.pk)
    press.revise(item, title="先改的")
    with pytest.raises(ChangedMeanwhileError):
        drafting.revise(
            again,
            press.column,
            replace(WORDING, title="后改的"),
            on=TODAY,
            at=moment(),
            by=press.cast.wang,
            expected=seen,
        )
    assert Item.objects.get().title == "先改的"


def test_files_are_attached_once_and_detached(press):
    item = press.draft()
    attachment = press.attach(item, made.docx())
    with pytest.raises(WordingError, match="已经添加过"):
        press.attach(item, made.docx())
    assert item.version == 2
    assert Version.objects.get(item=item, number=2).attachments == [
        {"file": attachment.file_id, "name": "附件.docx"}
    ]
    drafting.detach(attachment, on=TODAY, at=moment(), by=press.cast.wang)
    assert not Attachment.objects.exists()
    assert Version.objects.get(item=item, number=3).attachments == []


def test_a_draft_can_be_given_up_and_then_not_changed(press):
    item = press.draft()
    drafting.discard(item, on=TODAY, by=press.cast.wang)
    with pytest.raises(FrozenError, match="已作废"):
        press.revise(item, title="改")
    with pytest.raises(FrozenError):
        drafting.discard(item, on=TODAY, by=press.cast.wang)


def test_a_correction_is_dropped_and_not_discarded(press):
    item = press.correcting(press.published())
    with pytest.raises(FrozenError, match="放弃更正"):
        drafting.discard(item, on=TODAY, by=press.cast.wang)


def test_nothing_to_read_is_not_submitted(press):
    with pytest.raises(WordingError, match="都是空的"):
        press.submit(press.draft(body=""))


def test_submitting_freezes_the_words_and_lets_the_gate_look(press):
    item = press.submitted(body="<p>经办人手机13800138000</p>")
    assert (item.state, item.inspected) == (State.FIRST, 1)
    assert [one.kind for one in item.findings.all()] == ["mobile"]
    assert acts(item) == ["ItemDrafted", "ItemInspected", "ItemSubmitted"]
    with pytest.raises(FrozenError, match="待初审"):
        press.revise(item, title="改")


def test_what_was_submitted_can_be_taken_back_and_is_reviewed_anew(press):
    item = press.submitted()
    press.passes(item, State.FIRST, press.cast.li)
    drafting.recall(item, on=TODAY, by=press.cast.wang)
    assert item.state == State.DRAFT
    press.revise(item, title="改过的标题")
    assert press.submit(item).state == State.FIRST
    with pytest.raises(FrozenError, match="不在审核中"):
        drafting.recall(press.published(), on=TODAY, by=press.cast.wang)


def test_an_item_does_not_explain_itself(press):
    item = press.draft()
    with pytest.raises(WordingError, match="自己"):
        press.revise(item, interprets_id=item.pk)


def test_a_column_of_another_organ_is_refused(press):
    press.cast.finance.refresh_from_db()
    foreign = columned(press.cast, "别处", "bc")
    foreign.organ_id = press.cast.finance.pk
    with pytest.raises(WordingError, match="不属于本机关"):
        press.draft(column=foreign)
