"""Publishing, correcting, withdrawing."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.catalogue.press import BODY, TODAY, WORDING, columned, moment
from tests.database import as_owner
from tests.files import made

from gongkai.catalogue.actions import publishing
from gongkai.catalogue.actions.columns import close_column, set_numbering
from gongkai.catalogue.actions.publishing import HIDDEN_TITLE, PublishingError
from gongkai.catalogue.choices import State
from gongkai.catalogue.models import Item, Publication, PublishedFile, Version
from gongkai.files.models import File, StoredFile
from gongkai.isolation import scope
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.organs.models import Organ

CODE = "11130600000000001A"


def test_what_has_passed_everything_is_published_under_a_number(press):
    publication = press.publish(press.ready())
    item = Item.objects.get()
    assert item.number == publication.number == f"{CODE}/2026-00001"
    assert (item.state, item.first_published_on, item.is_late) == (State.PUBLISHED, TODAY, False)
    assert publication.body == BODY
    entry = Entry.objects.get(act="catalogue.ItemPublished")
    assert entry.data["number"] == item.number
    assert broken() == []


def test_numbers_have_no_gap(press):
    first, second = press.ready(), press.ready(title="第二件", body="<p>值班手机13800138000号</p>")
    with pytest.raises(PublishingError):
        press.publish(second)
    third = press.ready(title="第三件")
    press.publish(first)
    press.publish(third)
    assert [item.number[-5:] for item in (first, third)] == ["00001", "00002"]


def test_a_number_is_never_changed(press):
    press.published()
    with as_owner(), pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Item.objects.update(number="x")


def test_an_organ_chooses_its_form_of_numbers(press):
    with press.cast.entered(press.cast.zhou):
        set_numbering(press.organ, "letters", "BDSFJ", on=TODAY, by=press.cast.zhou)
    assert press.published().number == "BDSFJ-2026-000001"


def test_a_code_that_does_not_fit_is_told_before_anything_is_published(press):
    item = press.ready()
    with as_owner():
        Organ.objects.filter(pk=press.organ.pk).update(credit_code="1")
    item.refresh_from_db()
    with pytest.raises(PublishingError, match="索引号设置"):
        press.publish(Item.objects.get())


@pytest.mark.parametrize("stage", ["draft", "submitted"])
def test_nothing_is_published_before_its_reviews(press, stage):
    item = getattr(press, stage)()
    with pytest.raises(PublishingError, match="三审三校"):
        press.publish(item)


def test_the_public_sees_what_is_out_and_nothing_else(press):
    draft, out = press.draft(title="草稿"), press.ready(title="公开")
    press.publish(out)
    with scope.entered(scope.PUBLIC):
        assert [one.title for one in Publication.objects.all()] == ["公开"]
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Item.objects.count()
    assert draft.pk


def test_the_public_fetches_the_files_of_what_is_out_only(press):
    kept = press.draft(title="未发布")
    press.attach(kept, made.docx("未公开的附件"), "未公开.docx")
    item = press.draft()
    press.attach(item, made.docx("公开的附件"), "公开.docx")
    press.publish(press.reviewed(item))
    with scope.entered(scope.PUBLIC):
        assert [one.name for one in File.objects.all()] == ["公开.docx"]
        assert StoredFile.objects.count() == 1
    press.withdrawn(item)
    with scope.entered(scope.PUBLIC):
        assert not File.objects.exists()
        assert not StoredFile.objects.exists()


def test_what_comes_late_is_known_as_late(press):
    assert press.published(on=TODAY + timedelta(days=60)).is_late


def test_a_time_is_fixed_and_taken_back(press):
    item = press.ready()
    with press.cast.entered(press.jiang):
        with pytest.raises(PublishingError, match="已经过去"):
            publishing.schedule(item, moment(), on=TODAY, at=moment(), by=press.jiang)
        publishing.schedule(item, moment(hour=18), on=TODAY, at=moment(), by=press.jiang)
        assert item.state == State.SCHEDULED
        publishing.unschedule(item, on=TODAY, by=press.jiang)
        assert (item.state, item.publish_at) == (State.READY, None)
        with pytest.raises(PublishingError, match="没有设定"):
            publishing.unschedule(item, on=TODAY, by=press.jiang)


def test_a_correction_shows_when_it_has_passed_all_reviews_and_not_before(press):
    item = press.published()
    press.correcting(item)
    press.revise(item, body="<p>更正后的正文。</p>")
    with scope.entered(scope.PUBLIC):
        assert Publication.objects.get().body == BODY
    press.publish(press.reviewed(item))
    with scope.entered(scope.PUBLIC):
        found = Publication.objects.get()
    assert (found.body, found.correction) == ("<p>更正后的正文。</p>", "更正第二段。")
    assert found.corrected_at == moment()
    assert found.number == item.number
    assert Entry.objects.filter(act="catalogue.ItemCorrected").count() == 1


def test_a_correction_says_what_it_corrects(press):
    item = press.published()
    with pytest.raises(PublishingError, match="更正说明"):
        press.correcting(item, " ")
    with pytest.raises(PublishingError, match="不能更正"):
        press.correcting(press.draft())


def test_a_dropped_correction_leaves_everything_as_it_was(press):
    item = press.draft()
    press.attach(item, made.docx())
    press.publish(press.reviewed(item))
    press.correcting(item)
    press.revise(item, title="改过的标题")
    with press.cast.entered(press.jiang):
        publishing.drop_correction(item, on=TODAY, at=moment(), by=press.jiang)
    assert (item.state, item.title, item.correction) == (State.PUBLISHED, WORDING.title, "")
    assert item.attachments.count() == 1
    assert Version.objects.filter(item=item).count() == item.version
    with press.cast.entered(press.jiang), pytest.raises(PublishingError, match="没有正在起草的更正"):
        publishing.drop_correction(item, on=TODAY, at=moment(), by=press.jiang)


def test_a_withdrawal_leaves_a_trace_and_nothing_of_the_text(press):
    item = press.draft(summary="概述", keywords="关键词")
    press.attach(item, made.docx())
    press.publish(press.reviewed(item))
    press.withdrawn(item)
    with scope.entered(scope.PUBLIC):
        found = Publication.objects.get()
        assert not PublishedFile.objects.exists()
    assert (found.title, found.withdrawal, found.is_withdrawn) == (WORDING.title, "文件已废止。", True)
    assert (found.body, found.summary, found.keywords, found.document_number) == ("", "", "", "")
    assert Item.objects.get().state == State.WITHDRAWN


def test_a_title_that_must_go_goes_too(press):
    item = press.published()
    press.withdrawn(item, keep_title=False)
    with scope.entered(scope.PUBLIC):
        assert Publication.objects.get().title == HIDDEN_TITLE


def test_a_withdrawal_gives_its_reason_and_happens_once(press):
    item = press.published()
    with pytest.raises(PublishingError, match="原因"):
        press.withdrawn(item, why=" ")
    press.withdrawn(item)
    with pytest.raises(PublishingError, match="已经撤回"):
        press.withdrawn(item)


def test_what_is_being_corrected_can_be_withdrawn_at_once(press):
    item = press.correcting(press.published())
    press.withdrawn(item)
    assert Item.objects.get().state == State.WITHDRAWN


def test_what_was_withdrawn_comes_back_through_all_reviews(press):
    item = press.published()
    press.withdrawn(item)
    press.correcting(item, "重新公开。")
    press.publish(press.reviewed(item))
    found = Publication.objects.get()
    assert (found.is_withdrawn, found.body, found.correction) == (False, BODY, "重新公开。")


def test_a_closed_column_takes_nothing_new(press):
    other = columned(press.cast, "旧栏目", "jlm")
    item = press.ready(column=other)
    with press.cast.entered(press.cast.zhou):
        close_column(other, on=TODAY, by=press.cast.zhou)
    with pytest.raises(PublishingError, match="停用"):
        press.publish(item)


def marked(press, item, validity="repealed", why="被示司规〔2026〕3号废止"):
    with press.cast.entered(press.jiang):
        return publishing.mark_validity(item, validity, why=why, on=TODAY, at=moment(), by=press.jiang)


def test_a_mark_is_on_the_page_at_once_and_kept_as_a_version(press):
    item = press.published()
    body = Publication.objects.get(pk=item.pk).body
    marked(press, item)
    out = Publication.objects.get(pk=item.pk)
    assert (out.validity, out.marked_on, out.marking) == ("repealed", TODAY, "被示司规〔2026〕3号废止")
    assert (out.body, out.version) == (body, 2)
    assert (item.state, item.inspected) == (State.PUBLISHED, 2)
    assert item.versions.get(number=2).validity == "repealed"
    with scope.entered(scope.PUBLIC):
        assert Publication.objects.get(pk=item.pk).marking


@pytest.mark.parametrize(
    ("validity", "why", "words"),
    [("repealed", " ", "请写明依据"), ("in_force", "x", "没有变化"), ("nonsense", "x", "没有变化")],
)
def test_an_empty_mark_is_refused(press, validity, why, words):
    item = press.published()
    with pytest.raises(publishing.PublishingError, match=words):
        marked(press, item, validity, why)


def test_what_is_being_corrected_is_marked_in_the_correction(press):
    item = press.published()
    press.correcting(item)
    with pytest.raises(publishing.PublishingError, match="写进更正稿"):
        marked(press, item)


def test_a_correction_that_says_otherwise_takes_the_mark_away(press):
    item = press.published()
    marked(press, item)
    press.correcting(item)
    press.revise(item, validity="in_force")
    press.reviewed(item)
    press.publish(item)
    out = Publication.objects.get(pk=item.pk)
    assert (out.validity, out.marked_on, out.marking) == ("in_force", None, "")
