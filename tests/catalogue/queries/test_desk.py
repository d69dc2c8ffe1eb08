"""What the desk reads."""

from datetime import date, timedelta

from tests.catalogue.press import FORMED, TODAY, columned, moment
from tests.files import made

from gongkai.catalogue.choices import State
from gongkai.catalogue.queries import desk


def test_the_most_pressing_comes_first(press):
    later = press.draft(title="后到期", formed_on=FORMED + timedelta(days=7))
    sooner = press.submitted(title="先到期")
    press.draft(title="依申请", attribute="on_request", reason="只涉及特定相对人")
    press.published(title="已发布")
    assert list(desk.on_the_way(press.organ.pk)) == [sooner, later]


def test_items_tell_who_drafted_them_and_what_the_gate_holds(press):
    press.submitted(body="<p>手机13800138000、13900139000</p>")
    item = desk.items().get()
    assert (item.by_name, item.found) == ("王经办", 2)


def test_what_waits_at_a_stage(press):
    item = press.submitted()
    assert list(desk.waiting(press.organ.pk, [State.FIRST])) == [item]
    assert not desk.waiting(press.organ.pk, [State.SECOND]).exists()


def test_what_was_kept_back_is_to_be_assessed_from_its_day_on(press):
    item = press.passed(press.submitted(attribute="on_request", reason="只涉及特定相对人"))
    press.examined(item, review_on=date(2027, 1, 4))
    assert not desk.to_assess(press.organ.pk, date(2027, 1, 3)).exists()
    assert list(desk.to_assess(press.organ.pk, date(2027, 1, 4))) == [item]


def test_a_column_is_stale_when_empty_or_long_without_anything_new(press):
    empty = columned(press.cast, "空栏目", "klm")
    fresh = columned(press.cast, "新栏目", "xlm", stale_after=14)
    press.published(column=fresh)
    press.published(column=press.column)
    found = desk.stale(press.organ.pk, moment(TODAY + timedelta(days=20)))
    assert {(one.column, one.days) for one in found} == {(empty, None), (fresh, 20)}


def test_a_file_is_held_by_what_it_belongs_to_until_that_is_withdrawn(press):
    item = press.draft()
    file = press.attach(item, made.docx()).file_id
    assert list(desk.holders_of(file)) == [item]
    (use,) = desk.uses_of_file(file)
    assert item.title in use
    press.publish(press.reviewed(item))
    press.withdrawn(item)
    assert not desk.holders_of(file).exists()


def test_versions_and_remarks_name_who_made_them(press):
    item = press.ready()
    assert [one.by_name for one in desk.remarks(item)] == ["褚保密", "冯副局长", "周主任", "李审核"]
    assert desk.versions(item).get().by_name == "王经办"


def test_words_are_looked_for_in_titles_and_numbers(press):
    item = press.draft()
    press.draft(title="别的", document_number="")
    assert list(desk.search(desk.items(), "示司 法律服务")) == [item]
    assert desk.is_at_review(press.submit(item))
