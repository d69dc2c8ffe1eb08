"""Readers of the catalogue."""

from datetime import date, timedelta

from tests.catalogue.press import FORMED, TODAY, columned, moment
from tests.files import made

from gongkai.catalogue import queries
from gongkai.catalogue.choices import State
from gongkai.catalogue.models import Column, Publication
from gongkai.isolation import scope


def test_the_most_pressing_comes_first(press):
    later = press.draft(title="后到期", formed_on=FORMED + timedelta(days=7))
    sooner = press.submitted(title="先到期")
    press.draft(title="依申请", attribute="on_request", reason="只涉及特定相对人")
    press.published(title="已发布")
    assert list(queries.on_the_way(press.organ.pk)) == [sooner, later]


def test_items_tell_who_drafted_them_and_what_the_gate_holds(press):
    press.submitted(body="<p>手机13800138000、13900139000</p>")
    item = queries.items().get()
    assert (item.by_name, item.found) == ("王经办", 2)


def test_what_waits_at_a_stage(press):
    item = press.submitted()
    assert list(queries.waiting(press.organ.pk, [State.FIRST])) == [item]
    assert not queries.waiting(press.organ.pk, [State.SECOND]).exists()


def test_what_was_kept_back_is_to_be_assessed_from_its_day_on(press):
    item = press.passed(press.submitted(attribute="on_request", reason="只涉及特定相对人"))
    press.examined(item, review_on=date(2027, 1, 4))
    assert not queries.to_assess(press.organ.pk, date(2027, 1, 3)).exists()
    assert list(queries.to_assess(press.organ.pk, date(2027, 1, 4))) == [item]


def test_columns_stand_as_a_tree_with_what_is_out_in_each(press):
    below = columned(press.cast, "规章", "gz", parent=press.column)
    press.published(column=below)
    press.draft(column=below)
    (top,) = queries.tree(queries.counted(queries.columns(press.organ.pk)))
    assert [(branch.column.name, branch.depth, branch.column.published) for branch in top.walk()] == [
        ("政策文件", 0, None),
        ("规章", 1, 1),
    ]


def test_a_column_is_stale_when_empty_or_long_without_anything_new(press):
    empty = columned(press.cast, "空栏目", "klm")
    fresh = columned(press.cast, "新栏目", "xlm", stale_after=14)
    press.published(column=fresh)
    press.published(column=press.column)
    found = queries.stale(press.organ.pk, moment(TODAY + timedelta(days=20)))
    assert {(one.column, one.days) for one in found} == {(empty, None), (fresh, 20)}


def test_the_public_reads_lists_without_what_was_withdrawn(press):
    kept, gone = press.published(title="在"), press.published(title="撤")
    press.withdrawn(gone)
    with scope.entered(scope.PUBLIC):
        assert [one.title for one in queries.published(press.organ.pk)] == ["在"]
        assert [one.pk for one in queries.in_column(Column.objects.get())] == [kept.pk]
        assert queries.publication(press.organ.pk, gone.pk).is_withdrawn
        assert queries.publication(press.organ.pk, 0) is None


def test_a_text_and_its_interpretation_know_each_other(press):
    policy = press.published()
    press.published(title="图解", interprets_id=policy.pk)
    with scope.entered(scope.PUBLIC):
        found = Publication.objects.get(pk=policy.pk)
        nothing, (interpretation,) = queries.related(found)
        assert nothing is None
        assert interpretation.title == "图解"
        assert queries.related(interpretation) == (found, [])


def test_a_file_is_held_by_what_it_belongs_to_until_that_is_withdrawn(press):
    item = press.draft()
    file = press.attach(item, made.docx()).file_id
    assert list(queries.holders_of(file)) == [item]
    (use,) = queries.uses_of_file(file)
    assert item.title in use
    press.publish(press.reviewed(item))
    press.withdrawn(item)
    assert not queries.holders_of(file).exists()


def test_versions_and_remarks_name_who_made_them(press):
    item = press.ready()
    assert [one.by_name for one in queries.remarks(item)] == ["褚保密", "冯副局长", "周主任", "李审核"]
    assert queries.versions(item).get().by_name == "王经办"


def test_words_are_looked_for_in_titles_and_numbers(press):
    item = press.draft()
    press.draft(title="别的", document_number="")
    assert list(queries.search(queries.items(), "示司 法律服务")) == [item]
    assert queries.is_at_review(press.submit(item))
